namespace DurableTask.Core.History;

/// <summary>An activity was called.</summary>
public class TaskScheduledEvent : HistoryEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">The number of the call.</param>
    public TaskScheduledEvent(int eventId)
        : base(eventId)
    {
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.TaskScheduled;

    /// <summary>Gets or sets the name of the activity.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets its version.</summary>
    public string? Version { get; set; }

    /// <summary>Gets or sets the serialized input.</summary>
    public string? Input { get; set; }
}

/// <summary>An activity succeeded.</summary>
public class TaskCompletedEvent : HistoryEvent
{
#nullable disable
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    /// <param name="taskScheduledId">The number of the call.</param>
    /// <param name="result">The serialized result.</param>
    public TaskCompletedEvent(int eventId, int taskScheduledId, string result)
        : base(eventId)
    {
        TaskScheduledId = taskScheduledId;
        Result = result;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.TaskCompleted;

    /// <summary>Gets the number of the call.</summary>
    public int TaskScheduledId { get; }

    /// <summary>Gets the serialized result.</summary>
    public string Result { get; }
#nullable restore
}

/// <summary>An activity failed.</summary>
public class TaskFailedEvent : HistoryEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    /// <param name="taskScheduledId">The number of the call.</param>
    /// <param name="reason">The message.</param>
    /// <param name="details">More, serialized.</param>
    /// <param name="failureDetails">Why it failed.</param>
    public TaskFailedEvent(int eventId, int taskScheduledId, string? reason, string? details, FailureDetails? failureDetails)
        : base(eventId)
    {
        TaskScheduledId = taskScheduledId;
        Reason = reason;
        Details = details;
        FailureDetails = failureDetails;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.TaskFailed;

    /// <summary>Gets the number of the call.</summary>
    public int TaskScheduledId { get; }

    /// <summary>Gets the message.</summary>
    public string? Reason { get; }

    /// <summary>Gets more, serialized.</summary>
    public string? Details { get; }

    /// <summary>Gets why it failed.</summary>
    public FailureDetails? FailureDetails { get; }
}
