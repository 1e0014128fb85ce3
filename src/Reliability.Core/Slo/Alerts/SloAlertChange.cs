using System.Globalization;

namespace Reliability.Core.Slo.Alerts;

/// <summary>What an alert is about.</summary>
public enum SloAlertKind
{
    /// <summary>The budget burns too fast, or as an AlertPolicy says.</summary>
    BurnRate,

    /// <summary>The window of an AlertPolicy has no data.</summary>
    NoData,

    /// <summary>No data has come for longer than an outage may go unseen.</summary>
    Absence,
}

/// <summary>An alert that began or ended, with everything that whoever is told needs to know.</summary>
public sealed record SloAlertChange
{
    /// <summary>Gets what is the same for the begin and the end of one alert, each time it fires, and differs between alerts.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Gets what it is about.</summary>
    public required SloAlertKind Kind { get; init; }

    /// <summary>Gets the name of the objective.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets who is told: the annotation <c>reliability/alert-service</c> of the objective, or else its service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets <c>page</c>, <c>ticket</c>, or the word of an AlertPolicy.</summary>
    public required string Severity { get; init; }

    /// <summary>Gets the long window, or the only one; null for <see cref="SloAlertKind.Absence"/>.</summary>
    public TimeSpan? LongWindow { get; init; }

    /// <summary>Gets the short window, or the only one; null for <see cref="SloAlertKind.Absence"/>.</summary>
    public TimeSpan? ShortWindow { get; init; }

    /// <summary>Gets what the rates are held against; null for <see cref="SloAlertKind.Absence"/>.</summary>
    public decimal? Factor { get; init; }

    /// <summary>Gets the name of the AlertPolicy that asks for it; null for alerts of a burn-rate policy.</summary>
    public string? Policy { get; init; }

    /// <summary>Gets who else is told, by the AlertPolicy; default nobody.</summary>
    public IReadOnlyList<SloAlertTarget> Targets { get; init; } = [];

    /// <summary>Gets the burn rate of the long window at the change; null when not known.</summary>
    public decimal? LongRate { get; init; }

    /// <summary>Gets the burn rate of the short window at the change; null when not known.</summary>
    public decimal? ShortRate { get; init; }

    /// <summary>Gets the share of the budget that is left at the change, in percent; negative once violated, null without data.</summary>
    public decimal? BudgetRemainingPercent { get; init; }

    /// <summary>Gets when it began to fire.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Gets when it ended; null while it fires: then this is its begin.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Gets what a repeated delivery of the same change can be known by.</summary>
    public string Id => string.Create(
        CultureInfo.InvariantCulture, $"{Fingerprint}@{Since.UtcDateTime:yyyyMMdd'T'HHmmss.fffffff'Z'}{(ResolvedAt is null ? "" : "/resolved")}");
}
