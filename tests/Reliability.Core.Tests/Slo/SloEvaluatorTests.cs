using Reliability.Core.Slo;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo;

public sealed class SloEvaluatorTests
{
    [Fact]
    public void Status_sums_the_points_of_the_window()
    {
        var status = Evaluate(Objective(), Point(1, 95, 100), Point(700, 100, 100), Point(721, 0, 100), Point(0, 0, 100));

        Assert.Equal("checkout", status.Name);
        Assert.Equal("storefront", status.Service);
        Assert.Equal(Now.AddDays(-30), status.WindowStart);
        Assert.Equal(Now, status.WindowEnd);
        Assert.Equal((195m, 200m), (status.Good, status.Total));
        Assert.Equal(0.975m, status.Sli);
        Assert.Equal(-3m, status.ErrorBudget.Remaining);
        Assert.Equal(SloHealth.Violated, status.Status);
        Assert.False(status.NoData);
        Assert.Empty(status.Alerts);
        Assert.Null(status.Forecast);
    }

    [Fact]
    public void Status_without_events_is_no_data()
    {
        var status = Evaluate(Objective(), Point(1, 0, 0));

        Assert.Null(status.Sli);
        Assert.True(status.NoData);
        Assert.Equal(SloHealth.NoData, status.Status);
        Assert.All(status.BurnRates, rate => Assert.Null(rate.Rate));
    }

    // The budget of 99 % over 10,000 events is 100 events.
    [Theory]
    [InlineData(0, SloHealth.Healthy)]
    [InlineData(80, SloHealth.Healthy)]
    [InlineData(81, SloHealth.AtRisk)]
    [InlineData(95, SloHealth.AtRisk)]
    [InlineData(96, SloHealth.Critical)]
    [InlineData(100, SloHealth.Critical)]
    [InlineData(101, SloHealth.Violated)]
    public void Health_follows_from_the_budget_left(long bad, SloHealth health) =>
        Assert.Equal(health, Evaluate(Objective(), Point(1, 10_000 - bad, 10_000)).Status);

    [Fact]
    public void Limits_of_health_are_those_of_the_policy()
    {
        var policy = new SloPolicy { AtRiskBelow = 0.5m, CriticalBelow = 0.4m };
        SloHealth Health(long bad) =>
            SloEvaluator.Evaluate(Objective(), SloObservations.Of([Point(1, 10_000 - bad, 10_000)]), Now, policy).Status;

        Assert.Equal([SloHealth.Healthy, SloHealth.AtRisk, SloHealth.Critical], [Health(50), Health(51), Health(61)]);
    }

    [Fact]
    public void Burn_rate_is_computed_over_each_window_that_hours_can_resolve()
    {
        var status = EvaluateAt(Now.AddMinutes(-1), Objective(), [Point(2, 98, 100), Point(20, 100, 100), Point(70, 100, 200)]);

        Assert.Equal(
            [(1, null), (6, 2m), (24, 1m), (72, 25.5m)],
            status.BurnRates.Select(rate => ((int)rate.Window.TotalHours, rate.Rate)));
    }

    [Fact]
    public void Window_that_starts_between_two_points_is_resolved_however_long_they_are() =>
        Assert.Equal(2m, Evaluate(Objective(), Point(1, 98, 100), Point(2, 0, 100)).BurnRates[0].Rate);

    [Fact]
    public void One_hour_is_resolved_by_points_of_a_quarter_of_an_hour()
    {
        SliPoint Quarter(int index, long good) =>
            new(Now - TimeSpan.FromMinutes(15 * index), TimeSpan.FromMinutes(15), good, 100);

        Assert.Equal(0.5m, Evaluate(Objective(), Quarter(1, 98), Quarter(4, 100), Quarter(2, 100), Quarter(3, 100)).BurnRates[0].Rate);
    }

    [Fact]
    public void Burn_rate_window_longer_than_the_objective_is_left_out() => Assert.Equal(
        [1, 6, 24], Evaluate(Objective(days: 1), Point(1, 1, 1)).BurnRates.Select(rate => (int)rate.Window.TotalHours));

    [Fact]
    public void Defaults_of_the_policy_are_those_of_the_workbook()
    {
        var policy = new SloPolicy();
        Assert.Equal((0.20m, 0.05m), (policy.AtRiskBelow, policy.CriticalBelow));
        Assert.Equal([1, 6, 24, 72], policy.BurnRateWindows.Select(window => (int)window.TotalHours));
    }

    [Fact]
    public void Point_outside_its_range_is_a_bug()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SliPoint(Now, Hour, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SliPoint(Now, Hour, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SliPoint(Now, TimeSpan.Zero, 1, 1));
    }
}
