using Microsoft.DurableTask;

namespace Reliability.Orchestration.History;

/// <summary>The execution began.</summary>
/// <param name="Name">Name of the orchestrator.</param>
/// <param name="Version">Version of the instance; empty for none.</param>
/// <param name="Input">Serialized input.</param>
/// <param name="ExecutionId">Id of this execution; each generation has one of its own.</param>
/// <param name="Parent">The orchestration that called this one.</param>
/// <param name="Tags">Labels.</param>
/// <param name="StartAt">When it should start; null for at once.</param>
/// <param name="Seen">Ids of messages that earlier generations received, oldest first.</param>
/// <param name="Events">Events that earlier generations received and did not take, oldest first.</param>
internal sealed record ExecutionStarted(
    string Name,
    string Version,
    string? Input,
    string ExecutionId,
    ParentCall? Parent = null,
    IReadOnlyDictionary<string, string>? Tags = null,
    DateTimeOffset? StartAt = null,
    IReadOnlyList<string>? Seen = null,
    IReadOnlyList<EventReceived>? Events = null) : Arrival((string?)null)
{
    /// <summary>How many ids of messages are remembered from one generation to the next.</summary>
    public const int MaxSeen = 1_000;
}

/// <summary>The call of a sub-orchestration, as its child sees it.</summary>
/// <param name="InstanceId">The parent.</param>
/// <param name="Name">Name of the parent's orchestrator.</param>
/// <param name="ExecutionId">The parent's execution: a later one does not want the answer.</param>
/// <param name="DecisionId">Number of the decision.</param>
internal sealed record ParentCall(string InstanceId, string Name, string ExecutionId, int DecisionId);

/// <summary>An activity returned.</summary>
internal sealed record ActivityCompleted(int Id, string? Result) : Outcome(Id);

/// <summary>An activity threw.</summary>
internal sealed record ActivityFailed(int Id, Failure Failure) : Outcome(Id);

/// <summary>A timer came due.</summary>
internal sealed record TimerFired(int Id) : Outcome(Id);

/// <summary>A sub-orchestration completed.</summary>
internal sealed record ChildCompleted(int Id, string? Result) : Outcome(Id);

/// <summary>A sub-orchestration failed or was terminated.</summary>
internal sealed record ChildFailed(int Id, Failure Failure) : Outcome(Id)
{
    /// <summary>Gets the generation of the child that failed; null where its failure counts in any case.</summary>
    public int? Generation { get; init; }
}

/// <summary>An external event.</summary>
internal sealed record EventReceived(string? MessageId, string Name, string? Payload) : Arrival(MessageId);

/// <summary>Work stops until it is resumed; what arrives meanwhile waits.</summary>
internal sealed record ExecutionSuspended(string? MessageId, string? Reason) : Arrival(MessageId);

/// <summary>Work goes on.</summary>
internal sealed record ExecutionResumed(string? MessageId, string? Reason) : Arrival(MessageId);

/// <summary>The execution is to end now.</summary>
internal sealed record ExecutionTerminated(string? MessageId, string? Output, bool Recursive) : Arrival(MessageId);

/// <summary>A failed execution goes on from before its failure.</summary>
/// <param name="MessageId">Id of the message.</param>
/// <param name="Reason">Why.</param>
/// <param name="Caller">The call of the parent that was rewound; null when a client asked.</param>
internal sealed record ExecutionRewound(string? MessageId, string? Reason, ParentCall? Caller = null) : Arrival(MessageId);

/// <summary>An orchestration called a sub-orchestration under the id of this instance, which has not ended: it is told so.</summary>
/// <param name="MessageId">Id of the call, which is refused for good, however often it comes.</param>
/// <param name="Caller">Who called.</param>
internal sealed record CallRefused(string? MessageId, ParentCall Caller) : Arrival(MessageId);

/// <summary>Why something failed.</summary>
/// <param name="ErrorType">Full name of the exception's type.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="StackTrace">Where it was thrown.</param>
/// <param name="Inner">What caused it.</param>
internal sealed record Failure(string ErrorType, string ErrorMessage, string? StackTrace, Failure? Inner)
{
    /// <summary>Type of the failure of an activity that is not registered, as other backends call it. It is never tried again.</summary>
    public const string ActivityNotFound = "ActivityTaskNotFound";

    private const int MaxText = 8_000;
    private const int MaxDepth = 5;

    /// <summary>Describes an exception; long texts and long chains are cut.</summary>
    public static Failure Of(Exception exception) => Of(exception, MaxDepth);

    /// <summary>Shows the failure to orchestrators and clients.</summary>
    public TaskFailureDetails ToDetails() => new(ErrorType, ErrorMessage, StackTrace, Inner?.ToDetails(), null);

    private static Failure Of(Exception exception, int depth) => exception is TaskFailedException task
        ? new Failure(typeof(TaskFailedException).FullName!, Cut(task.Message), task.StackTrace is { } place ? Cut(place) : null, depth > 0 ? Of(task.FailureDetails, depth - 1) : null)
        : new Failure(
            exception.GetType().FullName ?? exception.GetType().Name,
            Cut(exception.Message),
            exception.StackTrace is { } trace ? Cut(trace) : null,
            exception.InnerException is { } inner && depth > 0 ? Of(inner, depth - 1) : null);

    private static Failure Of(TaskFailureDetails details, int depth) => new(
        details.ErrorType,
        Cut(details.ErrorMessage),
        details.StackTrace is { } trace ? Cut(trace) : null,
        details.InnerFailure is { } inner && depth > 0 ? Of(inner, depth - 1) : null);

    private static string Cut(string text) => text.Length > MaxText ? text[..MaxText] : text;
}
