namespace Reliability.Core.Slo.Forecasting;

/// <summary>When an objective may be violated: the times of possible futures that are all as likely.</summary>
/// <param name="Futures">How many futures there are; above 0.</param>
/// <param name="Hours">The hours until violation of those that violate within the horizon, ascending; the others violate later or never.</param>
public sealed record ViolationTimes(int Futures, IReadOnlyList<double> Hours)
{
    /// <summary>Gets the probability of violating within the horizon: 0 to 1.</summary>
    public double Probability => (double)Hours.Count / Futures;

    /// <summary>Returns the time before which the violation happens with a probability; null when that is beyond the horizon.</summary>
    /// <param name="probability">Above 0, up to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside its range.</exception>
    public double? Quantile(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        var index = (int)Math.Ceiling(probability * Futures) - 1;
        return index < Hours.Count ? Hours[index] : null;
    }

    /// <summary>Returns the probability of violating before a time.</summary>
    /// <param name="hours">Hours from the forecast; beyond the horizon gives <see cref="Probability"/>.</param>
    public double Before(double hours)
    {
        var (low, high) = (0, Hours.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Hours[middle] < hours)
                low = middle + 1;
            else
                high = middle;
        }

        return (double)low / Futures;
    }
}
