// The official types say nothing about nulls.
#nullable disable
namespace DurableTask.Core.History;

/// <summary>The instance was suspended.</summary>
public class ExecutionSuspendedEvent : HistoryEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    /// <param name="reason">Why.</param>
    public ExecutionSuspendedEvent(int eventId, string reason)
        : base(eventId)
    {
        Reason = reason;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionSuspended;

    /// <summary>Gets or sets why.</summary>
    public string Reason { get; set; }
}

/// <summary>The instance was resumed.</summary>
public class ExecutionResumedEvent : HistoryEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    /// <param name="reason">Why.</param>
    public ExecutionResumedEvent(int eventId, string reason)
        : base(eventId)
    {
        Reason = reason;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionResumed;

    /// <summary>Gets or sets why.</summary>
    public string Reason { get; set; }
}

/// <summary>The instance was rewound: what had failed is tried again.</summary>
public class ExecutionRewoundEvent : HistoryEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    /// <param name="reason">Why.</param>
    public ExecutionRewoundEvent(int eventId, string reason)
        : base(eventId)
    {
        Reason = reason;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionRewound;

    /// <summary>Gets or sets why.</summary>
    public string Reason { get; set; }
}

/// <summary>A turn of the orchestrator began.</summary>
public class OrchestratorStartedEvent : HistoryEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    public OrchestratorStartedEvent(int eventId)
        : base(eventId)
    {
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.OrchestratorStarted;
}

/// <summary>A turn of the orchestrator ended.</summary>
public class OrchestratorCompletedEvent : HistoryEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    public OrchestratorCompletedEvent(int eventId)
        : base(eventId)
    {
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.OrchestratorCompleted;
}

/// <summary>Something else happened.</summary>
public class GenericEvent : HistoryEvent
{
    /// <summary>What happened.</summary>
    public string Data;

    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    /// <param name="data">What happened.</param>
    public GenericEvent(int eventId, string data)
        : base(eventId)
    {
        Data = data;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.GenericEvent;
}
