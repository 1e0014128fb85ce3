namespace Reliability.Core.Slo;

/// <summary>How many events may be bad over an objective's window, and how many were.</summary>
/// <param name="Total">Events that may be bad: (1 - objective) x valid events. 0 or more, rarely whole.</param>
/// <param name="Consumed">Events that were bad; 0 or more.</param>
/// <param name="Remaining">Total less consumed; negative once the objective is violated.</param>
/// <param name="RemainingPercent">Remaining of total, in percent: at most 100, negative once violated; null without events.</param>
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
    /// Budget = 1 - objective, consumed = bad / (budget x valid): OpenSLO v1, budgeting method Occurrences
    /// (github.com/OpenSLO/OpenSLO); a negative rest is kept, as it says by how much the promise was broken.
    /// </remarks>
    /// <param name="good">Good events in the window; from 0 to <paramref name="total"/>.</param>
    /// <param name="total">Valid events in the window.</param>
    /// <param name="objective">Target ratio, strictly between 0 and 1: 0.999, not 99.9.</param>
    /// <param name="window">The length of the window; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range stated for it.</exception>
    public static ErrorBudget FromCounts(long good, long total, decimal objective, TimeSpan window)
    {
        Counts.ThrowIfOutOfRange(good, total, objective);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        var budget = total * (1m - objective);
        var consumed = (decimal)(total - good);
        var remaining = budget - consumed;
        decimal? share = total == 0 ? null : remaining / budget;
        var minutes = window.Ticks * (1m - objective) / TimeSpan.TicksPerMinute;
        return new ErrorBudget(budget, consumed, remaining, share * 100m, new ErrorBudgetMinutes(minutes, minutes * share));
    }
}

/// <summary>An error budget as time: how long the service may be down with even traffic.</summary>
/// <param name="Total">(1 - objective) x the window, in minutes: 43.2 for 99.9 % of 30 days. Above 0.</param>
/// <param name="Remaining">The share of the budget in events that is left, in minutes; negative once violated, null without events.</param>
public sealed record ErrorBudgetMinutes(decimal Total, decimal? Remaining);
