using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using static Reliability.Core.Slo.Reports.SloFigures;

namespace Reliability.Core.Slo.Reports;

/// <summary>Writes what the page tells of one objective.</summary>
internal sealed class ReportCard(SloStatus status, SloReportDetail detail, DateTimeOffset now, HtmlEncoder encoder)
{
    private const int WorstHours = 3;

    private readonly ReportState _state = ReportState.Of(status, now);

    /// <summary>Writes a row of the overview.</summary>
    public string Row() => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\"><a href=\"#{Text(status.Name)}\">{Text(Title)}</a></th>")
        .Append(CultureInfo.InvariantCulture, $"<td class=\"more\">{Text(status.Service)}</td>")
        .Append(CultureInfo.InvariantCulture, $"<td>{_state.Html}</td>")
        .Append(CultureInfo.InvariantCulture, $"<td class=\"num more\">{Percent(status.Objective * 100m)}</td>")
        .Append(CultureInfo.InvariantCulture, $"<td class=\"num less\">{Percent(status.Sli * 100m)}</td>")
        .Append(CultureInfo.InvariantCulture, $"<td class=\"num\">{Coarse(status.ErrorBudget.RemainingPercent)}{Bar()}</td>")
        .Append(CultureInfo.InvariantCulture, $"<td class=\"more\">{ReportChart.Strip(detail, SloDays.Of(now))}</td></tr>\n")
        .ToString();

    /// <summary>Writes the card.</summary>
    public string Card()
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<article class=\"card\" id=\"{Text(status.Name)}\"><div class=\"top\"><h3>{Text(Title)}</h3>{_state.Html}</div>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"soft small\">{Text(detail.DisplayName is null ? status.Service : $"{status.Name} · {status.Service}")}</p>\n");
        if (detail.Description is { Length: > 0 } description)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"small\">{Text(description)}</p>\n");
        if (status.IsStale(now))
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"stale small\">Not evaluated since {Instant(status.FailingSince ?? status.EvaluatedAt)} UTC: these are the last numbers, and no longer {Health(status.Status)} for certain.</p>\n");
        AppendFacts(html);
        AppendDays(html);
        AppendWorstHours(html);
        return html.Append("</article>\n").ToString();
    }

    private string Title => detail.DisplayName is { Length: > 0 } name ? name : status.Name;

    // Between a number and its sign no line may break.
    private string Text(string text) => encoder.Encode(text.Replace(" %", "\u00a0%", StringComparison.Ordinal));

    private string Bar()
    {
        if (status.ErrorBudget.RemainingPercent is not { } left)
            return "";
        var width = Math.Clamp(left, 0m, 100m);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg class=\"bar {_state.Class}\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"6\"/><rect width=\"{width:0.##}\" height=\"6\"/></svg>");
    }

    private void AppendFacts(StringBuilder html)
    {
        var budget = status.ErrorBudget;
        html.Append("<dl class=\"facts\">");
        Fact(html, "Target", Percent(status.Objective * 100m), $"over {status.Window}");
        Fact(html, "Current", Percent(status.Sli * 100m), status.NoData ? null : $"{Number(status.Good)} of {Number(status.Total)} {Unit} good");
        Fact(html, "Budget left", Coarse(budget.RemainingPercent), budget.RemainingPercent is null ? null : $"{Number(budget.Remaining)} of {Number(budget.Total)} {Unit}");
        Fact(html, "Budget left, as time", budget.Minutes.Remaining is { } minutes ? $"{Number(minutes)} min" : Unknown, $"of {Number(budget.Minutes.Total)} min");
        var rates = Rates(status).Select(Rate).ToArray();
        html.Append("<div><dt>Burn rate</dt><dd>").AppendJoin(" ", rates.Select(rate => $"<span class=\"nb\">{Text(rate)}</span>"));
        html.Append(rates.Length == 0 ? $"{Unknown}</dd></div>" : "</dd></div>");
        Fact(html, "Forecast", status.Forecast is { WillViolate: true } ? "will be violated" : Forecast(status.Forecast), status.Forecast is { WillViolate: true, P50: { } at } ? $"by {Instant(at)} UTC" : null);
        html.Append("</dl>\n");
    }

    private string Unit => status.BudgetingMethod == BudgetingMethod.Occurrences ? "events" : "slices";

    private void Fact(StringBuilder html, string name, string value, string? more)
    {
        html.Append(CultureInfo.InvariantCulture, $"<div><dt>{name}</dt><dd>{Text(value)}");
        if (more is not null)
            html.Append(CultureInfo.InvariantCulture, $"<small>{Text(more)}</small>");
        html.Append("</dd></div>");
    }

    private void AppendDays(StringBuilder html)
    {
        if (!detail.Days.Any(day => day.Sli is not null))
            return;
        var (today, floor) = (SloDays.Of(now), ReportChart.FloorOf(detail, status.Objective));
        html.Append(CultureInfo.InvariantCulture, $"<h4>Last {ReportChart.Days} days</h4>{ReportChart.Bars(detail, status.Objective, today, Text)}");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"axis\"><span>{today.AddDays(1 - ReportChart.Days):yyyy-MM-dd}</span><span>{Percent(floor * 100m)} to 100 %, target dashed</span><span>today</span></p>\n");
    }

    private void AppendWorstHours(StringBuilder html)
    {
        if (detail.WorstHours.Count == 0)
            return;
        html.Append("<h4>Where the budget went</h4><ol class=\"small\">");
        foreach (var hour in detail.WorstHours.Take(WorstHours))
        {
            html.Append(CultureInfo.InvariantCulture, $"<li>{Instant(hour.Start)} UTC: {Text(Hour(hour))}");
            if (hour.Circumstances.Count > 0)
                html.Append("<ul>").AppendJoin("", hour.Circumstances.Select(what => $"<li>{Text(Circumstance(what))}</li>")).Append("</ul>");
            html.Append("</li>");
        }

        html.Append("</ol>\n");
    }
}
