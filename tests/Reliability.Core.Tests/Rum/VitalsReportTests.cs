using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class VitalsReportTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly VitalDimensions Home = new("/", DeviceKind.Mobile, ConnectionKind.FourG, "1");
    private static readonly VitalDimensions Cart = new("/cart", DeviceKind.Desktop, ConnectionKind.Unknown, "1");

    [Fact]
    public void Report_without_cells_has_no_groups()
    {
        var report = VitalsReport.Build(new VitalGroups(Query()), RumBudget.Defaults);
        Assert.Empty(report.Groups);
        Assert.Equal(("LCP", From, From.AddHours(1)), (report.Metric, report.From, report.To));
    }

    [Fact]
    public void Without_grouping_all_cells_make_one_group()
    {
        var group = Assert.Single(Build(Query(), (Home, [1_000, 2_000]), (Cart, [3_000, 5_000]), (Home, [2_000])).Groups);
        Assert.Empty(group.Key);
        Assert.Equal((5, 3, 1, 1), (group.Count, group.Good, group.NeedsImprovement, group.Poor));
        Assert.InRange(group.P50!.Value, 1_980, 2_020);
        Assert.InRange(group.P75!.Value, 2_970, 3_030);
        Assert.InRange(group.P95!.Value, 2_970, 3_030);
    }

    [Fact]
    public void Groups_are_told_by_their_values_largest_first()
    {
        var report = Build(Query("page", "device"), (Home, [1]), (Cart, [1, 2]), (Cart with { Release = "2" }, [3]), (Home with { Device = DeviceKind.Tablet }, [1]));
        Assert.Equal(
            ["/cart desktop 3", "/ mobile 1", "/ tablet 1"],
            report.Groups.Select(group => $"{group.Key["page"]} {group.Key["device"]} {group.Count}"));
    }

    [Theory]
    [InlineData("/", null, null, null, 1)]
    [InlineData(null, "desktop", null, null, 2)]
    [InlineData(null, null, "unknown", null, 2)]
    [InlineData(null, null, null, "1", 3)]
    [InlineData("/", "desktop", null, null, 0)]
    public void Only_what_is_asked_for_is_counted(string? page, string? device, string? connection, string? release, int count)
    {
        var query = Query() with { Page = page, Device = device, Connection = connection, Release = release };
        Assert.Equal(count, Build(query, (Home, [1]), (Cart, [1, 2])).Groups.Sum(group => group.Count));
    }

    [Fact]
    public void Histogram_has_the_share_of_each_rating_to_four_decimals()
    {
        var group = Build(Query(), (Home, [2_500, 4_000, 4_001])).Groups[0];
        Assert.Equal([new(0, 2_500, 0.3333), new(2_500, 4_000, 0.3333), new(4_000, null, 0.3333)], group.Histogram);
    }

    [Fact]
    public void Percentiles_show_no_more_digits_than_are_known()
    {
        Assert.Equal(1, Decimals(Build(Query(), (Home, [1_234.5678])).Groups[0].P75!.Value));
        Assert.InRange(Decimals(Build(Query() with { Metric = VitalMetric.CLS }, (Home, [0.0512345])).Groups[0].P75!.Value), 3, 4);
    }

    [Fact]
    public void Most_specific_budget_that_holds_for_the_whole_group_counts()
    {
        RumBudget[] budgets =
        [
            new(VitalMetric.LCP, 2_500m),
            new(VitalMetric.LCP, 900m) { Page = "/cart" },
            new(VitalMetric.LCP, 700m) { Page = "/cart", Device = "desktop" },
            new(VitalMetric.LCP, 600m) { Page = "/cart", Device = "tablet" },
            new(VitalMetric.INP, 1m) { Page = "/cart", Device = "desktop", Release = "1" },
        ];
        Assert.Equal(2_500m, BudgetOf(Query()));
        Assert.Equal(900m, BudgetOf(Query("page")));
        Assert.Equal(900m, BudgetOf(Query() with { Page = "/cart" }));
        Assert.Equal(700m, BudgetOf(Query("page", "device")));
        Assert.Equal(700m, BudgetOf(Query("device") with { Page = "/cart" }));
        Assert.Equal(2_500m, BudgetOf(Query("device")));

        decimal? BudgetOf(VitalsQuery query) => Build(query, [(Cart, Cell(VitalMetric.LCP, [800]))], budgets).Groups.Single().Budget;
    }

    [Fact]
    public void Stricter_of_two_equally_specific_budgets_counts()
    {
        RumBudget[] budgets = [new(VitalMetric.LCP, 900m) { Page = "/" }, new(VitalMetric.LCP, 800m) { Device = "mobile" }];
        Assert.Equal(800m, Build(Query("page", "device"), [(Home, Cell(VitalMetric.LCP, [1]))], budgets).Groups[0].Budget);
    }

    [Theory]
    [InlineData(700, true)]
    [InlineData(900, false)]
    public void Group_is_within_budget_when_its_75th_percentile_is(double value, bool within) =>
        Assert.Equal(within, Build(Query(), [(Home, Cell(VitalMetric.LCP, [value]))], [new(VitalMetric.LCP, 800m)]).Groups[0].WithinBudget);

    [Fact]
    public void Samples_on_the_budget_are_within_it_and_told_so()
    {
        var group = Build(Query(), [(Home, Cell(VitalMetric.LCP, [2_500, 2_500]))], RumBudget.Defaults).Groups[0];
        Assert.Equal((2, 2_500, true), (group.Good, group.P75, group.WithinBudget));
        group = Build(Query(), [(Home, Cell(VitalMetric.LCP, [2_501, 2_501]))], RumBudget.Defaults).Groups[0];
        Assert.Equal((0, false), (group.Good, group.WithinBudget));
    }

    [Fact]
    public void Group_without_budget_is_neither_within_nor_over_it()
    {
        var group = Build(Query(), [(Home, Cell(VitalMetric.LCP, [1]))], []).Groups[0];
        Assert.Null(group.Budget);
        Assert.Null(group.WithinBudget);
    }

    [Fact]
    public void Smallest_groups_beyond_the_limit_are_left_out()
    {
        var cells = Enumerable.Range(0, VitalsReport.MaxGroups + 5).Select(i => (Home with { Page = $"/{i}" }, Cell(VitalMetric.LCP, i < 5 ? [1] : [1, 2])));
        var report = Build(Query("page"), cells, []);
        Assert.Equal(VitalsReport.MaxGroups, report.Groups.Count);
        Assert.All(report.Groups, group => Assert.Equal(2, group.Count));
    }

    [Fact]
    public void Group_whose_samples_were_all_taken_away_is_not_told() =>
        Assert.Empty(Build(Query("page"), [(Home, new VitalCell())], []).Groups);

    [Fact]
    public void Estimated_count_is_the_rounded_sum_of_weights()
    {
        var cell = new VitalCell();
        cell.Add(VitalMetric.LCP, 100, weight: 3_333);
        cell.Add(VitalMetric.LCP, 100, weight: 3_333);
        var group = Build(Query(), [(Home, cell)], []).Groups[0];
        Assert.Equal((2, 7), (group.Count, group.EstimatedCount));
    }

    [Theory]
    [InlineData(BotFilter.Include, 3)]
    [InlineData(BotFilter.Exclude, 1)]
    [InlineData(BotFilter.Only, 2)]
    public void Bots_are_counted_left_out_or_the_only_ones(BotFilter bots, int count) =>
        Assert.Equal(count, Build(Query() with { Bots = bots }, (Home, [1]), (Cart with { IsBot = true }, [1, 2])).Groups.Single().Count);

    [Fact]
    public void Navigations_and_bots_can_be_asked_for_and_grouped_by()
    {
        (VitalDimensions, double[])[] cells = [(Home with { Navigation = NavigationKind.BackForwardCache }, [1]), (Home with { IsBot = true }, [1, 2])];
        Assert.Equal(1, Build(Query() with { Navigation = "back-forward-cache" }, cells).Groups.Single().Count);
        Assert.Equal(
            ["unknown true 2", "back-forward-cache false 1"],
            Build(Query("navigation", "bot"), cells).Groups.Select(group => $"{group.Key["navigation"]} {group.Key["bot"]} {group.Count}"));
        var soft = (Home with { Navigation = NavigationKind.SoftNavigation }, new double[] { 1 });
        Assert.Equal(3, Build(Query() with { LeavesOutSoftNavigations = true }, [.. cells, soft]).Groups.Single().Count);
    }

    private static VitalsQuery Query(params string[] groupBy) => new(VitalMetric.LCP, From, From.AddHours(1)) { GroupBy = groupBy };

    private static VitalsReport Build(VitalsQuery query, params (VitalDimensions Dimensions, double[] Values)[] cells) =>
        Build(query, cells.Select(cell => (cell.Dimensions, Cell(query.Metric, cell.Values))), []);

    private static VitalsReport Build(VitalsQuery query, IEnumerable<(VitalDimensions Dimensions, VitalCell Cell)> cells, IReadOnlyList<RumBudget> budgets)
    {
        var groups = new VitalGroups(query);
        foreach (var (dimensions, cell) in cells) groups.SumOf(dimensions)?.Merge(cell);
        return VitalsReport.Build(groups, budgets);
    }

    private static VitalCell Cell(VitalMetric metric, double[] values)
    {
        var cell = new VitalCell();
        foreach (var value in values) cell.Add(metric, value);
        return cell;
    }

    private static int Decimals(double value) => Enumerable.Range(0, 15).First(digits => Math.Round(value, digits) == value);
}
