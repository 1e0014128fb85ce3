namespace Reliability.Core.Slo;

/// <summary>How fast an objective spends its error budget, relative to spending it evenly over the SLO period.</summary>
/// <remarks>
/// The share of bad events over the budget, 1 - target: Google, The Site Reliability Workbook, chapter 5
/// (sre.google/workbook/alerting-on-slos). The default value is zero: nothing spent.
/// </remarks>
public readonly record struct BurnRate
{
    /// <summary>The smallest budget that rates divide by, so that a target of 1 has finite ones: a billionth.</summary>
    public const decimal SmallestBudget = 0.000_000_001m;

    private BurnRate(decimal value) => Value = value;

    /// <summary>Gets the rate: dimensionless, never negative.</summary>
    /// <value>1 empties the budget exactly at period end; 14.4 empties a 30-day budget in 50 hours.</value>
    public decimal Value { get; }

    /// <summary>Returns what rates divide by: 1 - target, but not less than <see cref="SmallestBudget"/>.</summary>
    /// <param name="target">Target ratio, 0 to 1: 0.999, not 99.9.</param>
    /// <exception cref="ArgumentOutOfRangeException">The target is not 0 to 1.</exception>
    public static decimal BudgetOf(decimal target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(target, 1m);
        return Math.Max(1m - target, SmallestBudget);
    }

    /// <summary>Computes a burn rate.</summary>
    /// <param name="errorRate">The share of bad events, 0 or more; weights of a composite may raise it above 1.</param>
    /// <param name="target">Target ratio, 0 to 1: 0.999, not 99.9.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range stated for it.</exception>
    public static BurnRate FromErrorRate(decimal errorRate, decimal target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(errorRate);
        return new BurnRate(errorRate / BudgetOf(target));
    }
}
