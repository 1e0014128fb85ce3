namespace Reliability.Orchestration.Execution;

/// <summary>An orchestrator does not decide what its history says it decided: its code changed, or it reads something that changes.</summary>
/// <remarks>The instance fails with it, and can be rewound once the code is mended.</remarks>
public sealed class NonDeterminismException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="expected">What the history has.</param>
    /// <param name="found">What the orchestrator did.</param>
    public NonDeterminismException(string expected, string found)
        : base($"The orchestrator does not repeat its history: expected {expected}, found {found}.")
    {
        Expected = expected;
        Found = found;
    }

    /// <summary>Gets what the history has.</summary>
    public string Expected { get; }

    /// <summary>Gets what the orchestrator did.</summary>
    public string Found { get; }
}
