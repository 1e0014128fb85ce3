namespace Reliability.Testing;

/// <summary>What goes wrong with one operation of <see cref="InMemoryTables"/>.</summary>
public enum FaultKind
{
    /// <summary>Nothing is applied; the caller gets <c>RequestFailedException</c> 500 OperationTimedOut.</summary>
    Before,

    /// <summary>Applied, but the reply is lost and not asked for again: the caller gets <c>RequestFailedException</c> of status 0.</summary>
    AfterAppliedNoReply,

    /// <summary>Applied, then the reply is lost in every try: the caller gets the <c>AggregateException</c> of a retry policy that gave up.</summary>
    AfterAppliedGivenUp,

    /// <summary>Applied, the reply is lost, and the retry policy sends the operation again: the caller gets the second result, such as 409 for its own insert.</summary>
    AfterAppliedRetried,

    /// <summary>The process ends before the operation is applied.</summary>
    CrashBefore,

    /// <summary>The process ends after the operation is applied.</summary>
    CrashAfter,
}

/// <summary>The process is dead: it gets no result, and neither does anything that it still tries.</summary>
/// <param name="message">Where it died.</param>
public sealed class SimulatedCrashException(string message) : Exception(message);
