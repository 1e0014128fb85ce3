// The official types say nothing about nulls.
#nullable disable
namespace DurableTask.Core.History;

/// <summary>Another orchestration was called.</summary>
public class SubOrchestrationInstanceCreatedEvent : HistoryEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">The number of the call.</param>
    public SubOrchestrationInstanceCreatedEvent(int eventId)
        : base(eventId)
    {
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceCreated;

    /// <summary>Gets or sets the name of the orchestration.</summary>
    public string Name { get; set; }

    /// <summary>Gets or sets its version.</summary>
    public string Version { get; set; }

    /// <summary>Gets or sets its instance id.</summary>
    public string InstanceId { get; set; }

    /// <summary>Gets or sets the serialized input.</summary>
    public string Input { get; set; }
}

/// <summary>Another orchestration succeeded.</summary>
public class SubOrchestrationInstanceCompletedEvent : HistoryEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    /// <param name="taskScheduledId">The number of the call.</param>
    /// <param name="result">The serialized result.</param>
    public SubOrchestrationInstanceCompletedEvent(int eventId, int taskScheduledId, string result)
        : base(eventId)
    {
        TaskScheduledId = taskScheduledId;
        Result = result;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceCompleted;

    /// <summary>Gets the number of the call.</summary>
    public int TaskScheduledId { get; }

    /// <summary>Gets the serialized result.</summary>
    public string Result { get; }
}

/// <summary>Another orchestration failed.</summary>
public class SubOrchestrationInstanceFailedEvent : HistoryEvent
{
#nullable enable
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    /// <param name="taskScheduledId">The number of the call.</param>
    /// <param name="reason">The message.</param>
    /// <param name="details">More, serialized.</param>
    /// <param name="failureDetails">Why it failed.</param>
    public SubOrchestrationInstanceFailedEvent(
        int eventId, int taskScheduledId, string? reason, string? details, FailureDetails? failureDetails)
        : base(eventId)
    {
        TaskScheduledId = taskScheduledId;
        Reason = reason;
        Details = details;
        FailureDetails = failureDetails;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceFailed;

    /// <summary>Gets the number of the call.</summary>
    public int TaskScheduledId { get; }

    /// <summary>Gets the message.</summary>
    public string? Reason { get; }

    /// <summary>Gets more, serialized.</summary>
    public string? Details { get; }

    /// <summary>Gets why it failed.</summary>
    public FailureDetails? FailureDetails { get; }
}
