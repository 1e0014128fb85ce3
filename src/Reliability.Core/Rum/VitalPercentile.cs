namespace Reliability.Core.Rum;

/// <summary>Percentiles of samples that never contradict the exact counts of their ratings.</summary>
public static class VitalPercentile
{
    /// <summary>Estimates a percentile of a metric's samples.</summary>
    /// <param name="metric">The metric of the cell.</param>
    /// <param name="cell">The samples.</param>
    /// <param name="quantile">From 0 to 1.</param>
    /// <returns>
    /// The sketch's estimate, moved to the range of the rating that the sample of this rank has by the exact counts: at or below the limit of
    /// "good" exactly when it is good, at or below the other limit exactly when it is not poor. Null without samples.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The quantile is outside 0 to 1, or the metric is not defined.</exception>
    public static double? Of(VitalMetric metric, VitalCell cell, double quantile)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (cell.Sketch.Quantile(quantile) is not { } estimate) return null;
        var limits = VitalThresholds.For(metric);
        var rank = Numerics.QuantileSketch.RankOf(quantile, cell.Count);
        if (rank < cell.Good) return Math.Min(estimate, limits.Good);
        return rank < cell.Good + cell.NeedsImprovement
            ? Math.Clamp(estimate, limits.Good + StepOf(metric), limits.NeedsImprovement)
            : Math.Max(estimate, limits.NeedsImprovement + StepOf(metric));
    }

    /// <summary>Tells whether a percentile is above a limit for certain.</summary>
    /// <param name="metric">The metric of the cell.</param>
    /// <param name="cell">The samples.</param>
    /// <param name="percentile">Theirs, from <see cref="Of"/>.</param>
    /// <param name="limit">Above 0, in the unit of the metric.</param>
    /// <returns>Exact when the limit is one of the metric's thresholds; otherwise the sketch's error counts for the samples.</returns>
    public static bool IsAbove(VitalMetric metric, VitalCell cell, double percentile, double limit)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var limits = VitalThresholds.For(metric);
        var isExact = limit == limits.Good || limit == limits.NeedsImprovement;
        return (isExact ? percentile : percentile * (1 - cell.Sketch.RelativeError)) > limit;
    }

    /// <summary>Rounds a percentile: more digits than the sketch is good for would only pretend.</summary>
    internal static double Rounded(VitalMetric metric, double value) => Math.Round(value, metric == VitalMetric.CLS ? 4 : 1);

    // The smallest difference that is told, so that a value above a limit is also told as one.
    private static double StepOf(VitalMetric metric) => metric == VitalMetric.CLS ? 0.0001 : 0.1;
}
