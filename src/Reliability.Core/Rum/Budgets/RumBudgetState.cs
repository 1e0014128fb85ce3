namespace Reliability.Core.Rum;

/// <summary>What the latest look at a budget showed.</summary>
public enum RumBudgetVerdict
{
    /// <summary>Too few samples to tell.</summary>
    Insufficient,

    /// <summary>The 75th percentile is at or below the budget.</summary>
    Within,

    /// <summary>The 75th percentile is above the budget, and chance may be the reason.</summary>
    Uncertain,

    /// <summary>The whole 95 % interval of the 75th percentile is above the budget.</summary>
    Above,
}

/// <summary>Whether a budget is kept, and since when.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Budget">The budget.</param>
/// <param name="IsBreached">Whether it counts as breached.</param>
/// <param name="Since">When that last changed; the first look when it never did.</param>
/// <param name="EvaluatedAt">Time of the latest look.</param>
/// <param name="Verdict">What it showed.</param>
/// <param name="Count">Number of samples.</param>
/// <param name="P75">Their 75th percentile with its interval; null without samples.</param>
public sealed record RumBudgetState(
    string Site,
    RumBudget Budget,
    bool IsBreached,
    DateTimeOffset Since,
    DateTimeOffset EvaluatedAt,
    RumBudgetVerdict Verdict,
    long Count,
    QuantileInterval? P75)
{
    /// <summary>Takes the next look.</summary>
    /// <param name="previous">The state before; null at the first look.</param>
    /// <param name="site">Name of the site.</param>
    /// <param name="budget">The budget.</param>
    /// <param name="samples">The samples of its scope, of the time looked at.</param>
    /// <param name="minimumSamples">Fewest samples that tell anything.</param>
    /// <param name="now">Time of the look.</param>
    /// <returns>
    /// Breached once the verdict is <see cref="RumBudgetVerdict.Above"/>, and until it is <see cref="RumBudgetVerdict.Within"/>:
    /// what is uncertain or insufficient changes nothing.
    /// </returns>
    public static RumBudgetState Next(RumBudgetState? previous, string site, RumBudget budget, VitalCell samples, long minimumSamples, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(samples);
        var p75 = QuantileInterval.Of(budget.Metric, samples, 0.75);
        var verdict = samples.Count >= minimumSamples && p75 is { } interval ? Judge(interval, budget, samples) : RumBudgetVerdict.Insufficient;
        var wasBreached = previous?.IsBreached ?? false;
        var isBreached = verdict switch
        {
            RumBudgetVerdict.Above => true,
            RumBudgetVerdict.Within => false,
            _ => wasBreached,
        };
        var since = previous is null || isBreached != wasBreached ? now : previous.Since;
        return new RumBudgetState(site, budget, isBreached, since, now, verdict, samples.Count, p75);
    }

    /// <summary>Gets what is to be told of the change from an earlier state; null when nothing is.</summary>
    /// <param name="previous">The state before; null at the first look.</param>
    public RumBudgetAlert? AlertSince(RumBudgetState? previous) =>
        IsBreached == (previous?.IsBreached ?? false) ? null : new RumBudgetAlert(this);

    private static RumBudgetVerdict Judge(QuantileInterval p75, RumBudget budget, VitalCell samples)
    {
        if (!IsAbove(p75.Estimate)) return RumBudgetVerdict.Within;
        return IsAbove(p75.Lower) ? RumBudgetVerdict.Above : RumBudgetVerdict.Uncertain;

        bool IsAbove(double percentile) => VitalPercentile.IsAbove(budget.Metric, samples, percentile, (double)budget.P75);
    }
}

/// <summary>A budget was breached, or is kept again.</summary>
/// <param name="State">The state that began.</param>
public sealed record RumBudgetAlert(RumBudgetState State)
{
    /// <summary>Gets what is the same for the breach and the recovery of one budget, and differs between budgets.</summary>
    public string Fingerprint => FingerprintOf(State.Site, State.Budget);

    /// <summary>Gets what a repeated delivery of the same change can be known by.</summary>
    public string Id => $"{Fingerprint}@{State.Since:yyyyMMddTHHmmssZ}";

    /// <summary>Names a budget of a site.</summary>
    public static string FingerprintOf(string site, RumBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return string.Join('|', site, budget.Metric, budget.Page, budget.Device, budget.Connection, budget.Release);
    }
}
