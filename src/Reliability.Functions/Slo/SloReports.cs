using Reliability.Core.Slo;
using Reliability.Core.Slo.Reports;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Makes the report of all objectives.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="slos">Their statuses.</param>
/// <param name="history">Their days and worst hours.</param>
/// <param name="time">The clock.</param>
public sealed class SloReports(ReliabilityConfiguration configuration, SloReading slos, SloHistoryTable history, TimeProvider time)
{
    /// <summary>Makes it.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Azure.RequestFailedException">Storage failed.</exception>
    public async Task<SloReport> MakeAsync(CancellationToken cancellation)
    {
        var statuses = await slos.AllAsync(cancellation).ConfigureAwait(false);
        var stored = await history.DetailsAsync(cancellation).ConfigureAwait(false);
        return SloReport.From(statuses, time.GetUtcNow()) with
        {
            Details = configuration.Slos.ToDictionary(
                slo => slo.Name,
                slo => stored.GetValueOrDefault(slo.Name, new SloReportDetail()) with { DisplayName = slo.DisplayName, Description = slo.Description }),
        };
    }
}
