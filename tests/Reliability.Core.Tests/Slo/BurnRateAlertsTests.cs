using Reliability.Core.Slo;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo;

public sealed class BurnRateAlertsTests
{
    private static readonly ServiceLevelObjective Slo = Objective(0.999m) with
    {
        Alerts = BurnRatePolicy.Google.For(TimeSpan.FromDays(30), BurnRateScaling.Budget),
    };

    [Theory]
    [InlineData(9_856, false)]
    [InlineData(9_855, true)]
    public void Alert_fires_above_its_factor_and_not_at_it(int goodOf10000, bool isFiring) =>
        Assert.Equal(isFiring, Evaluate(Slo, Minutes(60, goodOf10000, 10_000)).Alerts[0].Firing);

    [Theory]
    [InlineData(10, 60, false)]
    [InlineData(0, 6, true)]
    [InlineData(6, 60, false)]
    [InlineData(0, 0, false)]
    public void Alert_needs_both_windows(int from, int to, bool isFiring)
    {
        // All fails from so many minutes ago on, down to so many minutes ago.
        var points = Minutes(60, 10, 10).Select((point, index) => index >= from && index < to ? MinutePoint(index + 1, 0, 10) : point);
        Assert.Equal(isFiring, Evaluate(Slo, [.. points]).Alerts[0].Firing);
    }

    [Fact]
    public void Alert_recovers_once_the_short_window_is_clean()
    {
        SliPoint[] outage = [.. Enumerable.Range(0, 60).Select(minute => new SliPoint(Now.AddMinutes(-60 + minute), Minute, 0, 10))];
        SliPoint[] points = [.. outage, .. Enumerable.Range(0, 30).Select(minute => new SliPoint(Now.AddMinutes(minute), Minute, 10, 10))];
        bool FiresAfter(int minutes) => EvaluateAt(Now.AddMinutes(minutes), Slo, points).Alerts[0].Firing;

        Assert.Equal([true, true, false], new[] { 0, 4, 5 }.Select(FiresAfter));
        // The slower page still sees 25 bad minutes of its 30.
        Assert.True(EvaluateAt(Now.AddMinutes(5), Slo, points).Alerts[1].Firing);
    }

    [Fact]
    public void Ticket_is_suppressed_while_a_page_fires()
    {
        var failing = Evaluate(Slo, Minutes(4_320, 0, 1)).Alerts;
        Assert.All(failing, alert => Assert.True(alert.Firing));
        Assert.Equal([false, false, true, true], failing.Select(alert => alert.Suppressed));

        // 0.5 % bad for three days: a burn rate of 5.
        var slow = Evaluate(Slo, Minutes(4_320, 995, 1_000)).Alerts;
        Assert.Equal([false, false, true, true], slow.Select(alert => alert.Firing));
        Assert.DoesNotContain(slow, alert => alert.Suppressed);
    }

    [Fact]
    public void Alert_without_data_does_not_fire() =>
        Assert.All(Evaluate(Slo).Alerts, alert => Assert.Equal((false, null, null), (alert.Firing, alert.LongRate, alert.CannotFire)));

    [Theory]
    [InlineData("0.9", 30, "1h", "5m", 14.4, "the burn rate is never above 10, which everything failing gives")]
    [InlineData("0.9", 30, "1h", "5m", 10, "the burn rate is never above 10, which everything failing gives")]
    [InlineData("0.9", 30, "1h", "5m", 9.99, null)]
    [InlineData("0.999", 30, "1h", "30s", 14.4, "the short window 30s is below the evaluation interval 1m")]
    [InlineData("0.999", 30, "1h", "0s", 14.4, "the short window 0s is below the evaluation interval 1m")]
    [InlineData("0.999", 30, "1h", "1h", 14.4, "the short window 1h is not shorter than the long window 1h")]
    [InlineData("0.999", 2, "3d", "6h", 1, "the long window 3d is longer than the objective's 2d")]
    [InlineData("0.999", 30, "1h", "5m", 0, "the factor must be above 0")]
    [InlineData("1", 30, "1h", "5m", 1_000, null)]
    public void Alert_that_makes_no_sense_is_rejected_with_the_reason(
        string target, int days, string longWindow, string shortWindow, double factor, string? reason)
    {
        var slo = Objective(decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture), days) with
        {
            Alerts = [new BurnRateTier(BurnRateTier.Page, Length(longWindow), Length(shortWindow), (decimal)factor)],
        };
        var alert = Assert.Single(Evaluate(slo, Minutes(60, 0, 1)).Alerts);

        Assert.Equal(reason, alert.CannotFire);
        Assert.Equal(reason is null, alert.Firing);
    }

    [Fact]
    public void Window_shorter_than_a_slice_is_rejected()
    {
        var slo = Sliced(BudgetingMethod.Timeslices, 0.999m, "30d", slice: "10m") with { Alerts = Slo.Alerts };
        Assert.Equal("the short window 5m is below the evaluation interval 10m", Evaluate(slo, Minutes(60, 0, 1)).Alerts[0].CannotFire);
    }

    [Fact]
    public void Hours_cannot_tell_what_happened_in_five_minutes()
    {
        var alerts = EvaluateAt(Now.AddMinutes(-20), Slo, [Point(1, 0, 10), Point(2, 0, 10)]).Alerts;
        Assert.Equal("the data is too coarse for a window of 5m", alerts[0].CannotFire);
        Assert.Null(alerts[3].CannotFire);
    }

    [Fact]
    public void Data_that_stops_is_an_alert_of_its_own()
    {
        // 14.4 x 0.001 x 1 h is about a minute, and 2 min.
        SliPoint[] points = [MinutePoint(10, 10, 10), MinutePoint(5, 0, 0)];
        SloAbsence After(int minutes) => EvaluateAt(Now.AddMinutes(-9 + minutes), Slo, points).Absence;

        Assert.Equal(TimeSpan.FromMinutes(3), After(0).After);
        Assert.Equal(Now.AddMinutes(-9), After(7).LastData);
        Assert.Equal([false, false, true], new[] { 0, 3, 4 }.Select(minutes => After(minutes).Firing));
        Assert.Equal((null, true), (Evaluate(Slo).Absence.LastData, Evaluate(Slo).Absence.Firing));
        Assert.All(EvaluateAt(Now, Slo, points).Alerts, alert => Assert.False(alert.Firing));
    }

    private static TimeSpan Length(string text) =>
        DurationText.TryParse(text, out var length) ? length : throw new ArgumentException(text, nameof(text));
}
