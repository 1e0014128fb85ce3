// The official types say nothing about nulls.
#nullable disable
namespace DurableTask.Core.History;

/// <summary>A timer was started.</summary>
public class TimerCreatedEvent : HistoryEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">The number of the timer.</param>
    /// <param name="fireAt">When it ends, in UTC.</param>
    public TimerCreatedEvent(int eventId, DateTime fireAt)
        : base(eventId)
    {
        FireAt = fireAt;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.TimerCreated;

    /// <summary>Gets or sets when it ends, in UTC.</summary>
    public DateTime FireAt { get; set; }
}

/// <summary>A timer ended.</summary>
public class TimerFiredEvent : HistoryEvent
{
    /// <summary>Makes the event, which has no number of its own.</summary>
    /// <param name="timerId">The number of the timer; not negative.</param>
    /// <param name="fireAt">When it ended, in UTC.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public TimerFiredEvent(int timerId, DateTime fireAt)
        : base(-1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(timerId);
        TimerId = timerId;
        FireAt = fireAt;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.TimerFired;

    /// <summary>Gets or sets the number of the timer.</summary>
    public int TimerId { get; set; }

    /// <summary>Gets or sets when it ended, in UTC.</summary>
    public DateTime FireAt { get; set; }
}

/// <summary>An event came in.</summary>
public class EventRaisedEvent : HistoryEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    /// <param name="input">The serialized payload.</param>
    public EventRaisedEvent(int eventId, string input)
        : base(eventId)
    {
        Input = input;
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.EventRaised;

    /// <summary>Gets or sets the name.</summary>
    public string Name { get; set; }

    /// <summary>Gets or sets the serialized payload.</summary>
    public string Input { get; set; }
}

/// <summary>An event was sent to another orchestration.</summary>
public class EventSentEvent : HistoryEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="eventId">Its number.</param>
    public EventSentEvent(int eventId)
        : base(eventId)
    {
    }

    /// <inheritdoc/>
    public override EventType EventType => EventType.EventSent;

    /// <summary>Gets or sets the other instance.</summary>
    public string InstanceId { get; set; }

    /// <summary>Gets or sets the name.</summary>
    public string Name { get; set; }

    /// <summary>Gets or sets the serialized payload.</summary>
    public string Input { get; set; }
}
