namespace Reliability.Core.Rum;

/// <summary>Where the true quantile is likely to be, when a sample of visits was measured.</summary>
/// <param name="Estimate">The quantile of the sample.</param>
/// <param name="Lower">Lower end, at most the estimate.</param>
/// <param name="Upper">Upper end, at least the estimate.</param>
public readonly record struct QuantileInterval(double Estimate, double Lower, double Upper)
{
    // Two-sided 95 %.
    private const double Deviations = 1.96;

    /// <summary>Computes the 95 % interval of a quantile from the order statistics of the sample, free of assumptions on their distribution.</summary>
    /// <param name="metric">The metric of the cell.</param>
    /// <param name="cell">The sample.</param>
    /// <param name="quantile">Strictly between 0 and 1.</param>
    /// <returns>Null for an empty sample. Few samples give a wide interval, at most from the smallest to the largest value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The quantile is not between 0 and 1.</exception>
    /// <remarks>Ranks n·q ± 1.96·√(n·q·(1−q)): the normal approximation of the binomial; W. J. Conover, Practical Nonparametric Statistics, 1999, section 3.2.</remarks>
    public static QuantileInterval? Of(VitalMetric metric, VitalCell cell, double quantile)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (quantile is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "A quantile with an interval is strictly between 0 and 1.");
        if (VitalPercentile.Of(metric, cell, quantile) is not { } estimate) return null;
        var deviation = Deviations * Math.Sqrt(quantile * (1 - quantile) / cell.Count);
        return new QuantileInterval(
            estimate,
            Math.Min(estimate, VitalPercentile.Of(metric, cell, Math.Max(0, quantile - deviation))!.Value),
            Math.Max(estimate, VitalPercentile.Of(metric, cell, Math.Min(1, quantile + deviation))!.Value));
    }
}
