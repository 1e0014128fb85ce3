using System.Globalization;
using Reliability.Core;
using Reliability.Core.Slo;

namespace Reliability.Integrations.AzureMonitor;

/// <summary>Makes points of what was read for each bin.</summary>
/// <param name="length">The length of a bin.</param>
internal sealed class BinPoints(TimeSpan length)
{
    /// <summary>Makes points of counts, of the bins that have a total.</summary>
    /// <param name="totals">All events.</param>
    /// <param name="parts">Good or bad events.</param>
    /// <param name="countsBad">Whether they are bad.</param>
    /// <param name="missing">What stands for the part of a bin that has only a total; null leaves such bins out.</param>
    /// <exception cref="AzureMonitorRejectedException">A part is more than its total.</exception>
    public IReadOnlyList<SliPoint> Ratio(
        IReadOnlyDictionary<DateTimeOffset, decimal> totals, IReadOnlyDictionary<DateTimeOffset, decimal> parts, bool countsBad, decimal? missing)
    {
        foreach (var (bin, part) in parts)
        {
            var total = totals.GetValueOrDefault(bin);
            if (part > total)
                throw new AzureMonitorRejectedException($"{Text(bin)}: {(countsBad ? "bad" : "good")} is {Text(part)}, more than total, {Text(total)}: it must count a part of total.");
        }

        return [.. from bin in totals
                   let part = parts.TryGetValue(bin.Key, out var count) ? count : missing
                   where part is not null
                   orderby bin.Key
                   select new SliPoint(bin.Key, length, countsBad ? bin.Value - part.Value : part.Value, bin.Value)];
    }

    /// <summary>Makes points of values that are held against a limit: one event each.</summary>
    public IReadOnlyList<SliPoint> Threshold(IReadOnlyDictionary<DateTimeOffset, decimal> values, ThresholdIndicator indicator) =>
        [.. values.OrderBy(bin => bin.Key).Select(bin => new SliPoint(bin.Key, length, indicator.IsGood(bin.Value) ? 1m : 0m, 1m))];

    /// <summary>Makes points of ratios: one unit each.</summary>
    /// <exception cref="AzureMonitorRejectedException">A value is not 0 to 1.</exception>
    public IReadOnlyList<SliPoint> Raw(IReadOnlyDictionary<DateTimeOffset, decimal> values, RawRatioIndicator indicator)
    {
        foreach (var (bin, value) in values)
        {
            if (value is < 0m or > 1m)
                throw new AzureMonitorRejectedException($"{Text(bin)}: a ratio must be 0 to 1, is {Text(value)}.");
        }

        return [.. values.OrderBy(bin => bin.Key).Select(bin => new SliPoint(bin.Key, length, indicator.GoodShare(bin.Value), 1m))];
    }

    private static string Text(DateTimeOffset bin) => bin.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
