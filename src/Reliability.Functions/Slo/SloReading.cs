using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Reads the latest statuses of the objectives that are configured.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="table">Their statuses.</param>
public sealed class SloReading(ReliabilityConfiguration configuration, SloStatusTable table)
{
    /// <summary>Reads the statuses of all objectives that have been evaluated, in the order of the files.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Azure.RequestFailedException">Storage failed.</exception>
    public async Task<IReadOnlyList<SloStatus>> AllAsync(CancellationToken cancellation)
    {
        var stored = await table.ReadAllAsync(cancellation).ConfigureAwait(false);
        return [.. configuration.Slos.Select(slo => stored.GetValueOrDefault(slo.Name)?.Status).OfType<SloStatus>()];
    }
}
