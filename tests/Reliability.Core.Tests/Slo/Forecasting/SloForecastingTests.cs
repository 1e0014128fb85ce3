using Reliability.Core.Slo;
using Reliability.Core.Slo.Forecasting;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo.Forecasting;

public sealed class SloForecastingTests
{
    private static readonly SliPoint[] TwoWeeks = [.. Enumerable.Range(1, 14 * 24).Select(ago => Point(ago, 995, 1_000))];

    [Fact]
    public void Question_holds_the_hours_before_now_and_what_the_window_counts()
    {
        var question = SloForecasting.QuestionOf(Objective(0.999m, days: 7), SloObservations.Of([Point(1, 9, 10), Point(2, 5, 20), Point(300, 30, 30)]), Now);

        Assert.Equal([new HourTally(1, 10), new HourTally(15, 20), default], question.Hours.Take(3));
        Assert.Equal(new HourTally(0, 30), question.Hours[299]);
        Assert.Equal(28 * 24, question.Hours.Count);
        Assert.Equal((new HourTally(16, 30), 0.999, TimeSpan.FromDays(7), null), (question.Current, question.Target, question.Window, question.PeriodEnd));
    }

    [Fact]
    public void Question_of_a_calendar_window_ends_with_it()
    {
        var month = Objective() with { Window = new CalendarWindow(Duration("1M"), new DateTime(2026, 1, 1), TimeZoneInfo.Utc) };

        var question = SloForecasting.QuestionOf(month, SloObservations.Of([Point(1, 9, 10), Point(13, 0, 5)]), Now);

        Assert.Equal(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), question.PeriodEnd);
        Assert.Equal((new HourTally(1, 10), TimeSpan.FromDays(31)), (question.Current, question.Window));
        Assert.Equal(new HourTally(5, 5), question.Hours[12]);
    }

    [Fact]
    public void Question_counts_slices_where_the_budget_does()
    {
        var slo = Sliced(BudgetingMethod.Timeslices, 0.99m, "7d", sliceTarget: 0.9m);

        var question = SloForecasting.QuestionOf(slo, SloObservations.Of([.. Minutes(60, 10, 10), MinutePoint(61, 5, 10)]), Now);

        Assert.Equal([new HourTally(0, 60), new HourTally(1, 1)], question.Hours.Take(2));
    }

    [Fact]
    public void Question_of_a_composite_has_the_error_rate_of_its_window()
    {
        var slo = Objective(0.99m) with { Members = [Member(0.99m, "a", 2m), Member(0.99m, "b")] };
        IReadOnlyList<SliPoint>[] members = [[Point(1, 98, 100)], [Point(2, 270, 300)]];

        var question = SloForecasting.QuestionOf(slo, new SloObservations(members, []), Now);
        var status = EvaluateComposite(slo, members);

        Assert.Equal((double)status.ErrorBudget.Consumed, question.Current.Bad, 1e-9);
        Assert.Equal(question.Current.Bad, question.Hours.Sum(hour => hour.Bad), 1e-9);
        Assert.Equal(400, question.Current.Total);
    }

    [Fact]
    public void Question_leaves_out_what_corrections_exclude()
    {
        var maintenance = new SloCorrection(Now - (3 * Hour), Now - (2 * Hour), CorrectionEffect.Exclude);

        var question = SloForecasting.QuestionOf(Objective(), new SloObservations([[Point(1, 9, 10), Point(3, 0, 10)]], [maintenance]), Now);

        Assert.Equal([new HourTally(1, 10), default, default], question.Hours.Take(3));
    }

    [Fact]
    public void Status_gets_a_forecast_and_keeps_it_until_one_is_due()
    {
        var (slo, observed) = (Objective(0.99m, 30), SloObservations.Of(TwoWeeks));
        var first = SloForecasting.Forecast(Evaluate(slo, TwoWeeks), null, slo, observed);
        Assert.Equal((14, Now.AddDays(30), 50m), (first.Forecast!.HistoryDays, first.Forecast.Horizon, first.Forecast.RemainingPercent));
        Assert.Equal(Now, first.ForecastAt);

        var forecasts = Enumerable.Range(1, 31)
            .Select(minute => SloForecasting.Forecast(EvaluateAt(Now.AddMinutes(minute), slo, TwoWeeks), first, slo, observed))
            .ToArray();

        var due = Array.FindIndex(forecasts, status => status.ForecastAt != Now);
        Assert.InRange(due, 0, 14);
        Assert.All(forecasts.Take(due), status => Assert.Same(first.Forecast, status.Forecast));
        Assert.All(forecasts.Skip(due), status => Assert.Equal(status.EvaluatedAt, status.ForecastAt));
    }

    [Fact]
    public void Forecast_is_due_when_the_budget_moved_or_the_horizon_is_past_or_the_objective_is_another()
    {
        var slo = Objective(0.99m, 30);
        var last = SloForecasting.Forecast(Evaluate(slo, TwoWeeks), null, slo, SloObservations.Of(TwoWeeks));
        SloStatus With(decimal left) => last with { ErrorBudget = last.ErrorBudget with { RemainingPercent = left } };

        Assert.True(SloForecasting.IsDue(null, last));
        Assert.False(SloForecasting.IsDue(last, last));
        Assert.False(SloForecasting.IsDue(last, With(49m)));
        Assert.True(SloForecasting.IsDue(last, With(48.99m)));
        Assert.True(SloForecasting.IsDue(last, With(51.01m)));
        Assert.True(SloForecasting.IsDue(last with { Forecast = last.Forecast! with { Horizon = Now } }, last));
        Assert.True(SloForecasting.IsDue(last, last with { Objective = 0.9m }));
        Assert.True(SloForecasting.IsDue(last, last with { Window = SloDuration.FromDays(7) }));
    }

    [Fact]
    public void Objectives_are_not_all_forecast_at_the_same_minute()
    {
        var minutes = Enumerable.Range(0, 100).Select(index => Enumerable.Range(0, 16).First(minute => IsDueAfter($"slo-{index}", minute)));

        Assert.InRange(minutes.Distinct().Count(), 10, 16);
    }

    [Fact]
    public void Impossible_forecast_is_null_and_not_tried_every_minute()
    {
        var slo = Objective();
        var status = SloForecasting.Forecast(Evaluate(slo, Point(1, 9, 10)), null, slo, SloObservations.Of([Point(1, 9, 10)]));

        Assert.Null(status.Forecast);
        Assert.Equal(Now, status.ForecastAt);
        Assert.False(SloForecasting.IsDue(status, status));
    }

    private static bool IsDueAfter(string name, int minutes)
    {
        var status = Evaluate(Objective(name: name), Point(1, 9, 10));
        return SloForecasting.IsDue(status with { ForecastAt = Now }, status with { EvaluatedAt = Now.AddMinutes(minutes) });
    }
}
