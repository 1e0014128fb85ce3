using Reliability.Core.Slo.Forecasting;
using static Reliability.Core.Tests.Slo.Forecasting.ForecastBuilders;

namespace Reliability.Core.Tests.Slo.Forecasting;

public sealed class SloForecasterTests
{
    // remaining x W / BR: The Site Reliability Workbook, table 5-4, from a partly used budget.
    [Theory]
    [InlineData(10, 2.0)]
    [InlineData(10, 1.2)]
    [InlineData(3, 6.0)]
    [InlineData(20, 1.4)]
    public void Constant_burn_is_violated_after_the_remaining_budget_times_the_window_over_the_burn_rate(int daysSoFar, double rate)
    {
        var forecast = SloForecaster.Forecast(Calendar(Even(daysSoFar, rate * 10), daysSoFar))!;

        var expected = Now.AddDays((1 - (rate * daysSoFar / 30)) * 30 / rate);
        Assert.True(forecast.WillViolate);
        Assert.Equal(1m, forecast.Probability);
        Assert.All([forecast.P10, forecast.P50, forecast.P90], at => Assert.Equal(expected, at!.Value, TimeSpan.FromSeconds(1)));
        Assert.Equal(daysSoFar, forecast.HistoryDays);
    }

    [Theory]
    [InlineData(0.99)]
    [InlineData(0.5)]
    public void Constant_burn_below_1_never_violates(double rate)
    {
        var forecast = SloForecaster.Forecast(Calendar(Even(10, rate * 10), 10))!;

        Assert.Equal((false, null, null, null), (forecast.WillViolate, forecast.P10, forecast.P50, forecast.P90));
        Assert.Equal(0m, forecast.Probability);
        Assert.Equal(Now.AddDays(20), forecast.Horizon);
    }

    [Fact]
    public void Burn_that_began_days_ago_is_expected_to_go_on_in_a_rolling_window()
    {
        var hours = Hours(28, ago => new HourTally(ago < 14 * 24 ? 15 : 0, 1_000));

        var forecast = SloForecaster.Forecast(Rolling(hours))!;

        // 14 days at 1.5 of 28 used 75 %; the rest lasts for 4.67 days, if it goes on.
        Assert.True(forecast.WillViolate);
        Assert.InRange((forecast.P50!.Value - Now).TotalDays, 4.4, 5.2);
    }

    [Fact]
    public void Burn_that_has_just_begun_may_as_well_end()
    {
        var hours = Hours(28, ago => new HourTally(ago < 4 * 24 ? 30 : 0, 1_000));

        var forecast = SloForecaster.Forecast(Rolling(hours))!;

        // 5.33 days if it goes on, which is as likely as not.
        Assert.InRange((forecast.P10!.Value - Now).TotalDays, 1, 5.4);
        Assert.InRange(forecast.Probability, 0.4m, 0.8m);
    }

    [Fact]
    public void Old_bad_events_leave_a_rolling_window()
    {
        // The window is nearly spent by an outage that leaves it within the next day.
        var hours = Hours(28, ago => new HourTally(ago >= (27 * 24) + 12 && ago < (27 * 24) + 22 ? 600 : 1, 1_000));

        Assert.InRange(SloForecaster.Forecast(Rolling(hours))!.Probability, 0m, 0.25m);
    }

    [Fact]
    public void Violated_objective_has_the_instant_of_the_forecast()
    {
        var forecast = SloForecaster.Forecast(Rolling(Even(28, 11)))!;

        Assert.Equal((true, 1m), (forecast.WillViolate, forecast.Probability));
        Assert.All([forecast.P10, forecast.P50, forecast.P90], at => Assert.Equal(Now, at));
    }

    [Fact]
    public void Budget_spent_to_the_last_event_is_not_violated_yet()
    {
        Assert.False(SloForecaster.Forecast(Rolling(Even(28, 10)))!.WillViolate);
    }

    [Fact]
    public void History_without_bad_events_leaves_a_small_doubt()
    {
        var forecast = SloForecaster.Forecast(Rolling(Even(28, 0)))!;

        Assert.Null(forecast.P50);
        Assert.InRange(forecast.Probability, 0.001m, 0.08m);
    }

    [Fact]
    public void Target_of_1_is_violated_by_any_bad_event()
    {
        Assert.InRange(SloForecaster.Forecast(Rolling(Even(28, 0), target: 1))!.Probability, 0.02m, 0.3m);
        var bad = Calendar(Even(10, 0.01), 10, target: 1);
        Assert.Equal(Now, SloForecaster.Forecast(bad)!.P10);
    }

    [Fact]
    public void Too_little_history_gives_no_forecast()
    {
        Assert.NotNull(SloForecaster.Forecast(Rolling(Even(3, 1))));
        Assert.Null(SloForecaster.Forecast(Rolling([.. Even(3, 1).SkipLast(1)])));
        Assert.Null(SloForecaster.Forecast(Rolling([])));
        Assert.Null(SloForecaster.Forecast(Rolling(Even(28, 0, 0))));
        Assert.Null(SloForecaster.Forecast(Rolling(Hours(28, ago => new HourTally(0, ago == 100 ? 1 : 0)))));
    }

    [Fact]
    public void Window_shorter_than_a_day_or_longer_than_two_years_gives_no_forecast()
    {
        var question = Rolling(Even(28, 1));
        Assert.Null(SloForecaster.Forecast(question with { Window = TimeSpan.FromHours(23) }));
        Assert.NotNull(SloForecaster.Forecast(question with { Window = TimeSpan.FromHours(24) }));
        Assert.NotNull(SloForecaster.Forecast(question with { Window = TimeSpan.FromDays(731) }));
        Assert.Null(SloForecaster.Forecast(question with { Window = TimeSpan.FromDays(732) }));
        Assert.Null(SloForecaster.Forecast(question with { PeriodEnd = Now }));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void Target_must_be_a_ratio(double target) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SloForecaster.Forecast(Rolling(Even(3, 0), target: target)));

    [Fact]
    public void Same_question_has_the_same_answer_and_another_seed_nearly_the_same()
    {
        var question = Calendar(Poisson(12, 14, 1_000, seed: 3), 12);

        var forecast = SloForecaster.Forecast(question)!;

        Assert.Equal(forecast, SloForecaster.Forecast(question));
        var other = SloForecaster.Forecast(question with { Seed = 8 })!;
        Assert.NotEqual(forecast.P50, other.P50);
        Assert.Equal(forecast.P50!.Value, other.P50!.Value, TimeSpan.FromDays(1));
    }

    [Fact]
    public void Few_bad_events_make_the_interval_wider()
    {
        double Spread(double bad, double total) => SloForecaster.TimesOf(Calendar(Poisson(12, bad, total, seed: 3), 12)) is { } times
            ? times.Quantile(0.8)!.Value - times.Quantile(0.1)!.Value : 0;

        Assert.InRange(Spread(0.2, 10) / Spread(20, 1_000), 3, 30);
    }

    [Fact]
    public void Trend_is_followed()
    {
        var steady = Calendar(Hours(14, _ => new HourTally(6, 1_000)), 14);
        var rising = Calendar(Hours(14, ago => new HourTally(9 * Math.Exp(-0.1 * ago / 24), 1_000)), 14);

        Assert.Equal(0m, SloForecaster.Forecast(steady)!.Probability);
        Assert.True(rising.Current.Bad < steady.Current.Bad);
        Assert.True(SloForecaster.Forecast(rising)!.WillViolate);
    }

    [Fact]
    public void Burn_by_day_is_expected_at_its_hours()
    {
        // Hours 0 to 7 ago are 04:00 to 12:00.
        var hours = Hours(10, ago => new HourTally(ago % 24 < 8 ? 60 : 0, 1_000));

        var at = SloForecaster.Forecast(Calendar(hours, 10))!.P50!.Value;

        Assert.InRange(at.TimeOfDay, TimeSpan.FromHours(4), TimeSpan.FromHours(12));
    }

    [Fact]
    public void Burn_on_one_day_of_the_week_is_expected_on_that_day()
    {
        // The fourth day from now on, and every week before.
        var hours = Hours(28, ago => new HourTally(ago / 24 % 7 == 3 ? 80 : 0.1, 1_000));

        var times = SloForecaster.TimesOf(Calendar(hours, 21))!;

        Assert.InRange(times.Quantile(0.5)!.Value / 24 % 7, 3, 4);
    }

    [Fact]
    public void Outages_spread_the_forecast_further_than_an_even_burn_of_the_same_size()
    {
        var even = SloForecaster.TimesOf(Calendar(Poisson(14, 12, 1_000, seed: 5), 14))!;
        var outages = SloForecaster.TimesOf(Calendar(Hours(14, ago => new HourTally(ago is 40 or 150 or 260 ? 1_000 : 3, 1_000)), 14))!;

        Assert.Equal(1, even.Probability, 0.05);
        Assert.InRange(outages.Probability, 0.3, 0.97);
        Assert.True(outages.Quantile(0.1) < even.Quantile(0.1));
    }
}
