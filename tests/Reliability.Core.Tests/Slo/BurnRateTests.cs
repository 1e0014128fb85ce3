using Reliability.Core.Slo;

namespace Reliability.Core.Tests.Slo;

public sealed class BurnRateTests
{
    [Theory]
    [InlineData("0", "0.999", "0")]
    [InlineData("0.001", "0.999", "1")]
    [InlineData("0.0144", "0.999", "14.4")]
    [InlineData("1", "0.9", "10")]
    [InlineData("0.4", "0", "0.4")]
    // The Workbook's service of 10 requests an hour, one of which fails: its text says 1,000, its figures give 100.
    [InlineData("0.1", "0.999", "100")]
    // A composite may burn faster than one whose events all fail.
    [InlineData("3", "0.5", "6")]
    public void BurnRate_is_the_share_of_bad_events_over_the_budget(string errorRate, string target, string rate) =>
        Assert.Equal(Number(rate), BurnRate.FromErrorRate(Number(errorRate), Number(target)).Value);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0.001", "1000000")]
    public void BurnRate_without_a_budget_is_finite(string errorRate, string rate) =>
        Assert.Equal(Number(rate), BurnRate.FromErrorRate(Number(errorRate), 1m).Value);

    [Theory]
    [InlineData("-0.1", "0.9")]
    [InlineData("0.1", "-0.1")]
    [InlineData("0.1", "99.9")]
    public void Argument_outside_its_range_is_a_bug(string errorRate, string target) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BurnRate.FromErrorRate(Number(errorRate), Number(target)));

    [Fact]
    public void Default_burn_rate_is_zero() => Assert.Equal(0m, default(BurnRate).Value);

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
