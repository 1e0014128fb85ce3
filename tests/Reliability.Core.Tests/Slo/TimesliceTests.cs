using Reliability.Core.Slo;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo;

// The figures with a service of 24,000 requests a day are those of OpenSLO's examples/budgeting-method.
public sealed class TimesliceTests
{
    private const int TwoWeeks = 20_160;

    [Fact]
    public void Two_weeks_of_minutes_may_be_bad_for_16_hours_and_48_minutes()
    {
        var slo = Sliced(BudgetingMethod.Timeslices, 0.95m, "2w", sliceTarget: 0.95m);
        SloStatus After(int badMinutes) => Evaluate(
            slo, [.. Enumerable.Range(1, TwoWeeks).Select(ago => MinutePoint(ago, ago <= badMinutes ? 1 : 99, 100))]);

        Assert.Equal(1_008m, After(0).ErrorBudget.Total);
        Assert.Equal(1_008m, After(0).ErrorBudget.Minutes.Total);
        Assert.Equal((19_152m, 20_160m, 0.95m, 0m), (After(1_008).Good, After(1_008).Total, After(1_008).Sli, After(1_008).ErrorBudget.Remaining));
        Assert.Equal(-1m, After(1_009).ErrorBudget.Minutes.Remaining);
        Assert.Equal(SloHealth.Violated, After(1_009).Status);
    }

    [Fact]
    public void Ratio_slices_lose_only_what_they_miss()
    {
        var slo = Sliced(BudgetingMethod.RatioTimeslices, 0.95m, "2w");
        SloStatus After(int badMinutes) => Evaluate(
            slo, [.. Enumerable.Range(1, TwoWeeks).Select(ago => MinutePoint(ago, ago <= badMinutes ? 1 : 99, 100))]);

        // 0.04 of 20,160 minutes are left to spend, and a minute of the outage spends 0.98: 822.9 minutes.
        Assert.True(After(822).ErrorBudget.Remaining > 0m);
        Assert.True(After(823).ErrorBudget.Remaining < 0m);
        Close((TwoWeeks * 0.05) - (TwoWeeks * 0.01) - (822 * 0.98), After(822).ErrorBudget.Remaining);
    }

    [Fact]
    public void Occurrences_spend_their_budget_on_16_800_requests()
    {
        var slo = Objective(0.95m, days: 14);
        Assert.Equal(16_800m, Evaluate(slo, Point(1, 336_000, 336_000)).ErrorBudget.Total);
        Assert.Equal(0m, Evaluate(slo, Point(1, 319_200, 336_000)).ErrorBudget.Remaining);
    }

    [Fact]
    public void Every_slice_weighs_the_same_however_many_events_it_has()
    {
        SliPoint[] points = [.. Enumerable.Range(1, 11).Select(index => Slice(index, 1_000, 1_000)), Slice(12, 0, 1)];

        Close(1.0 / 12, 1m - Evaluate(Sliced(BudgetingMethod.RatioTimeslices, 0.9m, "1h", slice: "5m"), points).Sli);
        Close(1.0 / 11_001, 1m - Evaluate(Objective(0.9m), points).Sli);
    }

    [Theory]
    [InlineData(95, true)]
    [InlineData(94, false)]
    public void Slice_is_good_from_its_target_on(decimal good, bool isGood) => Assert.Equal(
        isGood ? 1m : 0m,
        Evaluate(Sliced(BudgetingMethod.Timeslices, 0.5m, "1h", sliceTarget: 0.95m), MinutePoint(1, good, 100)).Sli);

    [Fact]
    public void Points_of_one_slice_add_up_before_it_is_judged()
    {
        var slo = Sliced(BudgetingMethod.Timeslices, 0.5m, "1h", sliceTarget: 0.9m, slice: "5m");
        SliPoint[] points = [MinutePoint(5, 0, 5), MinutePoint(4, 50, 50), MinutePoint(1, 45, 45)];

        Assert.Equal((1m, 1m), (Evaluate(slo, points).Good, Evaluate(slo, points).Total));
    }

    [Fact]
    public void Slice_in_progress_does_not_count_yet()
    {
        var slo = Sliced(BudgetingMethod.Timeslices, 0.5m, "1h", slice: "5m");
        var point = new SliPoint(Now.AddMinutes(-5), Minute, 0, 10);

        Assert.True(EvaluateAt(Now.AddSeconds(-1), slo, [point]).NoData);
        Assert.Equal(0m, EvaluateAt(Now, slo, [point]).Sli);
    }

    [Fact]
    public void Window_always_has_the_same_number_of_slices()
    {
        var slo = Sliced(BudgetingMethod.Timeslices, 0.5m, "1h", slice: "5m");
        var points = Minutes(180, 10, 10);

        Assert.All(Enumerable.Range(0, 10), seconds =>
            Assert.Equal(12m, EvaluateAt(Now.AddSeconds(-37 * seconds), slo, points).Total));
    }

    [Fact]
    public void Point_longer_than_a_slice_is_spread_evenly()
    {
        var slo = Sliced(BudgetingMethod.Timeslices, 0.5m, "1h", sliceTarget: 0.7m, slice: "1m");

        Assert.Equal((60m, 60m), (Evaluate(slo, Point(1, 7, 10)).Good, Evaluate(slo, Point(1, 7, 10)).Total));
        Assert.Equal(0m, Evaluate(slo, Point(1, 6, 10)).Good);
    }

    [Fact]
    public void Low_traffic_week_of_the_specification_has_five_minutes()
    {
        var status = Evaluate(Sliced(BudgetingMethod.Timeslices, 0.9995m, "1w"), Minutes(10_080, 1, 1));
        Assert.Equal((10_080m, 5.04m), (status.Total, status.ErrorBudget.Minutes.Total));
    }

    private static SliPoint Slice(int index, decimal good, decimal total) =>
        new(Now - index * TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), good, total);
}
