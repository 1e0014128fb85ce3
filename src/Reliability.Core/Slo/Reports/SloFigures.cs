using System.Globalization;

namespace Reliability.Core.Slo.Reports;

/// <summary>Writes the figures of a status for people; what is not known is a dash.</summary>
internal static class SloFigures
{
    public const string Unknown = "–";

    /// <summary>Writes a percentage, cut off rather than rounded: 99.999 must not read as 100 while the objective is missed.</summary>
    public static string Percent(decimal? percent) => percent is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(value * 1000m) / 1000m:0.###} %")
        : Unknown;

    /// <summary>Writes a percentage to one digit, cut off as well.</summary>
    public static string Coarse(decimal? percent) => percent is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(value * 10m) / 10m:0.#} %")
        : Unknown;

    public static string Number(decimal number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);

    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Health(SloHealth health) => health switch
    {
        SloHealth.AtRisk => "at risk",
        SloHealth.NoData => "no data",
        var other => other.ToString().ToLowerInvariant(),
    };

    public static string BudgetLeft(ErrorBudget budget) => budget.Minutes.Remaining is { } minutes
        ? string.Create(CultureInfo.InvariantCulture, $"{Percent(budget.RemainingPercent)} ({minutes:0.#} min)")
        : Unknown;

    /// <summary>Returns the burn rates that are known, without those of short windows: they only tell whether an alert still holds.</summary>
    public static IEnumerable<SloBurnRate> Rates(SloStatus status)
    {
        var shortWindows = status.Alerts.Select(alert => alert.ShortWindow).Except(status.Alerts.Select(alert => alert.LongWindow)).ToHashSet();
        return status.BurnRates.Where(rate => rate.Rate is not null && !shortWindows.Contains(rate.Window));
    }

    public static string Rate(SloBurnRate rate) => string.Create(CultureInfo.InvariantCulture, $"{rate.Rate:0.##}x/{DurationText.Format(rate.Window)}");

    public static string Forecast(SloForecast? forecast) => forecast switch
    {
        null => Unknown,
        { WillViolate: true, P50: { } at } => $"violated by {Instant(at)} UTC",
        { WillViolate: true } => "will be violated",
        _ => "holds",
    };

    /// <summary>Writes what happened in an hour, without its time.</summary>
    public static string Hour(DrainedHour hour) =>
        $"{Number(hour.Bad)} of {Number(hour.Total)} bad, {Percent(hour.BudgetPercent)} of the budget, {Percent(hour.Share * 100m)} of what was spent";

    /// <summary>Writes what was going on.</summary>
    public static string Circumstance(HourCircumstance what) => what.Bad is { } bad
        ? $"{what.Kind} {what.Text}: {Number(bad)} of {Number(what.Total ?? bad)} bad"
        : $"{what.Kind} {what.Text}";
}
