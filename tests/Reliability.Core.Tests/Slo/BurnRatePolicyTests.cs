using Reliability.Core.Slo;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo;

// Factors as Sloth computes them, windows as Pyrra does: both keep what they keep in their own tests.
public sealed class BurnRatePolicyTests
{
    [Theory]
    [InlineData("30d", 14.4, 6, 3, 1)]
    [InlineData("28d", 13.44, 5.6, 2.8, 14.0 / 15)]
    [InlineData("1M", 14.4, 6, 3, 1)]
    [InlineData("90d", 43.2, 18, 9, 3)]
    public void Share_of_the_budget_stays_and_the_factor_changes(string window, double fast, double slow, double day, double days)
    {
        var tiers = BurnRatePolicy.Google.For(Duration(window).Nominal, BurnRateScaling.Budget);

        Assert.Equal(["1h/5m", "6h/30m", "1d/2h", "3d/6h"], tiers.Select(Text));
        Assert.All(new[] { fast, slow, day, days }.Zip(tiers), pair => Close(pair.First, pair.Second.Factor));
        Assert.All(new[] { 2.0, 5, 10, 10 }.Zip(tiers), pair => Close(pair.First, pair.Second.BudgetPercentOf(Duration(window).Nominal)));
    }

    [Theory]
    [InlineData("28d", "1h/5m 6h/30m 1d/2h 4d/6h", "10m")]
    [InlineData("14d", "30m/3m 3h/15m 12h/1h 2d/3h", "5m")]
    [InlineData("7d", "15m/1m 90m/8m 6h/30m 1d/90m", "3m")]
    [InlineData("30d", "64m/5m 386m/32m 1543m/129m 6171m/386m", "11m")]
    public void Factors_stay_and_windows_scale_to_the_minute(string window, string windows, string absentAfter)
    {
        var tiers = BurnRatePolicy.Google.For(Duration(window).Nominal, BurnRateScaling.Windows);

        Assert.Equal(windows.Split(' '), tiers.Select(Text));
        Assert.Equal([14m, 7m, 2m, 1m], tiers.Select(tier => tier.Factor));
        Assert.Equal(["page", "page", "ticket", "ticket"], tiers.Select(tier => tier.Severity));
        var slo = Objective() with { Window = new RollingWindow(Duration(window)), Alerts = tiers };
        Assert.Equal(absentAfter, DurationText.Format(SloAbsence.AfterOf(slo)));
    }

    // Of a page over 1 min and 0 min that can never fire, absence would have to be told at once.
    [Theory]
    [InlineData("1h", "1m")]
    [InlineData("12h", "1m")]
    [InlineData("1d", "1m")]
    public void Alerts_that_cannot_fire_do_not_count_for_absence(string window, string absentAfter)
    {
        var slo = Objective(0.99m) with { Window = new RollingWindow(Duration(window)), Alerts = BurnRatePolicy.Google.For(Duration(window).Nominal, BurnRateScaling.Windows) };
        Assert.Contains(Evaluate(slo).Alerts, alert => alert.CannotFire is not null);
        Assert.Equal(absentAfter, DurationText.Format(SloAbsence.AfterOf(slo)));
    }

    // 14 x budget x 1 h, rounded to minutes, and 2 min.
    [Theory]
    [InlineData("0.99", 10)]
    [InlineData("0.995", 6)]
    [InlineData("0.999", 3)]
    public void Data_may_be_absent_as_long_as_the_fastest_alert_would_take(string target, int minutes)
    {
        var slo = Objective(decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture), days: 28);
        slo = slo with { Alerts = BurnRatePolicy.Google.For(TimeSpan.FromDays(28), BurnRateScaling.Windows) };
        Assert.Equal(minutes, SloAbsence.AfterOf(slo).TotalMinutes);
    }

    // Datadog's recommendations, Sloth's own windows, Pyrra's factors, and the Workbook's factors left as they are on a week.
    [Theory]
    [InlineData("7d", "1h", 16.8, 10)]
    [InlineData("7d", "6h", 5.6, 20)]
    [InlineData("7d", "1d", 2.8, 40)]
    [InlineData("90d", "1h", 21.6, 1)]
    [InlineData("90d", "6h", 10.8, 3)]
    [InlineData("90d", "1d", 4.5, 5)]
    [InlineData("7d", "1h", 13.44, 8)]
    [InlineData("7d", "6h", 3.5, 12.5)]
    [InlineData("7d", "1d", 1.4, 20)]
    [InlineData("7d", "3d", 0.98, 42)]
    [InlineData("30d", "30m", 14.4, 1)]
    [InlineData("30d", "3h", 4.8, 2)]
    [InlineData("30d", "12h", 3, 5)]
    [InlineData("30d", "36h", 1, 5)]
    [InlineData("28d", "1h", 14, 100.0 / 48)]
    [InlineData("28d", "6h", 7, 6.25)]
    [InlineData("28d", "1d", 2, 100.0 / 14)]
    [InlineData("28d", "4d", 1, 100.0 / 7)]
    [InlineData("7d", "1h", 14.4, 60.0 / 7)]
    [InlineData("7d", "6h", 6, 150.0 / 7)]
    [InlineData("7d", "1d", 3, 300.0 / 7)]
    public void Factor_over_a_long_window_spends_a_share_of_the_budget(string window, string longWindow, double factor, double percent)
    {
        var tier = new BurnRateTier(BurnRateTier.Page, Duration(longWindow).Nominal, Minute, (decimal)factor);
        Close(percent, tier.BudgetPercentOf(Duration(window).Nominal));
    }

    [Fact]
    public void Own_policy_scales_by_its_own_period()
    {
        var policy = new BurnRatePolicy(
            "mine", TimeSpan.FromDays(7), [new(BurnRateTier.Page, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 13.44m)]);

        Assert.Equal(26.88m, policy.For(TimeSpan.FromDays(14), BurnRateScaling.Budget)[0].Factor);
        Assert.Equal("2h/10m", Text(policy.For(TimeSpan.FromDays(14), BurnRateScaling.Windows)[0]));
        Close(8, policy.Tiers[0].BudgetPercentOf(TimeSpan.FromDays(7)));
    }

    private static string Text(BurnRateTier tier) => $"{DurationText.Format(tier.LongWindow)}/{DurationText.Format(tier.ShortWindow)}";
}
