using Azure.Monitor.Query.Models;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.Slo;

namespace Reliability.Integrations.AzureMonitor;

/// <summary>Counts with metrics of Azure resources.</summary>
/// <remarks>Bins that have not ended are left out, and so is what Azure no longer keeps. A bin without a value has no data.</remarks>
/// <param name="clients">Asks Azure.</param>
/// <param name="limits">What reading one indicator may cost.</param>
/// <param name="time">The clock.</param>
public sealed class MetricsSliSource(AzureMonitorClients clients, AzureMonitorLimits limits, TimeProvider time) : ISliSource
{
    /// <summary>How long Azure keeps metrics.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(93);

    private readonly AzureMonitorCall _call = new(limits, time);

    /// <inheritdoc/>
    public string Type => "azure-monitor-metrics";

    /// <inheritdoc/>
    public TimeSpan GrainOf(SloIndicator indicator)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        return indicator.Sources is [var source, ..] ? MetricSelection.GranularityOf(source) : TimeSpan.FromMinutes(1);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The indicator cannot be read, or has no connection.</exception>
    /// <exception cref="AzureMonitorUnavailableException">Azure cannot answer now.</exception>
    /// <exception cref="AzureMonitorRejectedException">A metric or filter is wrong, or what was measured.</exception>
    public async Task<IReadOnlyList<SliPoint>> ReadAsync(
        SloIndicator indicator, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        if (indicator.Sources is not [{ Connection: { } connection } source, ..])
            throw new ArgumentException("The indicator has no source with a connection.", nameof(indicator));
        var (now, granularity) = (time.GetUtcNow(), MetricSelection.Of(source).Granularity);
        var range = BinRange.Of(from, until, now, granularity).After(now - Kept);
        return await _call.RunAsync(
            $"DataSource '{connection.Name}'",
            async token =>
            {
                var points = new List<SliPoint>();
                foreach (var part in range.Parts(granularity * limits.MetricPoints))
                    points.AddRange(await ReadAsync(indicator, connection, part, token).ConfigureAwait(false));
                return points;
            },
            cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<SliPoint>> ReadAsync(
        SloIndicator indicator, SourceConnection connection, BinRange range, CancellationToken cancellation)
    {
        var points = new BinPoints(range.Length);
        switch (indicator)
        {
            case RatioIndicator ratio:
                var (totals, parts) = await CountAsync(ratio, connection, range, cancellation).ConfigureAwait(false);
                return points.Ratio(totals, parts, ratio.CountsBad, ratio.Part.Spec.GetValueOrDefault("empty") == "zero" ? 0m : null);
            case ThresholdIndicator threshold:
                return points.Threshold(await ValuesAsync(threshold.Metric, isRatio: false).ConfigureAwait(false), threshold);
            case RawRatioIndicator raw:
                return points.Raw(await ValuesAsync(raw.Raw, isRatio: true).ConfigureAwait(false), raw);
            default:
                throw new ArgumentException("Only ratios, thresholds and raw ratios can be read.", nameof(indicator));
        }

        async Task<IReadOnlyDictionary<DateTimeOffset, decimal>> ValuesAsync(MetricSource source, bool isRatio)
        {
            var selection = MetricSelection.Of(source);
            var result = await AskAsync(connection, selection, [selection.Metric], range, cancellation).ConfigureAwait(false);
            return new MetricReader(selection, range).Values(result, isRatio);
        }
    }

    private async Task<(IReadOnlyDictionary<DateTimeOffset, decimal> Totals, IReadOnlyDictionary<DateTimeOffset, decimal> Parts)> CountAsync(
        RatioIndicator ratio, SourceConnection connection, BinRange range, CancellationToken cancellation)
    {
        var (total, part) = (MetricSelection.Of(ratio.Total), MetricSelection.Of(ratio.Part));
        var isOne = total.GoesWith(part);
        string[] names = isOne ? [part.Metric, total.Metric] : [part.Metric];
        // The part first: what arrives meanwhile is only more total, and never a part of nothing.
        var parts = await AskAsync(connection, part, names, range, cancellation).ConfigureAwait(false);
        var totals = isOne ? parts : await AskAsync(connection, total, [total.Metric], range, cancellation).ConfigureAwait(false);
        return (new MetricReader(total, range).Counts(totals), new MetricReader(part, range).Counts(parts));
    }

    private async Task<MetricsQueryResult> AskAsync(
        SourceConnection connection, MetricSelection selection, string[] metrics, BinRange range, CancellationToken cancellation)
    {
        var reply = await clients.Metrics(connection)
            .QueryResourceAsync(selection.ResourceId, metrics, selection.ToOptions(range), cancellation)
            .ConfigureAwait(false);
        return reply.Value;
    }
}
