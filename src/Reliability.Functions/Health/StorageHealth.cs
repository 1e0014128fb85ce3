using Azure.Data.Tables;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Reliability.Integrations.Tables;

namespace Reliability.Functions.Health;

/// <summary>Checks that the storage account answers.</summary>
/// <param name="tables">The storage account.</param>
internal sealed class StorageHealth(TableServiceClient tables) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var page in tables.QueryAsync(maxPerPage: 1, cancellationToken: cancellationToken).AsPages())
                break;
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (StorageFault.IsUnavailable(exception))
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "storage does not answer", exception);
        }
    }
}
