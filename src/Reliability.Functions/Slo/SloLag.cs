using Microsoft.Extensions.Diagnostics.HealthChecks;
using Reliability.Integrations.Configuration;

namespace Reliability.Functions.Slo;

/// <summary>Reports how far the evaluation of objectives lags behind.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="slos">Their statuses.</param>
/// <param name="time">The clock.</param>
public sealed class SloLag(ReliabilityConfiguration configuration, SloReading slos, TimeProvider time) : IHealthCheck
{
    /// <summary>The lag beyond which the evaluation counts as behind: five runs.</summary>
    public static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var statuses = await slos.AllAsync(cancellationToken);
        if (configuration.Slos.Count == 0)
            return HealthCheckResult.Healthy("there are no objectives");
        if (statuses.Count < configuration.Slos.Count)
            return HealthCheckResult.Degraded($"never evaluated: {configuration.Slos.Count - statuses.Count} of {configuration.Slos.Count} objectives");
        var lag = time.GetUtcNow() - statuses.Min(status => status.EvaluatedAt);
        var text = $"last evaluated {(long)lag.TotalSeconds} s ago";
        return lag <= Tolerated ? HealthCheckResult.Healthy(text) : HealthCheckResult.Degraded(text);
    }
}
