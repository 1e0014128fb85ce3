using System.Globalization;
using Reliability.Core.Slo;

namespace Reliability.Core.Tests.Slo;

public sealed class ErrorBudgetTests
{
    // Allowed bad minutes of common objectives, as error budget tables print them.
    [Theory]
    [InlineData("0.99", 30, "432")]
    [InlineData("0.995", 30, "216")]
    [InlineData("0.999", 30, "43.2")]
    [InlineData("0.9995", 30, "21.6")]
    [InlineData("0.9999", 30, "4.32")]
    [InlineData("0.99999", 30, "0.432")]
    [InlineData("0.99", 28, "403.2")]
    [InlineData("0.995", 28, "201.6")]
    [InlineData("0.999", 28, "40.32")]
    [InlineData("0.9995", 28, "20.16")]
    [InlineData("0.9999", 28, "4.032")]
    [InlineData("0.9995", 7, "5.04")]
    public void Budget_in_minutes_is_its_share_of_the_window(string objective, int days, string minutes) => Assert.Equal(
        decimal.Parse(minutes, CultureInfo.InvariantCulture),
        Budget(10, 10, decimal.Parse(objective, CultureInfo.InvariantCulture), days).Minutes.Total);

    [Fact]
    public void Unspent_budget_is_whole()
    {
        var budget = Budget(1000, 1000);

        Assert.Equal(10m, budget.Total);
        Assert.Equal(0m, budget.Consumed);
        Assert.Equal(10m, budget.Remaining);
        Assert.Equal(100m, budget.RemainingPercent);
        Assert.Equal(432m, budget.Minutes.Remaining);
    }

    [Fact]
    public void Overspent_budget_is_negative()
    {
        var budget = Budget(975, 1000);

        Assert.Equal(25m, budget.Consumed);
        Assert.Equal(-15m, budget.Remaining);
        Assert.Equal(-150m, budget.RemainingPercent);
        Assert.Equal(-648m, budget.Minutes.Remaining);
    }

    [Fact]
    public void Budget_without_events_is_not_called_full()
    {
        var budget = Budget(0, 0);

        Assert.Equal(0m, budget.Total);
        Assert.Null(budget.RemainingPercent);
        Assert.Equal(432m, budget.Minutes.Total);
        Assert.Null(budget.Minutes.Remaining);
    }

    [Fact]
    public void Argument_outside_its_range_is_a_bug()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ErrorBudget.From(-1m, 0m, 0m, 0.9m, TimeSpan.FromDays(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ErrorBudget.From(1m, -1m, 0m, 0.9m, TimeSpan.FromDays(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ErrorBudget.From(1m, 0m, -1m, 0.9m, TimeSpan.FromDays(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ErrorBudget.From(1m, 0m, 0m, 1.1m, TimeSpan.FromDays(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ErrorBudget.From(1m, 0m, 0m, 0.9m, TimeSpan.FromDays(-1)));
    }

    [Fact]
    public void Target_of_one_has_no_budget_and_finite_numbers()
    {
        var (met, broken) = (Budget(10, 10, 1m), Budget(9, 10, 1m));

        Assert.Equal((0m, 0m, 100m), (met.Total, met.Remaining, met.RemainingPercent));
        Assert.Equal((0m, -1m), (broken.Total, broken.Remaining));
        Assert.True(broken.RemainingPercent < 0m);
        Assert.Equal(-4320m, broken.Minutes.Remaining);
    }

    private static ErrorBudget Budget(decimal good, decimal total, decimal target = 0.99m, int days = 30) => ErrorBudget.From(
        total, total - good, total == 0 ? null : (total - good) / total, target, TimeSpan.FromDays(days));
}
