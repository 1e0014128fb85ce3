namespace DurableTask.Core.History;

/// <summary>An event in the history of an orchestration.</summary>
public abstract class HistoryEvent
{
    /// <summary>Makes an event of the present.</summary>
    /// <param name="eventId">Its number; -1 for none.</param>
    protected HistoryEvent(int eventId)
    {
        EventId = eventId;
        Timestamp = TimeProvider.System.GetUtcNow().UtcDateTime;
    }

    /// <summary>Gets the number of the action, if the event is one of the orchestrator.</summary>
    /// <value>-1 for none.</value>
    public int EventId { get; }

    /// <summary>Gets or sets whether the event has been replayed.</summary>
    public bool IsPlayed { get; set; }

    /// <summary>Gets or sets when it happened, in UTC.</summary>
    /// <value>By default when the object was made.</value>
    public DateTime Timestamp { get; set; }

    /// <summary>Gets the kind.</summary>
    public virtual EventType EventType { get; }
}
