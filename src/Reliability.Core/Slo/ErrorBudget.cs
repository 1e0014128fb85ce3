namespace Reliability.Core.Slo;

/// <summary>How much may be bad over an objective's window, and how much was: in events, or in slices where those are counted.</summary>
/// <param name="Total">Events that may be bad: (1 - target) x valid events. 0 or more, rarely whole.</param>
/// <param name="Consumed">Events that were bad, in a composite weighted; 0 or more.</param>
/// <param name="Remaining">Total less consumed; negative once the objective is violated.</param>
/// <param name="RemainingPercent">The share of the budget that is left, in percent: at most 100, negative once violated; null without data.</param>
/// <param name="Minutes">The same budget, told as time.</param>
public sealed record ErrorBudget(
    decimal Total,
    decimal Consumed,
    decimal Remaining,
    decimal? RemainingPercent,
    ErrorBudgetMinutes Minutes)
{
    /// <summary>Computes the budget of a window.</summary>
    /// <remarks>
    /// Budget = 1 - target, share consumed = error rate / budget (github.com/OpenSLO/OpenSLO); a negative rest is
    /// kept, as it says by how much the promise was broken. A target of 1 divides by <see cref="BurnRate.SmallestBudget"/>.
    /// </remarks>
    /// <param name="total">Valid events, or slices, of the window; 0 or more.</param>
    /// <param name="consumed">How many of them were bad; 0 or more.</param>
    /// <param name="errorRate">The share that was bad, 0 or more; null without data.</param>
    /// <param name="target">Target ratio, 0 to 1: 0.999, not 99.9.</param>
    /// <param name="window">The length of the window, without what is excluded from it; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range stated for it.</exception>
    public static ErrorBudget From(decimal total, decimal consumed, decimal? errorRate, decimal target, TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        ArgumentOutOfRangeException.ThrowIfNegative(consumed);
        ArgumentOutOfRangeException.ThrowIfLessThan(errorRate ?? 0m, 0m, nameof(errorRate));
        ArgumentOutOfRangeException.ThrowIfLessThan(window, TimeSpan.Zero);
        var (budget, divisor) = (1m - target, BurnRate.BudgetOf(target));
        var minutes = (decimal)window.Ticks / TimeSpan.TicksPerMinute;
        var isCounted = total > 0m && errorRate is not null;
        // Dividing last keeps numbers exact that are.
        return new ErrorBudget(
            budget * total,
            consumed,
            (budget * total) - consumed,
            isCounted ? ((divisor * total) - consumed) * 100m / (divisor * total) : (divisor - errorRate) * 100m / divisor,
            new ErrorBudgetMinutes(
                budget * minutes,
                isCounted ? ((budget * total) - consumed) * minutes / total : (budget - errorRate) * minutes));
    }
}

/// <summary>An error budget as time: how long the service may be down with even traffic.</summary>
/// <param name="Total">(1 - target) x the window, in minutes: 43.2 for 99.9 % of 30 days.</param>
/// <param name="Remaining">The share of the budget that is left, in minutes; negative once violated, null without data.</param>
public sealed record ErrorBudgetMinutes(decimal Total, decimal? Remaining);
