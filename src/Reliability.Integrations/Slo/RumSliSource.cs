using System.Collections.Concurrent;
using Reliability.Core;
using Reliability.Core.Rum;
using Reliability.Core.Slo;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Integrations.Slo;

/// <summary>Counts samples of web vitals, hour by hour.</summary>
/// <remarks>
/// Past hours rarely change: what was read of them is kept, and read anew every <see cref="FullReadEvery"/>.
/// So a sample that arrives hours late counts after that time at the latest.
/// </remarks>
/// <param name="cells">The stored cells.</param>
public sealed class RumSliSource(RumCells cells) : ISliSource
{
    /// <summary>How long what was read of past hours is used.</summary>
    public static readonly TimeSpan FullReadEvery = TimeSpan.FromMinutes(30);

    /// <summary>How far back an hour counts as past: recent ones are read every time.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromHours(2);

    // Bounded by the number of configured indicators.
    private readonly ConcurrentDictionary<SloIndicator, PastHours> _past = [];

    /// <inheritdoc/>
    public string Type => "rum";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The indicator is no ratio of samples of one site and metric.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage failed.</exception>
    public async Task<IReadOnlyList<SliPoint>> ReadAsync(
        SloIndicator indicator, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        if (indicator is not RatioIndicator ratio)
            throw new ArgumentException("Only ratios can be counted.", nameof(indicator));
        if (_past.TryGetValue(indicator, out var past) && past.Covers(from, until))
        {
            var start = past.Until > from ? past.Until : from;
            var recent = await CountAsync(ratio, start, until, cancellation).ConfigureAwait(false);
            return [.. past.Points.Where(point => point.Start >= from), .. recent.Where(point => point.Start >= start)];
        }

        var all = await CountAsync(ratio, from, until, cancellation).ConfigureAwait(false);
        var end = StartOfHour(until) - Recent;
        _past[indicator] = new PastHours(from, end, until, [.. all.Where(point => point.Start < end)]);
        return [.. all.Where(point => point.Start >= from)];
    }

    private async Task<IReadOnlyList<SliPoint>> CountAsync(
        RatioIndicator indicator, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        var total = RumSelection.FromSpec(indicator.Total.Spec);
        var counter = new RumRatioCounter(new RumRatio(total, RumSelection.FromSpec(indicator.Part.Spec), indicator.CountsBad));
        await foreach (var cell in cells.ReadCountsAsync(total.Site, total.Metric, from, until, cancellation).ConfigureAwait(false))
            counter.Add(cell.Hour, cell.Dimensions, new VitalRatingCounts(cell.Good, cell.NeedsImprovement, cell.Poor));
        return counter.ToPoints();
    }

    private static DateTimeOffset StartOfHour(DateTimeOffset time) => time.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerHour));

    private sealed record PastHours(DateTimeOffset From, DateTimeOffset Until, DateTimeOffset ReadAt, IReadOnlyList<SliPoint> Points)
    {
        public bool Covers(DateTimeOffset from, DateTimeOffset until) =>
            from >= From && until >= ReadAt && until - ReadAt < FullReadEvery;
    }
}
