using Reliability.Core.Slo;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo;

public sealed class EmptyAndQuietTests
{
    [Theory]
    [InlineData(NoDataPolicy.Exclude, null, SloHealth.NoData, null)]
    [InlineData(NoDataPolicy.NoData, null, SloHealth.NoData, null)]
    [InlineData(NoDataPolicy.Good, 1, SloHealth.Healthy, 0)]
    [InlineData(NoDataPolicy.Bad, 0, SloHealth.Violated, 100)]
    public void Window_without_events_is_what_the_policy_says(NoDataPolicy policy, int? sli, SloHealth health, int? burnRate)
    {
        var status = Evaluate(Objective() with { NoData = policy });

        Assert.Equal((sli, health, sli is null), (status.Sli, status.Status, status.NoData));
        Assert.All(status.BurnRates, rate => Assert.Equal(burnRate, rate.Rate));
        Assert.Equal((0m, 0m), (status.Good, status.Total));
    }

    [Theory]
    [InlineData(NoDataPolicy.Exclude, 1, 2)]
    [InlineData(NoDataPolicy.Good, 59, 60)]
    [InlineData(NoDataPolicy.Bad, 1, 60)]
    public void Slice_without_events_is_what_the_policy_says(NoDataPolicy policy, int good, int total)
    {
        SliPoint[] points = [MinutePoint(9, 1, 1), MinutePoint(5, 0, 0), MinutePoint(1, 0, 1)];
        foreach (var method in new[] { BudgetingMethod.Timeslices, BudgetingMethod.RatioTimeslices })
        {
            var status = Evaluate(Sliced(method, 0.9m, "1h") with { NoData = policy }, points);
            Assert.Equal((good, total), (status.Good, status.Total));
        }
    }

    [Fact]
    public void Gap_makes_every_window_that_holds_it_unknown()
    {
        var slo = Sliced(BudgetingMethod.Timeslices, 0.9m, "2h") with { NoData = NoDataPolicy.NoData };
        var points = Minutes(120, 1, 1);

        Assert.False(Evaluate(slo, points).NoData);
        var status = Evaluate(slo, [.. points.Where(point => point.Start != Now.AddMinutes(-90))]);
        Assert.True(status.NoData);
        Assert.Equal(0m, status.BurnRates[0].Rate);
    }

    [Fact]
    public void Fewer_events_than_the_minimum_count_as_none()
    {
        var slo = Objective() with { LowTraffic = new LowTrafficPolicy.MinEvents(10) };

        var status = Evaluate(slo, Point(1, 8, 9), Point(20, 100, 100));
        Assert.Equal(108m / 109m, status.Sli);
        Assert.Equal([null, null], status.BurnRates.Take(2).Select(rate => rate.Rate));
        Assert.NotNull(status.BurnRates[2].Rate);
        Assert.True(Evaluate(slo, Point(1, 8, 9)).NoData);
        Assert.False(Evaluate(slo, Point(1, 9, 10)).NoData);
        Assert.True(Evaluate(Sliced(BudgetingMethod.Timeslices, 0.9m, "1h") with { LowTraffic = slo.LowTraffic }, Minutes(60, 0, 9)).NoData);
    }

    // One event in an hour, and it fails: 1/60 of the hour's slots instead of all of its events.
    [Fact]
    public void Slots_stand_in_for_events_in_burn_rates_only()
    {
        var slo = Objective() with { LowTraffic = new LowTrafficPolicy.Slots(Minute) };
        var status = Evaluate(slo, MinutePoint(7, 0, 1));

        Close(100.0 / 60, status.BurnRates[0].Rate);
        Assert.Equal(0m, status.Sli);
        Assert.Equal(100m, Evaluate(Objective(), MinutePoint(7, 0, 1)).BurnRates[0].Rate);
        Close(100.0 / 60 / 4, Evaluate(slo, MinutePoint(7, 30, 40)).BurnRates[0].Rate);
    }

    [Fact]
    public void Slots_count_the_slices_of_a_window_without_leaving_out_the_empty_ones()
    {
        var slo = Sliced(BudgetingMethod.Timeslices, 0.99m, "1d") with { LowTraffic = new LowTrafficPolicy.Slots(Minute) };
        var status = Evaluate(slo, MinutePoint(7, 0, 1));

        Close(100.0 / 60, status.BurnRates[0].Rate);
        Assert.Equal(1m, status.Total);
    }

    [Fact]
    public void Volume_correction_weighs_a_window_by_its_traffic()
    {
        var slo = Objective(0.99m, days: 1) with { LowTraffic = new LowTrafficPolicy.VolumeCorrected() };
        SliPoint[] points = [.. Enumerable.Range(2, 23).Select(ago => Point(ago, 100, 100)), Point(1, 9, 10)];

        // 10 % of 10 events, in an hour that has 10 of the usual 2,310 / 24.
        Close(10 * 10 / (2_310.0 / 24), Evaluate(slo, points).BurnRates[0].Rate);
        // Over the whole window nothing is corrected.
        Close(100.0 / 2_310, Evaluate(slo, points).BurnRates[^1].Rate);
        Assert.All(Evaluate(slo).BurnRates, rate => Assert.Null(rate.Rate));
    }

    [Fact]
    public void Volume_corrected_rates_may_be_above_what_everything_failing_gives()
    {
        var slo = Objective(0.9m, days: 30) with { LowTraffic = new LowTrafficPolicy.VolumeCorrected(), Alerts = BurnRatePolicy.Google.For(TimeSpan.FromDays(30), BurnRateScaling.Budget) };
        SliPoint[] points = [.. Enumerable.Range(2, 700).Select(ago => Point(ago, 60, 60)), .. Minutes(60, 0, 1_000)];

        var page = Evaluate(slo, points).Alerts[0];

        Assert.Equal((true, null), (page.Firing, page.CannotFire));
        Assert.True(page.LongRate > 10m, $"{page.LongRate}");
    }
}
