using Reliability.Core;
using Reliability.Core.Rum;
using Reliability.Core.Slo;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Integrations.Slo;

/// <summary>Counts samples of web vitals, hour by hour; in which minute one fell is not known, only when it was seen.</summary>
/// <param name="cells">The stored cells.</param>
public sealed class RumSliSource(RumCells cells) : ISliSource
{
    /// <inheritdoc/>
    public string Type => "rum";

    /// <inheritdoc/>
    /// <remarks>Beacons are taken up to a day late, and count in the hour in which they were measured.</remarks>
    public TimeSpan? Lateness => TimeSpan.FromHours(25);

    /// <inheritdoc/>
    public TimeSpan GrainOf(SloIndicator indicator) => TimeSpan.FromHours(1);

    /// <inheritdoc/>
    /// <remarks>The hours of a quarter are one query.</remarks>
    public TimeSpan LongestRead => TimeSpan.FromDays(92);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The indicator is no ratio of samples of one site and metric.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage failed.</exception>
    public async Task<IReadOnlyList<SliPoint>> ReadAsync(
        SloIndicator indicator, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        if (indicator is not RatioIndicator ratio)
            throw new ArgumentException("Only ratios can be counted.", nameof(indicator));
        var total = RumSelection.FromSpec(ratio.Total.Spec);
        var counter = new RumRatioCounter(new RumRatio(total, RumSelection.FromSpec(ratio.Part.Spec), ratio.CountsBad));
        await foreach (var cell in cells.ReadCountsAsync(total.Site, total.Metric, from, until, cancellation).ConfigureAwait(false))
            counter.Add(cell.Hour, cell.Dimensions, new VitalRatingCounts(cell.Good, cell.NeedsImprovement, cell.Poor));
        return [.. counter.ToPoints().Where(point => point.Start >= from)];
    }
}
