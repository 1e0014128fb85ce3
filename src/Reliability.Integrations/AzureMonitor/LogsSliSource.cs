using Azure;
using Azure.Monitor.Query;
using Azure.Monitor.Query.Models;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.Slo;

namespace Reliability.Integrations.AzureMonitor;

/// <summary>Counts with queries (KQL) of a Log Analytics workspace.</summary>
/// <remarks>Bins that have not ended are left out. A bin without a row has no data; beside a total, it has no good or bad events.</remarks>
/// <param name="clients">Asks Azure.</param>
/// <param name="limits">What reading one indicator may cost.</param>
/// <param name="time">The clock.</param>
public sealed class LogsSliSource(AzureMonitorClients clients, AzureMonitorLimits limits, TimeProvider time) : ISliSource
{
    private const string Total = "total";

    private readonly AzureMonitorCall _call = new(limits, time);

    /// <inheritdoc/>
    public string Type => "azure-monitor-logs";

    /// <inheritdoc/>
    public TimeSpan GrainOf(SloIndicator indicator)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        return indicator.Sources is [var source, ..] ? MetricSelection.GranularityOf(source) : TimeSpan.FromMinutes(1);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The indicator cannot be read, or has no connection.</exception>
    /// <exception cref="AzureMonitorUnavailableException">Azure cannot answer now, or only in part.</exception>
    /// <exception cref="AzureMonitorRejectedException">A query is wrong, or what it returns.</exception>
    public async Task<IReadOnlyList<SliPoint>> ReadAsync(
        SloIndicator indicator, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        if (indicator.Sources is not [{ Connection: { } connection } source, ..])
            throw new ArgumentException("The indicator has no source with a connection.", nameof(indicator));
        var range = BinRange.Of(from, until, time.GetUtcNow(), MetricSelection.GranularityOf(source));
        return await _call.RunAsync(
            $"DataSource '{connection.Name}'",
            async token =>
            {
                var points = new List<SliPoint>();
                foreach (var part in range.Parts(limits.LogsPart))
                    points.AddRange(await ReadAsync(indicator, part, token).ConfigureAwait(false));
                return points;
            },
            cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<SliPoint>> ReadAsync(SloIndicator indicator, BinRange range, CancellationToken cancellation)
    {
        var points = new BinPoints(range.Length);
        switch (indicator)
        {
            case RatioIndicator ratio:
                return await CountAsync(ratio, range, points, cancellation).ConfigureAwait(false);
            case ThresholdIndicator threshold:
                var values = await ReadTableAsync(threshold.Metric, range, cancellation).ConfigureAwait(false);
                return points.Threshold(values?.Values(LogsTableReader.Value) ?? Nothing, threshold);
            case RawRatioIndicator raw:
                var ratios = await ReadTableAsync(raw.Raw, range, cancellation).ConfigureAwait(false);
                return points.Raw(ratios?.Values(LogsTableReader.Value) ?? Nothing, raw);
            default:
                throw new ArgumentException("Only ratios, thresholds and raw ratios can be read.", nameof(indicator));
        }
    }

    private async Task<IReadOnlyList<SliPoint>> CountAsync(RatioIndicator ratio, BinRange range, BinPoints points, CancellationToken cancellation)
    {
        var name = ratio.CountsBad ? "bad" : "good";
        // The part first: what arrives meanwhile is only more total, and never a part of nothing.
        var part = await ReadTableAsync(ratio.Part, range, cancellation).ConfigureAwait(false);
        if (ratio.Part.Spec["query"] == ratio.Total.Spec["query"])
            return points.Ratio(part?.Counts(Total) ?? Nothing, part?.Counts(name) ?? Nothing, ratio.CountsBad, 0m);
        var total = await ReadTableAsync(ratio.Total, range, cancellation).ConfigureAwait(false);
        return points.Ratio(
            total?.Counts(total.FirstOf(Total, LogsTableReader.Value)) ?? Nothing,
            part?.Counts(part.FirstOf(name, LogsTableReader.Value)) ?? Nothing,
            ratio.CountsBad,
            0m);
    }

    private static Dictionary<DateTimeOffset, decimal> Nothing => [];

    // Null for a workspace that never had data (204).
    private async Task<LogsTableReader?> ReadTableAsync(MetricSource source, BinRange range, CancellationToken cancellation)
    {
        var options = new LogsQueryOptions { ServerTimeout = limits.QueryTime };
        // One tick less: the documentation does not say whether the end belongs to it.
        var asked = new QueryTimeRange(range.First, range.End.AddTicks(-1));
        try
        {
            var reply = await clients.Logs(source.Connection!)
                .QueryWorkspaceAsync(source.Connection!.Details["workspaceId"], source.Spec["query"], asked, options, cancellation)
                .ConfigureAwait(false);
            return new LogsTableReader(OnlyTable(reply.Value), range);
        }
        catch (RequestFailedException exception) when (exception.Status == 204)
        {
            return null;
        }
    }

    private static LogsTable OnlyTable(LogsQueryResult result) => result.AllTables.Count == 1
        ? result.AllTables[0]
        : throw new AzureMonitorRejectedException($"The query returns {result.AllTables.Count} tables; it must return one.");
}
