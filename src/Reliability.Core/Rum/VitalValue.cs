namespace Reliability.Core.Rum;

/// <summary>What is known of one metric of some samples. Times are in milliseconds; CLS has no unit.</summary>
/// <remarks>Percentiles are within 1 % and then rounded: to 0.1 ms, and to 0.0001 for CLS.</remarks>
/// <param name="Count">Number of samples.</param>
/// <param name="EstimatedCount">How many measurements they stand for: more than <paramref name="Count"/> when the site is sampled.</param>
/// <param name="P50">Median; null without samples.</param>
/// <param name="P75">75th percentile: what vitals are judged by.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="Good">Exact number of good values.</param>
/// <param name="NeedsImprovement">Exact number of values that need improvement.</param>
/// <param name="Poor">Exact number of poor values.</param>
/// <param name="Budget">The most specific budget that holds for all of them; null without one.</param>
/// <param name="WithinBudget">Whether the 75th percentile is at or below the budget, which is exact where the budget is a threshold of the metric; otherwise true within the error of 1 %. Null without a budget.</param>
public sealed record VitalValue(
    long Count,
    long EstimatedCount,
    double? P50,
    double? P75,
    double? P95,
    long Good,
    long NeedsImprovement,
    long Poor,
    decimal? Budget,
    bool? WithinBudget)
{
    internal static VitalValue Of(VitalMetric metric, VitalCell cell, decimal? budget)
    {
        var p75 = VitalPercentile.Of(metric, cell, 0.75);
        bool? within = budget is null || p75 is null ? null : !VitalPercentile.IsAbove(metric, cell, p75.Value, (double)budget);
        return new VitalValue(
            cell.Count, EstimateOf(cell), Quantile(metric, cell, 0.5), Quantile(metric, cell, 0.75), Quantile(metric, cell, 0.95),
            cell.Good, cell.NeedsImprovement, cell.Poor, budget, within);
    }

    internal static long EstimateOf(VitalCell cell) => (long)Math.Round(cell.WeightThousandths / 1_000m, MidpointRounding.AwayFromZero);

    private static double? Quantile(VitalMetric metric, VitalCell cell, double quantile) =>
        VitalPercentile.Of(metric, cell, quantile) is { } value ? VitalPercentile.Rounded(metric, value) : null;
}
