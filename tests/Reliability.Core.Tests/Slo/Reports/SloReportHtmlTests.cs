using System.Text.RegularExpressions;
using System.Xml.Linq;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Reports;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo.Reports;

public sealed partial class SloReportHtmlTests
{
    private const string Attack = "<script>alert(1)</script>\"'&";

    [Fact]
    public void Page_tells_summary_and_details()
    {
        var html = SloReportHtml.Write(Report(Evaluate(Objective(), Point(2, 9_985, 10_000)), Evaluate(Objective(name: "quiet"))));

        Assert.Contains("<dt>Compliant</dt><dd>1/2</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>No data</dt><dd class=\"none\">1</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>Budget left</dt><dd>85&#xA0;%<small>85 of 100 events</small></dd>", html, StringComparison.Ordinal);
        Assert.Contains("367.2 min", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_comes_from_outside_is_encoded()
    {
        var status = Evaluate(Objective() with { Service = Attack }, Point(2, 9_985, 10_000));
        var detail = new SloReportDetail
        {
            DisplayName = Attack,
            Description = Attack,
            WorstHours = [new DrainedHour(Now, Hour, 1, 2, 1, 3) { Circumstances = [new HourCircumstance("page", Attack, 1, 2)] }],
        };
        var report = SloReport.From([status], Now) with { Details = new Dictionary<string, SloReportDetail> { ["checkout"] = detail } };

        var html = SloReportHtml.Write(report);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(6, Encoded().Count(html));
        Assert.Contains($"  - `page {Attack}: 1 of 2 bad`", SloReportMarkdown.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_needs_nothing_from_elsewhere_and_has_no_style_but_its_own()
    {
        var html = SloReportHtml.Write(Report(Evaluate(Objective(), Point(2, 9_985, 10_000))));

        Assert.DoesNotMatch(@"(?i)\b(src|href)\s*=\s*""(?!#)", html);
        Assert.DoesNotMatch(@"(?i)\sstyle\s*=|url\(|@import|<script|\son\w+\s*=", html);
        Assert.Contains("sha256-", ReportStyle.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", ReportStyle.ContentSecurityPolicy, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_is_well_formed_and_its_links_lead_somewhere()
    {
        var details = new Dictionary<string, SloReportDetail> { ["checkout"] = new() { Days = [.. Days(0.99m, 0.999m, 0.5m)] } };
        var html = SloReportHtml.Write(Report(Evaluate(Objective(), Point(2, 9_985, 10_000)), Evaluate(Objective(name: "quiet"))) with { Details = details });

        var page = XDocument.Parse(VoidTag().Replace(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "$0</meta>"));
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToArray();
        Assert.Equal(["checkout", "quiet"], ids);
        Assert.Equal(["#checkout", "#quiet"], page.Descendants("a").Attributes("href").Select(href => href.Value));
        Assert.All(page.Descendants("th"), header => Assert.Contains(header.Attribute("scope")?.Value, new[] { "col", "row" }));
    }

    [Fact]
    public void Chart_shows_a_bar_for_each_of_28_days()
    {
        var chart = ReportChart.Bars(new SloReportDetail { Days = [.. Days(0.99m, 0.98m)] }, 0.99m, SloDays.Of(Now), text => text);
        var bars = XDocument.Parse(chart).Descendants("rect").Select(bar => bar.Attribute("class")!.Value).ToArray();

        Assert.Equal(28, bars.Length);
        Assert.Equal(["m0", "m2", "m1"], bars[^3..]);
    }

    [Fact]
    public void Stale_objective_is_never_shown_as_good()
    {
        var html = SloReportHtml.Write(Report(Evaluate(Objective(), Point(2, 100, 100)) with { FailingSince = Now.AddHours(-1) }));
        Assert.Contains("0/1", html, StringComparison.Ordinal);
        Assert.DoesNotContain("state good", html, StringComparison.Ordinal);
        Assert.Contains("Not evaluated since 2026-10-01 11:00 UTC", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_without_objectives_says_so() =>
        Assert.Contains("No objective has been evaluated.", SloReportHtml.Write(Report()), StringComparison.Ordinal);

    private static SloReport Report(params SloStatus[] statuses) => SloReport.From(statuses, Now);

    /// <summary>Days up to today, the latest first.</summary>
    private static IEnumerable<SloDay> Days(params decimal[] slis) => slis.Select((sli, ago) => new SloDay
    {
        Day = SloDays.Of(Now).AddDays(-ago),
        Good = sli * 1_000m,
        Total = 1_000m,
        Sli = sli,
        Objective = 0.99m,
        RemainingPercent = 0m,
        IsComplete = ago > 0,
        CorrectionsVersion = "none",
        Since = Now,
        RecordedAt = Now,
    });

    [GeneratedRegex("<meta[^>]*>")]
    private static partial Regex VoidTag();

    [GeneratedRegex("&lt;script&gt;alert\\(1\\)&lt;/script&gt;&quot;&#x27;&amp;")]
    private static partial Regex Encoded();
}
