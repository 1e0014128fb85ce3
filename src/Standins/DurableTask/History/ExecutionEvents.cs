// The official types say nothing about nulls.
#nullable disable
namespace DurableTask.Core.History;

/// <summary>An execution started.</summary>
public class ExecutionStartedEvent : HistoryEvent
{
    /// <summary>The instance.</summary>
    public OrchestrationInstance OrchestrationInstance;

    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    /// <param name="input">The serialized input.</param>
    public ExecutionStartedEvent(int eventId, string input)
        : base(eventId)
    {
        Input = input;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionStarted;

    /// <summary>Gets or sets the orchestration that started this one.</summary>
    public ParentInstance ParentInstance { get; set; }

    /// <summary>Gets or sets the name of the orchestration.</summary>
    public string Name { get; set; }

    /// <summary>Gets or sets its version.</summary>
    public string Version { get; set; }

    /// <summary>Gets or sets the serialized input.</summary>
    public string Input { get; set; }

    /// <summary>Gets or sets the tags.</summary>
    public IDictionary<string, string> Tags { get; set; }

    /// <summary>Gets or sets when it was to start.</summary>
    public DateTime? ScheduledStartTime { get; set; }
}

/// <summary>An execution ended.</summary>
public class ExecutionCompletedEvent : HistoryEvent
{
#nullable enable
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    /// <param name="result">The serialized result.</param>
    /// <param name="orchestrationStatus">How it ended.</param>
    /// <param name="failureDetails">Why it failed.</param>
    public ExecutionCompletedEvent(
        int eventId, string? result, OrchestrationStatus orchestrationStatus, FailureDetails? failureDetails = null)
        : base(eventId)
    {
        Result = result;
        OrchestrationStatus = orchestrationStatus;
        FailureDetails = failureDetails;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionCompleted;

    /// <summary>Gets how it ended.</summary>
    public OrchestrationStatus OrchestrationStatus { get; }

    /// <summary>Gets the serialized result.</summary>
    public string? Result { get; }

    /// <summary>Gets why it failed.</summary>
    public FailureDetails? FailureDetails { get; }
#nullable disable
}

/// <summary>An execution ended and the instance starts over.</summary>
public class ContinueAsNewEvent : ExecutionCompletedEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    /// <param name="input">The serialized new input.</param>
    public ContinueAsNewEvent(int eventId, string input)
        : base(eventId, input, OrchestrationStatus.ContinuedAsNew)
    {
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.ContinueAsNew;
}

/// <summary>An execution was terminated.</summary>
public class ExecutionTerminatedEvent : HistoryEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    /// <param name="input">The serialized output that was given.</param>
    public ExecutionTerminatedEvent(int eventId, string input)
        : base(eventId)
    {
        Input = input;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionTerminated;

    /// <summary>Gets or sets the serialized output that was given.</summary>
    public string Input { get; set; }
}
