using Reliability.Core.Numerics;
using static Reliability.Core.Tests.Numerics.SketchBuilders;

namespace Reliability.Core.Tests.Numerics;

public sealed class QuantileSketchTests
{
    private static readonly double[] Quantiles = [0, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1];

    public static TheoryData<string, int> Data()
    {
        var data = new TheoryData<string, int>();
        foreach (var shape in Shapes.Keys)
        {
            foreach (var size in new[] { 1, 2, 3, 10, 101, 1_000, 100_000 }) data.Add(shape, size);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Data))]
    public void Quantile_is_within_one_percent_of_the_exact_one(string shape, int size)
    {
        var values = Values(shape, size);
        var sketch = Of(values);
        Array.Sort(values);
        foreach (var q in Quantiles)
        {
            var exact = values[(int)Math.Floor(q * (size - 1))];
            var estimate = sketch.Quantile(q)!.Value;
            if (exact < LogBins.MinValue) Assert.Equal(0, estimate);
            else Assert.InRange(Math.Abs(estimate - exact) / exact, 0, 0.009902);
        }
    }

    [Fact]
    public void Quantile_never_falls_as_its_rank_rises()
    {
        var sketch = Of(Values("log-normal", 1_000));
        var all = Enumerable.Range(0, 1_001).Select(i => sketch.Quantile(i / 1_000.0)!.Value).ToArray();
        Assert.Equal(all.Order(), all);
    }

    [Fact]
    public void Empty_sketch_has_no_quantile()
    {
        Assert.Null(new QuantileSketch().Quantile(0.75));
        Assert.Equal(0, new QuantileSketch().Count);
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Quantile_outside_0_to_1_is_refused(double quantile) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Of([1]).Quantile(quantile));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(-double.Epsilon)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(LogBins.EndValue)]
    public void Value_out_of_range_is_refused_and_changes_nothing(double value)
    {
        var sketch = Of([0, 1, 2, 3]);
        var before = QuantileSketchCodec.Encode(sketch);
        Assert.Throws<ArgumentOutOfRangeException>(() => sketch.Add(value));
        Assert.Equal(before, QuantileSketchCodec.Encode(sketch));
    }

    [Fact]
    public void Values_too_small_for_a_bin_count_as_zero()
    {
        var sketch = Of([-0.0, 0, double.Epsilon, Math.BitDecrement(LogBins.MinValue)]);
        Assert.Equal((4, 4), (sketch.ZeroCount, sketch.Count));
        Assert.Equal(0, sketch.Quantile(1));
    }

    [Fact]
    public void Both_ends_of_the_range_are_counted_in_one_sketch()
    {
        var sketch = Of([LogBins.MinValue, Math.BitDecrement(LogBins.EndValue)]);
        Assert.Equal(2, sketch.Count);
        Assert.InRange(sketch.Quantile(0)!.Value, LogBins.MinValue, LogBins.MinValue * 1.01);
        Assert.InRange(sketch.Quantile(1)!.Value, LogBins.EndValue * 0.99, LogBins.EndValue);
    }

    [Fact]
    public void Merging_leaves_the_argument_as_it_was()
    {
        var (one, other) = (Of(Values("uniform", 500)), Of(Values("exponential", 500)));
        var before = QuantileSketchCodec.Encode(other);
        one.Merge(other);
        one.Add(3);
        Assert.Equal(before, QuantileSketchCodec.Encode(other));
    }

    [Fact]
    public void Merging_with_itself_doubles_every_count()
    {
        var values = Values("exponential", 500);
        var sketch = Of(values);
        sketch.Merge(sketch);
        Assert.Equal(QuantileSketchCodec.Encode(Of([.. values, .. values])), QuantileSketchCodec.Encode(sketch));
    }

    [Fact]
    public void Largest_count_still_answers()
    {
        var bytes = new byte[11];
        bytes[0] = 0x10;
        Varint.Write(bytes.AsSpan(1), long.MaxValue);
        Assert.True(QuantileSketchCodec.TryDecode(bytes.AsSpan(0, 10), out var sketch));
        Assert.Equal(0, sketch.Quantile(0.75));
        Assert.Equal(0, sketch.Quantile(1));
    }

    [Fact]
    public void Adding_to_bins_in_use_allocates_nothing()
    {
        var values = Values("log-normal", 1_000);
        var sketch = Of(values);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var value in values) sketch.Add(value);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(2_600)] // another bin
    [InlineData(0)] // the zero bin
    [InlineData(4_000_000)] // outside the window in memory
    public void Value_that_is_not_there_cannot_be_taken_away(double value)
    {
        var sketch = Of([2_500, 100]);
        Assert.Throws<InvalidDataException>(() => sketch.Subtract(Of([100, value])));
        Assert.Equal(QuantileSketchCodec.Encode(Of([2_500, 100])), QuantileSketchCodec.Encode(sketch));
    }
}
