using System.Numerics;
using Reliability.Core.Numerics;

namespace Reliability.Core.Tests.Numerics;

public sealed class LogBinsTests
{
    public static TheoryData<double> WithoutBin =>
        [double.NaN, -1, 0, -0.0, double.PositiveInfinity, double.NegativeInfinity, LogBins.EndValue, Math.BitDecrement(LogBins.MinValue), double.Epsilon];

    [Fact]
    public void There_are_1260_bins() => Assert.Equal(1_260, LogBins.Count);

    [Fact]
    public void Every_boundary_opens_its_bin_and_its_neighbour_below_closes_the_one_before()
    {
        for (var i = 0; i < LogBins.Count; i++)
        {
            var lower = LogBins.LowerBound(i);
            Assert.Equal(i, LogBins.IndexOf(lower));
            Assert.Equal(i, LogBins.IndexOf(Math.BitIncrement(lower)));
            Assert.Equal(i, LogBins.IndexOf(Math.BitDecrement(LogBins.LowerBound(i + 1))));
        }
    }

    [Fact]
    public void Bins_cover_the_range_without_gap()
    {
        Assert.Equal(LogBins.MinValue, LogBins.LowerBound(0));
        Assert.Equal(LogBins.EndValue, LogBins.LowerBound(LogBins.Count));
        for (var i = 0; i < LogBins.Count; i++) Assert.True(LogBins.LowerBound(i) < LogBins.LowerBound(i + 1));
    }

    // x is in the bin of 2^(i/35 - 14) or a later one exactly when (x * 2^14)^35 >= 2^i, in whole numbers.
    [Fact]
    public void Every_boundary_is_the_first_double_at_or_above_its_power_of_two()
    {
        for (var i = 0; i < LogBins.Count; i++)
        {
            Assert.True(ReachesBoundary(LogBins.LowerBound(i), i));
            if (i > 0) Assert.False(ReachesBoundary(Math.BitDecrement(LogBins.LowerBound(i)), i));
        }
    }

    [Fact]
    public void Random_values_land_in_the_bin_that_exact_arithmetic_gives()
    {
        var random = new Random(1);
        for (var i = 0; i < 3_000; i++)
        {
            var value = Math.Pow(2, (random.NextDouble() * 36) - 14);
            var bin = LogBins.IndexOf(value);
            Assert.True(ReachesBoundary(value, bin) && !ReachesBoundary(value, bin + 1), $"{value:R} in {bin}");
        }
    }

    [Fact]
    public void Larger_value_never_has_a_smaller_bin()
    {
        var random = new Random(2);
        var values = Enumerable.Range(0, 200_000).Select(_ => Math.Pow(2, (random.NextDouble() * 36) - 14)).Order();
        var last = 0;
        foreach (var value in values)
        {
            var bin = LogBins.IndexOf(value);
            Assert.InRange(bin, last, LogBins.Count - 1);
            last = bin;
        }
    }

    [Fact]
    public void Representative_is_within_0_9902_percent_of_every_value_of_its_bin()
    {
        for (var i = 0; i < LogBins.Count; i++)
        {
            var (middle, lower, upper) = (LogBins.Representative(i), LogBins.LowerBound(i), LogBins.LowerBound(i + 1));
            Assert.InRange(Math.Abs(middle - lower) / lower, 0, 0.009902);
            Assert.InRange(Math.Abs(middle - upper) / upper, 0, 0.009902);
        }
    }

    [Theory]
    [InlineData(1, 0.0199)]
    [InlineData(2, 0.0397)]
    [InlineData(5, 0.31)]
    public void Each_level_about_doubles_the_error_of_the_representative(int level, double error)
    {
        for (var i = 0; i < LogBins.Count; i++)
        {
            var middle = LogBins.Representative(i, level);
            Assert.InRange(Math.Abs(middle - LogBins.LowerBound(i)) / LogBins.LowerBound(i), 0, error);
            Assert.Equal(middle, LogBins.Representative((i >> level) << level, level));
        }
    }

    [Theory]
    [MemberData(nameof(WithoutBin))]
    public void Value_outside_the_range_has_no_bin(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => LogBins.IndexOf(value));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(LogBins.Count, 0)]
    [InlineData(0, -1)]
    [InlineData(0, LogBins.MaxLevel + 1)]
    public void Bin_or_level_that_does_not_exist_has_no_representative(int index, int level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LogBins.Representative(index, level));

    [Theory]
    [InlineData(-1)]
    [InlineData(LogBins.Count + 1)]
    public void Bin_that_does_not_exist_has_no_bound(int index) => Assert.Throws<ArgumentOutOfRangeException>(() => LogBins.LowerBound(index));

    [Fact]
    public void Highest_level_joins_all_bins() =>
        Assert.Equal(LogBins.Representative(0, LogBins.MaxLevel), LogBins.Representative(LogBins.Count - 1, LogBins.MaxLevel));

    private static bool ReachesBoundary(double value, int index)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var mantissa = (1L << 52) | (bits & ((1L << 52) - 1));
        var shift = ((int)(bits >> 52) - 1023 + 14 - 52) * LogBins.PerOctave;
        var power = BigInteger.Pow(mantissa, LogBins.PerOctave);
        var boundary = BigInteger.One << index;
        return shift >= 0 ? power << shift >= boundary : power >= boundary << -shift;
    }
}
