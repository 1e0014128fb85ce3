namespace Reliability.Core.Slo;

/// <summary>How fast an objective spends its error budget, relative to spending it evenly over the SLO period.</summary>
/// <remarks>
/// The share of bad events over the budget, 1 - objective: Google, The Site Reliability Workbook, chapter 5
/// (sre.google/workbook/alerting-on-slos). The default value is zero: nothing spent.
/// </remarks>
public readonly record struct BurnRate
{
    private BurnRate(decimal value) => Value = value;

    /// <summary>Gets the rate: dimensionless, never negative.</summary>
    /// <value>1 empties the budget exactly at period end; 14.4 empties a 30-day budget in 50 hours.</value>
    public decimal Value { get; }

    /// <summary>Computes the burn rate of one alerting window.</summary>
    /// <param name="good">Good events in the window; from 0 to <paramref name="total"/>.</param>
    /// <param name="total">Valid events in the window.</param>
    /// <param name="objective">Target ratio, strictly between 0 and 1: 0.999, not 99.9.</param>
    /// <returns>The burn rate, or <see langword="null"/> for a window without events: no traffic is not success.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range stated for it.</exception>
    public static BurnRate? FromCounts(long good, long total, decimal objective)
    {
        Counts.ThrowIfOutOfRange(good, total, objective);
        return total == 0 ? null : new BurnRate((total - good) / (total * (1m - objective)));
    }
}
