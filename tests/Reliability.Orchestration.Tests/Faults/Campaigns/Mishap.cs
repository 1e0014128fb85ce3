namespace Reliability.Orchestration.Tests.Faults;

/// <summary>What goes wrong with one storage operation. The first six are those of <see cref="Reliability.Testing.FaultKind"/>.</summary>
internal enum Mishap
{
    Before,
    AfterAppliedNoReply,
    AfterAppliedGivenUp,
    AfterAppliedRetried,
    CrashBefore,
    CrashAfter,

    /// <summary>Nothing is applied: 429.</summary>
    Throttled,

    /// <summary>Nothing is applied: 503.</summary>
    Busy,

    /// <summary>Nothing is applied, and no answer came within the time of the network: what the client throws then is no failure of a request.</summary>
    TimedOut,

    /// <summary>The operation takes longer than a lease and is applied then; the rest of the process goes on.</summary>
    Slow,

    /// <summary>The process stands still for longer than a lease just before the operation, and wakes with all it believed.</summary>
    Freeze,

    /// <summary>Somebody else takes the shard just before the operation, and dies.</summary>
    Theft,
}

/// <summary>A mishap at an operation.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Operation">The number of the operation, from 1.</param>
internal sealed record Fault(Mishap Kind, int Operation)
{
    public override string ToString() => $"{Kind}@{Operation}";
}
