using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Execution;

/// <summary>What an orchestrator decides in a turn: written down when it is new, compared with the history when it is a repetition.</summary>
internal sealed class DecisionLog
{
    private readonly List<HistoryRecord> _made = [];
    private Dictionary<int, Decision>? _expected;
    private int _next;

    /// <summary>Gets whether the turn repeats history.</summary>
    public bool IsReplaying => _expected is not null;

    /// <summary>Gets the first thing that was not as the history has it; nothing done after it counts.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Begins a turn.</summary>
    /// <param name="recorded">What was decided in it, or null for a new turn.</param>
    public void Begin(IReadOnlyList<HistoryRecord>? recorded)
    {
        _made.Clear();
        _expected = recorded?.OfType<Decision>().Where(decision => decision.Id >= 0).ToDictionary(decision => decision.Id);
    }

    /// <summary>Ends a turn.</summary>
    /// <returns>What was decided; empty for a repetition.</returns>
    /// <exception cref="NonDeterminismException">The history has more than was repeated, or something else.</exception>
    public IReadOnlyList<HistoryRecord> End()
    {
        if (Fault is { } fault) throw fault;
        if (_expected is { Count: > 0 } missing)
            throw new NonDeterminismException(Describe(missing.Values.MinBy(decision => decision.Id)!), "nothing");
        return [.. _made];
    }

    /// <summary>Takes a decision.</summary>
    /// <param name="make">Makes it, from its number.</param>
    /// <returns>The decision, as the history has it where it is a repetition.</returns>
    /// <exception cref="NonDeterminismException">The history has another.</exception>
    public T Take<T>(Func<int, T> make)
        where T : Decision
    {
        if (Fault is { } fault) throw fault;
        var decision = make(_next++);
        if (_expected is null)
        {
            _made.Add(decision);
            return decision;
        }

        if (_expected.Remove(decision.Id, out var recorded) && recorded is T same && recorded.Subject == decision.Subject) return same;
        throw Fail(new NonDeterminismException(recorded is null ? "nothing" : Describe(recorded), Describe(decision)));
    }

    /// <summary>Notes that the turn cannot be trusted, even if the orchestrator catches the exception.</summary>
    public Exception Fail(Exception fault) => Fault ??= fault;

    private static string Describe(Decision decision) => $"{decision.Subject} (#{decision.Id})";
}
