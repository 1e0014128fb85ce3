using System.Globalization;
using System.Text;
using static Reliability.Core.Slo.Reports.SloFigures;

namespace Reliability.Core.Slo.Reports;

/// <summary>Draws the days of an objective as inline SVG, without styles of its own: the page's classes colour it.</summary>
internal static class ReportChart
{
    public const int Days = 28;

    private const decimal Height = 80m;
    private const decimal LeastHeight = 3m;

    /// <summary>Draws a cell a day: met, missed or unknown.</summary>
    public static string Strip(SloReportDetail detail, DateOnly today)
    {
        var svg = Open("strip", 10, $"Last {Days} days: {Spoken(detail)}");
        foreach (var (index, day) in Last(detail, today))
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{ClassOf(day)}\" x=\"{index * 10}\" y=\"0\" width=\"8\" height=\"10\" rx=\"1.5\"/>");
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Draws a bar a day, from just below the worst day up to everything good, and the target as a line.</summary>
    public static string Bars(SloReportDetail detail, decimal target, DateOnly today, Func<string, string> encode)
    {
        var floor = FloorOf(detail, target);
        var svg = Open("chart", (int)Height, $"Share of good events of the last {Days} days, from {Percent(floor * 100m)} to 100 %: {Spoken(detail)}");
        foreach (var (index, day) in Last(detail, today))
        {
            var height = day?.Sli is { } sli ? Math.Max(LeastHeight, HeightOf(sli, floor)) : Height;
            var title = day is null ? "not recorded" : $"{day.Day:yyyy-MM-dd}: {Percent(day.Sli * 100m)}, {Number(day.Good)} of {Number(day.Total)}";
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{ClassOf(day)}\" x=\"{index * 10}\" y=\"{Height - height:0.##}\" width=\"8\" height=\"{height:0.##}\"><title>{encode(title)}</title></rect>");
        }

        var line = Height - HeightOf(target, floor);
        return svg.Append(CultureInfo.InvariantCulture, $"<line class=\"target\" x1=\"0\" x2=\"{Days * 10}\" y1=\"{line:0.##}\" y2=\"{line:0.##}\"/></svg>").ToString();
    }

    /// <summary>Returns where the bars start: below the worst day and the target, so that both can be seen.</summary>
    public static decimal FloorOf(SloReportDetail detail, decimal target)
    {
        var worst = Math.Min(detail.Days.Min(day => day.Sli) ?? target, target);
        return Math.Max(0m, 1m - ((1m - worst) * 1.25m));
    }

    private static decimal HeightOf(decimal sli, decimal floor) => floor >= 1m ? Height : Math.Clamp((sli - floor) / (1m - floor) * Height, 0m, Height);

    private static StringBuilder Open(string name, int height, string label) => new StringBuilder().Append(
        CultureInfo.InvariantCulture, $"<svg class=\"{name}\" viewBox=\"0 0 {Days * 10} {height}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{label}\">");

    private static IEnumerable<(int Index, SloDay? Day)> Last(SloReportDetail detail, DateOnly today) =>
        Enumerable.Range(0, Days).Select(index => (index, detail.Days.FirstOrDefault(day => day.Day == today.AddDays(index - Days + 1))));

    private static string ClassOf(SloDay? day) => day?.IsMet switch { true => "m1", false => "m2", null => "m0" };

    private static string Spoken(SloReportDetail detail) =>
        $"{detail.Days.Count(day => day.IsMet == true)} met, {detail.Days.Count(day => day.IsMet == false)} missed";
}
