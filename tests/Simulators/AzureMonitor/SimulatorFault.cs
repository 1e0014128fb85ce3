namespace Reliability.Simulators.AzureMonitor;

/// <summary>What happens to a request that is right.</summary>
/// <param name="Status">The status it is answered with; 0 leaves it without an answer until the client gives up.</param>
/// <param name="RetryAfterSeconds">The header <c>Retry-After</c>; null without.</param>
public sealed record SimulatorFault(int Status, int? RetryAfterSeconds = null)
{
    /// <summary>Gets the one that never answers.</summary>
    public static SimulatorFault Silent { get; } = new(0);

    /// <summary>Gets the one that says that there is nothing to query.</summary>
    public static SimulatorFault NoContent { get; } = new(204);

    /// <summary>Gets the one that answers 200 without a body.</summary>
    public static SimulatorFault Empty { get; } = new(200);

    /// <summary>Makes the one of too many requests.</summary>
    /// <param name="retryAfterSeconds">When to try again.</param>
    public static SimulatorFault Throttled(int? retryAfterSeconds = null) => new(429, retryAfterSeconds);
}
