using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Reliability.Core.Slo.Reports;

namespace Reliability.Core.Slo;

/// <summary>Writes an <see cref="SloReport"/> as one page that needs nothing else: no scripts, no other files.</summary>
public static class SloReportHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly SloReportDetail NoDetail = new();

    /// <summary>Writes the page; every text that comes from files, callers or browsers is encoded.</summary>
    /// <param name="report">The report; may have no objectives.</param>
    public static string Write(SloReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var cards = report.Slos
            .Select(status => new ReportCard(status, report.Details.GetValueOrDefault(status.Name, NoDetail), report.GeneratedAt, Encoder))
            .ToArray();
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>Service level objectives: {report.Compliant} of {report.Total} met</title>\n<style>{ReportStyle.Text}</style>\n</head>\n<body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<header><h1>Service level objectives</h1><p class=\"soft\"><time datetime=\"{report.GeneratedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{SloFigures.Instant(report.GeneratedAt)} UTC</time></p>\n");
        AppendSummary(html, report);
        html.Append("</header>\n<main>\n");
        if (cards.Length == 0)
            html.Append("<p class=\"soft\">No objective has been evaluated.</p>\n");
        else
            AppendObjectives(html, cards);
        return html.Append("</main>\n<footer><p>All times are UTC. Percentages are cut off, not rounded.</p></footer>\n</body>\n</html>\n").ToString();
    }

    private static void AppendSummary(StringBuilder html, SloReport report)
    {
        html.Append("<dl class=\"sum\">");
        Count(html, "Compliant", $"{report.Compliant}/{report.Total}", report.Total > 0 && report.Compliant == report.Total ? "good" : "");
        Count(html, "At risk", report.AtRisk, "risk");
        Count(html, "Critical", report.Critical, "critical");
        Count(html, "Violated", report.Violated, "violated");
        Count(html, "Stale", report.Stale, "stale");
        Count(html, "No data", report.NoData, "none");
        html.Append("</dl>");
    }

    private static void Count(StringBuilder html, string name, int count, string colour) =>
        Count(html, name, count.ToString(CultureInfo.InvariantCulture), count == 0 ? "zero" : colour);

    private static void Count(StringBuilder html, string name, string count, string colour) => html.Append(
        CultureInfo.InvariantCulture,
        $"<div{(colour == "zero" ? " class=\"zero\"" : "")}><dt>{name}</dt><dd{(colour is "zero" or "" ? "" : $" class=\"{colour}\"")}>{count}</dd></div>");

    private static void AppendObjectives(StringBuilder html, ReportCard[] cards)
    {
        html.Append("<h2>Overview</h2>\n<div class=\"wide\"><table><caption>Objectives, the one with the least budget left first</caption>\n<thead><tr>");
        html.Append("<th scope=\"col\">Objective</th><th scope=\"col\" class=\"more\">Service</th><th scope=\"col\">Status</th><th scope=\"col\" class=\"num more\">Target</th>");
        html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" class=\"num less\">Current</th><th scope=\"col\" class=\"num\">Budget left</th><th scope=\"col\" class=\"more\">Last {ReportChart.Days} days</th></tr></thead>\n<tbody>\n");
        foreach (var card in cards)
            html.Append(card.Row());
        html.Append("</tbody></table></div>\n<h2>Objectives</h2>\n<div class=\"cards\">\n");
        foreach (var card in cards)
            html.Append(card.Card());
        html.Append("</div>\n");
    }
}
