using Reliability.Core.Slo;

namespace Reliability.Core.Tests.Slo;

public sealed class BurnRateTests
{
    [Fact]
    public void BurnRate_is_null_when_the_window_has_no_events() => Assert.Null(BurnRate.FromCounts(0, 0, 0.999m));

    [Theory]
    [InlineData(1000, 1000, "0.999", "0")]
    [InlineData(999, 1000, "0.999", "1")]
    [InlineData(9856, 10_000, "0.999", "14.4")]
    [InlineData(0, 10, "0.9", "10")]
    // The Workbook's service of 10 requests an hour, one of which fails: its text says 1,000, its figures give 100.
    [InlineData(9, 10, "0.999", "100")]
    public void BurnRate_is_the_share_of_bad_events_over_the_budget(long good, long total, string objective, string rate) =>
        Assert.Equal(Number(rate), BurnRate.FromCounts(good, total, Number(objective))!.Value.Value);

    [Theory]
    [InlineData(-1, 10, "0.9")]
    [InlineData(11, 10, "0.9")]
    [InlineData(0, -1, "0.9")]
    [InlineData(1, 10, "0")]
    [InlineData(1, 10, "1")]
    [InlineData(1, 10, "99.9")]
    public void Argument_outside_its_range_is_a_bug(long good, long total, string objective) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BurnRate.FromCounts(good, total, Number(objective)));

    [Fact]
    public void Default_burn_rate_is_zero() => Assert.Equal(0m, default(BurnRate).Value);

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
