namespace Reliability.Core.Slo;

/// <summary>What one evaluation of an objective found.</summary>
public sealed record SloStatus
{
    /// <summary>Gets the name of the objective.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the service it is about.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the target ratio: 0 to 1.</summary>
    public required decimal Objective { get; init; }

    /// <summary>Gets the length of the window as the document writes it.</summary>
    public required SloDuration Window { get; init; }

    /// <summary>Gets when the window starts.</summary>
    public required DateTimeOffset WindowStart { get; init; }

    /// <summary>Gets when the window ends: a rolling one at the instant of the evaluation, a period of the calendar usually later.</summary>
    public required DateTimeOffset WindowEnd { get; init; }

    /// <summary>Gets how the budget is spent.</summary>
    public required BudgetingMethod BudgetingMethod { get; init; }

    /// <summary>Gets the good events in the window, or the good slices; 0 to <see cref="Total"/>. A composite adds up its members.</summary>
    public required decimal Good { get; init; }

    /// <summary>Gets the valid events in the window, or the slices that count; 0 or more.</summary>
    public required decimal Total { get; init; }

    /// <summary>Gets good over total, 0 to 1, of a composite by weight; null when not known.</summary>
    public required decimal? Sli { get; init; }

    /// <summary>Gets the error budget.</summary>
    public required ErrorBudget ErrorBudget { get; init; }

    /// <summary>Gets how fast the budget is being spent, over windows from short to long.</summary>
    public required IReadOnlyList<SloBurnRate> BurnRates { get; init; }

    /// <summary>Gets the states of the burn-rate alerts; empty while an objective has none.</summary>
    public IReadOnlyList<SloAlert> Alerts { get; init; } = [];

    /// <summary>Gets whether data is missing.</summary>
    public required SloAbsence Absence { get; init; }

    /// <summary>Gets what follows from the budget that is left.</summary>
    public required SloHealth Status { get; init; }

    /// <summary>Gets when the objective will be violated; null when too little is known to tell.</summary>
    public SloForecast? Forecast { get; init; }

    /// <summary>Gets when <see cref="Forecast"/> was made, or found impossible; null before the first.</summary>
    public DateTimeOffset? ForecastAt { get; init; }

    /// <summary>Gets whether nothing is known: the window has no events that count.</summary>
    public required bool NoData { get; init; }

    /// <summary>Gets the instant of the evaluation.</summary>
    public required DateTimeOffset EvaluatedAt { get; init; }

    /// <summary>Gets since when its source cannot be read, so that everything above is as old; null while it can.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Gets since when events were counted, while the past of the window is still being read; null once all of it was.</summary>
    public DateTimeOffset? CountedFrom { get; init; }

    /// <summary>Returns what is left of this status when nothing newer is known: the same numbers and alerts, but nothing good is said of now.</summary>
    /// <param name="now">The instant at which that was found.</param>
    public SloStatus StaleAt(DateTimeOffset now) => this with
    {
        Status = SloHealth.Stale,
        FailingSince = FailingSince ?? now,
        Absence = Absence.At(now),
    };
}

/// <summary>What follows from the budget that is left.</summary>
public enum SloHealth
{
    /// <summary>There is budget left, and enough of it.</summary>
    Healthy,

    /// <summary>The objective is met, with little budget left: below <see cref="SloPolicy.AtRiskBelow"/>.</summary>
    AtRisk,

    /// <summary>The objective is met, with hardly any budget left: below <see cref="SloPolicy.CriticalBelow"/>.</summary>
    Critical,

    /// <summary>More than the budget is spent: the objective is not met.</summary>
    Violated,

    /// <summary>Nothing is known, which is neither success nor failure.</summary>
    NoData,

    /// <summary>Its source cannot be read: what is known is old, so nothing is said of now.</summary>
    Stale,
}

/// <summary>The burn rate of one window.</summary>
/// <param name="Window">Its length, up to the instant of the evaluation.</param>
/// <param name="Rate">As <see cref="BurnRate.Value"/>; null without events, and where the data is too coarse to tell.</param>
public sealed record SloBurnRate(TimeSpan Window, decimal? Rate);

/// <summary>The state of an alert on burn rates, over two windows or over one twice.</summary>
/// <param name="Severity">Who is told: <c>page</c> or <c>ticket</c>, or the word of an AlertPolicy.</param>
/// <param name="LongWindow">The window that shows that enough budget is gone to matter.</param>
/// <param name="ShortWindow">The window that shows that it is still going.</param>
/// <param name="Factor">The burn rate above which both must be.</param>
/// <param name="Firing">Whether both are; once one falls back to the factor, it ends. Where alerts are followed over time, only after <see cref="AlertAfter"/>.</param>
public sealed record SloAlert(string Severity, TimeSpan LongWindow, TimeSpan ShortWindow, decimal Factor, bool Firing)
{
    /// <summary>Gets the share of the window's budget, in percent, that is spent when it fires at its factor.</summary>
    public decimal BudgetPercent { get; init; }

    /// <summary>Gets the burn rate of the long window; null when not known.</summary>
    public decimal? LongRate { get; init; }

    /// <summary>Gets the burn rate of the short window; null when not known.</summary>
    public decimal? ShortRate { get; init; }

    /// <summary>Gets whether nobody is told although it fires, as an alert of a higher severity fires too.</summary>
    public bool Suppressed { get; init; }

    /// <summary>Gets why it can never fire, for a person; null when it can.</summary>
    public string? CannotFire { get; init; }

    /// <summary>Gets the name of the AlertPolicy that asks for it; null for one of a burn-rate policy.</summary>
    public string? Policy { get; init; }

    /// <summary>Gets how the rates are held against the factor; default above it.</summary>
    public BurnRateComparison Comparison { get; init; }

    /// <summary>Gets how long that must hold before it fires; default 0.</summary>
    public TimeSpan AlertAfter { get; init; }

    /// <summary>Gets whether the window of an AlertPolicy has no data to judge.</summary>
    public bool NoData { get; init; }

    /// <summary>Gets since when it holds without having fired; null while it does not, and once it fires.</summary>
    public DateTimeOffset? PendingSince { get; init; }

    /// <summary>Gets since when it fires; null while it does not, and where alerts are not followed over time.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Gets when it last ended; null while it fires, and before it first ended.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }
}
