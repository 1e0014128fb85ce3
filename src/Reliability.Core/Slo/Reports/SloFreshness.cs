namespace Reliability.Core.Slo.Reports;

/// <summary>Tells statuses that may be believed from those that are too old.</summary>
public static class SloFreshness
{
    /// <summary>The age from which on a status is stale: five evaluations.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(5);

    /// <summary>Tells whether a status is stale: its objective cannot be evaluated, or was not for longer than <see cref="StaleAfter"/>.</summary>
    /// <param name="status">The status.</param>
    /// <param name="now">Now.</param>
    public static bool IsStale(this SloStatus status, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status.FailingSince is not null || now - status.EvaluatedAt > StaleAfter;
    }
}
