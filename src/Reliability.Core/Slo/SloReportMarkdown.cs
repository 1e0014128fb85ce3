using System.Globalization;
using System.Text;

namespace Reliability.Core.Slo;

/// <summary>Writes an <see cref="SloReport"/> for people.</summary>
public static class SloReportMarkdown
{
    /// <summary>Writes a report as Markdown; ratios become percentages, what is not known a dash.</summary>
    /// <param name="report">The report; may have no objectives.</param>
    public static string Write(SloReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        text.Append("# Service level objectives\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{report.GeneratedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC\n\n");
        text.Append(CultureInfo.InvariantCulture, $"- Compliant: {report.Compliant}/{report.Total}\n");
        text.Append(CultureInfo.InvariantCulture, $"- At risk: {report.AtRisk}\n");
        text.Append(CultureInfo.InvariantCulture, $"- Critical: {report.Critical}\n");
        text.Append(CultureInfo.InvariantCulture, $"- Violated: {report.Violated}\n");
        text.Append(CultureInfo.InvariantCulture, $"- No data: {report.NoData}\n");
        text.Append(CultureInfo.InvariantCulture, $"- Stale: {report.Stale}\n\n");
        if (report.Total == 0)
            return text.Append("No objective has been evaluated.\n").ToString();
        text.Append("| SLO | Service | Target | Current | Status | Budget left | Burn rate | Forecast |\n");
        text.Append("|---|---|---|---|---|---|---|---|\n");
        foreach (var status in report.Slos)
            text.Append(Row(status));
        return text.ToString();
    }

    private static string Row(SloStatus status) =>
        $"| {status.Name} | {status.Service} | {Percent(status.Objective * 100m)} over {status.Window} "
        + $"| {Percent(status.Sli * 100m)} | {Health(status)} | {BudgetLeft(status.ErrorBudget)} "
        + $"| {BurnRates(status)} | {Forecast(status.Forecast)} |\n";

    private static string Health(SloStatus status)
    {
        var health = status.Status switch
        {
            SloHealth.AtRisk => "at risk",
            SloHealth.NoData => "no data",
            var other => other.ToString().ToLowerInvariant(),
        };
        return status.FailingSince is { } since
            ? string.Create(CultureInfo.InvariantCulture, $"{health} (not evaluated since {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC)")
            : health;
    }

    private static string BudgetLeft(ErrorBudget budget) => budget.Minutes.Remaining is { } minutes
        ? string.Create(CultureInfo.InvariantCulture, $"{Percent(budget.RemainingPercent)} ({minutes:0.#} min)")
        : "–";

    private static string BurnRates(SloStatus status)
    {
        // The short windows only tell whether an alert still holds.
        var shortWindows = status.Alerts.Select(alert => alert.ShortWindow).Except(status.Alerts.Select(alert => alert.LongWindow)).ToHashSet();
        var known = status.BurnRates
            .Where(rate => !shortWindows.Contains(rate.Window))
            .Where(rate => rate.Rate is not null)
            .Select(rate => string.Create(CultureInfo.InvariantCulture, $"{rate.Rate:0.##}x/{DurationText.Format(rate.Window)}"));
        return string.Join(", ", known) is { Length: > 0 } text ? text : "–";
    }

    private static string Forecast(SloForecast? forecast) => forecast switch
    {
        null => "–",
        { WillViolate: true, P50: { } at } => string.Create(CultureInfo.InvariantCulture, $"violated by {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC"),
        { WillViolate: true } => "will be violated",
        _ => "holds",
    };

    // Cut off rather than rounded: 99.999 must not read as 100 while the objective is missed.
    private static string Percent(decimal? percent) => percent is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(value * 1000m) / 1000m:0.###} %")
        : "–";
}
