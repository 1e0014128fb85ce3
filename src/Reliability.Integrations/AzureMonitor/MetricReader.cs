using System.Globalization;
using Azure.Monitor.Query.Models;

namespace Reliability.Integrations.AzureMonitor;

/// <summary>Reads the points of a metric, bin by bin. A point without a value is no data.</summary>
/// <param name="selection">Which points were asked for.</param>
/// <param name="range">Of which bins; others, which Azure may add, are left out.</param>
internal sealed class MetricReader(MetricSelection selection, BinRange range)
{
    private const double Most = 9_007_199_254_740_992d;

    /// <summary>Reads counts; those of several time series add up.</summary>
    /// <exception cref="AzureMonitorUnavailableException">Azure could not read the metric.</exception>
    /// <exception cref="AzureMonitorRejectedException">The metric is missing, its points are too coarse, or a value is no count.</exception>
    public IReadOnlyDictionary<DateTimeOffset, decimal> Counts(MetricsQueryResult result)
    {
        var sums = new Dictionary<DateTimeOffset, decimal>();
        foreach (var series in Find(result).TimeSeries)
        {
            foreach (var (bin, value) in ValuesOf(series))
                sums[bin] = sums.GetValueOrDefault(bin) + (value < 0m ? throw Wrong(bin, value, "a count must not be negative") : value);
        }

        return sums;
    }

    /// <summary>Reads values of the only time series.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="isRatio">Whether percents become 0 to 1.</param>
    /// <exception cref="AzureMonitorUnavailableException">Azure could not read the metric.</exception>
    /// <exception cref="AzureMonitorRejectedException">The metric is missing, its points are too coarse, or there are several time series.</exception>
    public IReadOnlyDictionary<DateTimeOffset, decimal> Values(MetricsQueryResult result, bool isRatio)
    {
        var metric = Find(result);
        if (metric.TimeSeries.Count > 1)
            throw new AzureMonitorRejectedException($"The metric '{selection.Metric}' has {metric.TimeSeries.Count} time series: the filter must select one, without '*' and 'or'.");
        var unit = isRatio && metric.Unit == MetricUnit.Percent ? 100m : 1m;
        return metric.TimeSeries.Count == 0 ? [] : ValuesOf(metric.TimeSeries[0]).ToDictionary(pair => pair.Key, pair => pair.Value / unit);
    }

    private MetricResult Find(MetricsQueryResult result)
    {
        if (result.Granularity is { } granularity && granularity != selection.Granularity)
            throw new AzureMonitorRejectedException($"The metric '{selection.Metric}' is kept by {granularity.TotalMinutes:0} minutes, not by {selection.Granularity.TotalMinutes:0}: set its granularity.");
        var metric = result.Metrics.FirstOrDefault(each => each.Name.Equals(selection.Metric, StringComparison.OrdinalIgnoreCase))
            ?? throw new AzureMonitorRejectedException($"Azure Monitor has no metric '{selection.Metric}' of this resource.");
        if (metric.Error is { } error)
            throw new AzureMonitorUnavailableException($"Azure Monitor could not read the metric '{selection.Metric}': {error.Code} {error.Message}");
        return metric.TimeSeries.Count >= MetricSelection.MaxSeries
            ? throw new AzureMonitorRejectedException($"The metric '{selection.Metric}' has {MetricSelection.MaxSeries} time series or more: the filter must select fewer.")
            : metric;
    }

    private Dictionary<DateTimeOffset, decimal> ValuesOf(MetricTimeSeriesElement series)
    {
        var values = new Dictionary<DateTimeOffset, decimal>();
        var seen = new HashSet<DateTimeOffset>();
        foreach (var point in series.Values)
        {
            var bin = point.TimeStamp.ToUniversalTime();
            if (!range.IsAligned(bin))
                throw new AzureMonitorRejectedException($"The metric '{selection.Metric}' has a point at {Text(bin)}, which is no start of {range.Length.TotalMinutes:0} minutes.");
            if (!seen.Add(bin))
                throw new AzureMonitorUnavailableException($"The answer of Azure Monitor is broken: the metric '{selection.Metric}' has two points at {Text(bin)}.");
            if (range.Contains(bin) && selection.ValueOf(point) is { } value)
                values.Add(bin, NumberOf(bin, value));
        }

        return values;
    }

    private decimal NumberOf(DateTimeOffset bin, double value) =>
        double.IsFinite(value) && Math.Abs(value) <= Most ? (decimal)value : throw Wrong(bin, value, "it is beyond what is counted");

    private AzureMonitorRejectedException Wrong(DateTimeOffset bin, IFormattable value, string why) =>
        new($"The metric '{selection.Metric}' is {value.ToString(null, CultureInfo.InvariantCulture)} at {Text(bin)}: {why}.");

    private static string Text(DateTimeOffset bin) => bin.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
