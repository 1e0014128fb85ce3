using System.Text.Json.Serialization;

namespace Reliability.Orchestration.History;

/// <summary>One entry of the history of an instance: something that reached it, or something that it decided.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "e")]
[JsonDerivedType(typeof(ExecutionStarted), "started")]
[JsonDerivedType(typeof(ActivityCompleted), "activity-completed")]
[JsonDerivedType(typeof(ActivityFailed), "activity-failed")]
[JsonDerivedType(typeof(TimerFired), "timer-fired")]
[JsonDerivedType(typeof(ChildCompleted), "child-completed")]
[JsonDerivedType(typeof(ChildFailed), "child-failed")]
[JsonDerivedType(typeof(EventReceived), "event-received")]
[JsonDerivedType(typeof(ExecutionSuspended), "suspended")]
[JsonDerivedType(typeof(ExecutionResumed), "resumed")]
[JsonDerivedType(typeof(ExecutionTerminated), "terminated")]
[JsonDerivedType(typeof(ExecutionRewound), "rewound")]
[JsonDerivedType(typeof(CallRefused), "call-refused")]
[JsonDerivedType(typeof(ActivityScheduled), "activity-scheduled")]
[JsonDerivedType(typeof(TimerCreated), "timer-created")]
[JsonDerivedType(typeof(ChildScheduled), "child-scheduled")]
[JsonDerivedType(typeof(EventSent), "event-sent")]
[JsonDerivedType(typeof(ChildTerminated), "child-terminated")]
[JsonDerivedType(typeof(ChildRewound), "child-rewound")]
[JsonDerivedType(typeof(ContinuedAsNew), "continued-as-new")]
[JsonDerivedType(typeof(ExecutionFinished), "finished")]
internal abstract record HistoryRecord;

/// <summary>What reached the instance. A message that is delivered twice is recognised by its id.</summary>
/// <param name="MessageId">Id of the message; null where the number of a decision tells duplicates.</param>
internal abstract record Arrival(string? MessageId) : HistoryRecord;

/// <summary>What the orchestrator decided, in the order in which it decided.</summary>
/// <param name="Id">Number of the decision in its execution, from 0.</param>
internal abstract record Decision(int Id) : HistoryRecord
{
    /// <summary>Gets what kind of decision it is, about what: equal whenever the orchestrator decides the same again.</summary>
    [JsonIgnore]
    public abstract string Subject { get; }
}

/// <summary>The outcome of a decision, once.</summary>
/// <param name="Id">Number of the decision.</param>
internal abstract record Outcome(int Id) : Arrival((string?)null);
