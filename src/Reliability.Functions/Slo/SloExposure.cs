using Microsoft.Extensions.Logging;
using Reliability.Core.Slo.Reports;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;
using Reliability.Integrations.Tables;

namespace Reliability.Functions.Slo;

/// <summary>Tells scrapers where the objectives stand.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="table">Their statuses.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">What went wrong.</param>
public sealed partial class SloExposure(ReliabilityConfiguration configuration, SloStatusTable table, TimeProvider time, ILogger<SloExposure> logger)
{
    // A scrape usually gives up after ten seconds, and then the metrics of the suite itself would be lost too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Writes OpenMetrics text without the end mark; when the store does not answer, only that.</summary>
    /// <param name="cancellation">The caller hung up.</param>
    public async Task<string> WriteAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var stored = await table.ReadAllAsync(either.Token).ConfigureAwait(false);
            var objectives = configuration.Slos.Select(slo => (slo, stored.GetValueOrDefault(slo.Name)?.Status)).ToArray();
            return SloExposition.Write(objectives, time.GetUtcNow()) + Readable("1");
        }
        catch (Exception exception) when (StorageFault.IsUnavailable(exception) || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            Unreadable(exception);
            return Readable("0");
        }
    }

    private static string Readable(string value) =>
        $"# HELP slo_statuses_readable Whether the statuses of objectives could be read for this scrape, 0 or 1.\n# TYPE slo_statuses_readable gauge\nslo_statuses_readable {value}\n";

    [LoggerMessage(LogLevel.Warning, "Metrics are told without objectives: their statuses cannot be read")]
    private partial void Unreadable(Exception exception);
}
