using System.Globalization;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Reliability.Functions.Orchestrations;

/// <summary>Checks that orchestrations get on: the last probe ended well, not too long ago.</summary>
/// <param name="client">Reads the probe.</param>
/// <param name="time">The clock.</param>
internal sealed class OrchestrationHealth(DurableTaskClient client, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (await client.GetInstanceAsync(OrchestrationProbe.InstanceId, cancellationToken) is not { } probe) return HealthCheckResult.Healthy("not probed yet");
        var took = probe.LastUpdatedAt - probe.CreatedAt;
        var age = time.GetUtcNow() - (probe.IsCompleted ? probe.LastUpdatedAt : probe.CreatedAt);
        if (probe.RuntimeStatus == OrchestrationRuntimeStatus.Completed && age <= Patience)
            return HealthCheckResult.Healthy(string.Create(CultureInfo.InvariantCulture, $"the last probe took {took.TotalSeconds:0.0} s, {age.TotalSeconds:0} s ago"));
        return probe.IsCompleted || age > Patience
            ? HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"the last probe is {OrchestrationWords.Of(probe.RuntimeStatus)} since {age.TotalSeconds:0} s"))
            : HealthCheckResult.Healthy("a probe runs");
    }
}
