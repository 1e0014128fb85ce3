using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class RumBudgetTests
{
    [Fact]
    public void Default_budgets_are_the_limits_of_good() => Assert.Equal(
        "LCP 2500, INP 200, CLS 0.1, FCP 1800, TTFB 800, FID 100",
        string.Join(", ", RumBudget.Defaults.Select(budget => $"{budget.Metric} {budget.P75}")));

    [Fact]
    public void Whole_site_budget_replaces_the_default_of_its_metric()
    {
        var budgets = RumBudget.WithDefaults([new RumBudget(VitalMetric.LCP, 1500m)]);

        Assert.Equal(6, budgets.Count);
        Assert.Equal(1500m, Assert.Single(budgets, budget => budget.Metric == VitalMetric.LCP).P75);
    }

    [Theory]
    [InlineData("page")]
    [InlineData("device")]
    [InlineData("connection")]
    [InlineData("release")]
    public void Budget_for_a_part_leaves_the_default_for_the_rest(string part)
    {
        var budget = new RumBudget(VitalMetric.LCP, 1500m)
        {
            Page = part == "page" ? "/checkout" : null,
            Device = part == "device" ? "mobile" : null,
            Connection = part == "connection" ? "4g" : null,
            Release = part == "release" ? "1.0" : null,
        };

        Assert.Equal(7, RumBudget.WithDefaults([budget]).Count);
    }
}
