using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class PagesReportTests
{
    private static readonly VitalsQuery Query = new(VitalMetric.LCP, default, default(DateTimeOffset).AddHours(1)) { GroupBy = ["page"] };

    [Fact]
    public void Worst_page_comes_first_ties_by_samples_and_pages_without_samples_of_the_metric_last()
    {
        var report = Build([("/fast", VitalMetric.LCP, [100]), ("/slow", VitalMetric.LCP, [9_000]), ("/a", VitalMetric.LCP, [500]), ("/b", VitalMetric.LCP, [500, 500]), ("/none", VitalMetric.INP, [50])]);
        Assert.Equal(["/slow", "/b", "/a", "/fast", "/none"], report.Pages.Select(page => page.Page));
        Assert.Equal([0.2, 0.4, 0.2, 0.2, 0], report.Pages.Select(page => page.Share));
        Assert.Equal(5, report.Total);
        Assert.Null(report.Continuation);
    }

    [Fact]
    public void Page_has_every_vital_it_has_samples_of_with_its_own_budget()
    {
        var budgets = RumBudget.WithDefaults([new RumBudget(VitalMetric.LCP, 900m) { Page = "/a" }, new RumBudget(VitalMetric.LCP, 1m) { Page = "/b" }]);
        var page = Assert.Single(Build([("/a", VitalMetric.LCP, [1_000, 1_000]), ("/a", VitalMetric.CLS, [0.05])], budgets).Pages);
        Assert.Equal(["CLS", "LCP"], page.Vitals.Keys.Order());
        Assert.Equal((2, 900m, false), (page.Vitals["LCP"].Count, page.Vitals["LCP"].Budget, page.Vitals["LCP"].WithinBudget));
        Assert.Equal((1, 0.1m, true), (page.Vitals["CLS"].Count, page.Vitals["CLS"].Budget, page.Vitals["CLS"].WithinBudget));
    }

    [Fact]
    public void Continuations_lead_through_all_pages_once()
    {
        (string, VitalMetric, double[])[] cells = [.. Enumerable.Range(0, 23).Select(i => ($"/p|{i}", VitalMetric.LCP, new double[] { 100 * (i / 3) }))];
        var (found, after, reports) = (new List<string>(), (PagePlace?)null, 0);
        do
        {
            var report = Build(cells, window: new PagesWindow(5, after));
            found.AddRange(report.Pages.Select(page => page.Page));
            after = report.Continuation is { } text && PagePlace.TryDecode(text, out var place) ? place : null;
            reports++;
        }
        while (after is not null);
        Assert.Equal(5, reports);
        Assert.Equal(Build(cells).Pages.Select(page => page.Page), found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("bm90aGluZw")] // nothing
    [InlineData("MXx4fC8")] // 1|x|/
    [InlineData("eHwxfC8")] // x|1|/
    [InlineData("MXwtMXwv")] // 1|-1|/
    public void Text_that_no_answer_told_is_no_continuation(string text) => Assert.False(PagePlace.TryDecode(text, out _));

    [Fact]
    public void Continuation_can_be_put_into_an_address_as_it_is() =>
        Assert.Matches("^[A-Za-z0-9_-]+$", new PagePlace(1_234.5, 17, "/ÿ/þ?>~").Encode());

    private static PagesReport Build((string Page, VitalMetric Metric, double[] Values)[] cells, IReadOnlyList<RumBudget>? budgets = null, PagesWindow? window = null)
    {
        var sums = PagesReport.Metrics.Select(metric => new VitalGroups(Query with { Metric = metric })).ToList();
        foreach (var (page, metric, values) in cells)
        {
            var sum = sums.Single(one => one.Query.Metric == metric).SumOf(new VitalDimensions(page, default, default, ""))!;
            foreach (var value in values) sum.Add(metric, value);
        }

        return PagesReport.Build(VitalMetric.LCP, sums, budgets ?? [], window ?? new PagesWindow(PagesWindow.MaxTop, null));
    }
}
