using System.Globalization;
using System.Text;
using Reliability.Core.Slo.Reports;
using static Reliability.Core.Slo.Reports.SloFigures;

namespace Reliability.Core.Slo;

/// <summary>Writes an <see cref="SloReport"/> for people.</summary>
public static class SloReportMarkdown
{
    private const int WorstHours = 3;

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
        text.Append(CultureInfo.InvariantCulture, $"- Stale: {report.Stale}\n");
        text.Append(CultureInfo.InvariantCulture, $"- No data: {report.NoData}\n\n");
        if (report.Total == 0)
            return text.Append("No objective has been evaluated.\n").ToString();
        text.Append("| SLO | Service | Target | Current | Status | Budget left | Burn rate | Forecast |\n");
        text.Append("|---|---|---|---|---|---|---|---|\n");
        foreach (var status in report.Slos)
            text.Append(Row(status, report.GeneratedAt));
        AppendWorstHours(text, report);
        return text.ToString();
    }

    private static string Row(SloStatus status, DateTimeOffset now) =>
        $"| {status.Name} | {status.Service} | {Percent(status.Objective * 100m)} over {status.Window} "
        + $"| {Percent(status.Sli * 100m)} | {HealthOf(status, now)} | {BudgetLeft(status.ErrorBudget)} "
        + $"| {(string.Join(", ", Rates(status).Select(Rate)) is { Length: > 0 } rates ? rates : Unknown)} | {Forecast(status.Forecast)} |\n";

    private static string HealthOf(SloStatus status, DateTimeOffset now) => status switch
    {
        { FailingSince: { } since } => $"{Health(status.Status)} (not evaluated since {Instant(since)} UTC)",
        _ when status.IsStale(now) => $"{Health(status.Status)} (not evaluated since {Instant(status.EvaluatedAt)} UTC)",
        _ => Health(status.Status),
    };

    private static void AppendWorstHours(StringBuilder text, SloReport report)
    {
        foreach (var status in report.Slos)
        {
            var hours = report.Details.GetValueOrDefault(status.Name)?.WorstHours ?? [];
            if (hours.Count == 0)
                continue;
            text.Append(CultureInfo.InvariantCulture, $"\n## Where the budget of {status.Name} went\n\n");
            foreach (var hour in hours.Take(WorstHours))
            {
                text.Append(CultureInfo.InvariantCulture, $"- {Instant(hour.Start)} UTC: {Hour(hour)}\n");
                foreach (var what in hour.Circumstances)
                    text.Append("  - ").Append(OneLine(Circumstance(what))).Append('\n');
            }
        }
    }

    // Pages and reasons come from outside; a code span keeps them from being read as Markdown or HTML.
    private static string OneLine(string text) => $"`{text.ReplaceLineEndings(" ").Replace('`', '\'')}`";
}
