using Reliability.Core.Numerics;
using static Reliability.Core.Tests.Numerics.SketchBuilders;

namespace Reliability.Core.Tests.Numerics;

public sealed class QuantileSketchCodecTests
{
    [Fact]
    public void Sketch_with_every_bin_in_use_is_restored_whole_whatever_its_length()
    {
        var sketch = new QuantileSketch();
        for (var bin = 0; bin < LogBins.Count; bin++) sketch.Add(LogBins.LowerBound(bin));
        sketch.Add(0);
        var bytes = QuantileSketchCodec.EncodeAtLevel(sketch, 0);
        Assert.InRange(bytes.Length, QuantileSketchCodec.MaxEncodedBytes + 1, 2_000);
        var again = new QuantileSketch();
        Assert.True(QuantileSketchCodec.TryAddTo(bytes, again));
        Assert.Equal(0, again.Level);
        Assert.Equal(sketch.Bins(), again.Bins());
        Assert.True(QuantileSketchCodec.TryAddTo(bytes, again));
        sketch.Merge(sketch);
        Assert.Equal(bytes.Length, QuantileSketchCodec.EncodeAtLevel(again, 0).Length);
        Assert.Equal(QuantileSketchCodec.EncodeAtLevel(sketch, 0), QuantileSketchCodec.EncodeAtLevel(again, 0));
    }

    [Fact]
    public void Level_asked_for_joins_bins_and_that_of_the_sketch_is_kept_when_it_is_higher()
    {
        var sketch = new QuantileSketch();
        for (var bin = 0; bin < LogBins.Count; bin++) sketch.Add(LogBins.LowerBound(bin));
        var coarse = new QuantileSketch();
        Assert.True(QuantileSketchCodec.TryAddTo(QuantileSketchCodec.EncodeAtLevel(sketch, 3), coarse));
        Assert.Equal(3, coarse.Level);
        Assert.Equal(sketch.Bins(3), coarse.Bins());
        Assert.Equal(QuantileSketchCodec.EncodeAtLevel(coarse, 3), QuantileSketchCodec.EncodeAtLevel(coarse, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuantileSketchCodec.EncodeAtLevel(sketch, LogBins.MaxLevel + 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("3000")] // no such format
    [InlineData("1C00")] // no such level
    [InlineData("10000180")] // cut inside a count
    [InlineData("2000010101")] // cut before the next bin's count
    public void What_is_no_sketch_is_added_to_none(string hex) => Assert.False(QuantileSketchCodec.TryAddTo(Convert.FromHexString(hex), new QuantileSketch()));

    [Fact]
    public void Stored_form_of_nothing_takes_two_bytes() => Assert.Equal([0x10, 0], QuantileSketchCodec.Encode(new QuantileSketch()));

    [Theory]
    [InlineData("constant")]
    [InlineData("linear")]
    [InlineData("uniform")]
    [InlineData("log-normal")]
    [InlineData("exponential")]
    [InlineData("layout shifts")]
    [InlineData("any bin")]
    public void Stored_form_never_outgrows_its_limit(string shape)
    {
        var sketch = new QuantileSketch();
        var values = Values(shape, 50_000);
        for (var i = 0; i < values.Length; i++)
        {
            sketch.Add(values[i]);
            if (i < 2_000 ? i % 50 == 0 : i % 10_000 == 0) Assert.InRange(QuantileSketchCodec.Encode(sketch).Length, 2, QuantileSketchCodec.MaxEncodedBytes);
        }
    }

    [Fact]
    public void Four_million_page_loads_need_less_than_700_bytes_without_joining_bins()
    {
        var random = new Random(4);
        var sketch = new QuantileSketch();
        for (var i = 0; i < 4_000_000; i++) sketch.Add(LogNormal(random, 1_800, 0.6));
        var bytes = QuantileSketchCodec.Encode(sketch);
        Assert.Equal(0, bytes[0] & 15);
        Assert.InRange(bytes.Length + (3 * Varint.Length(4_000_000)), 300, 700);
        Assert.True(bytes.Length <= QuantileSketchCodec.MaxEncodedBytes, $"{bytes.Length} bytes");
    }

    [Fact]
    public void Every_bin_at_the_largest_count_still_fits()
    {
        var sketch = new QuantileSketch();
        for (var i = 0; i < LogBins.Count; i++) sketch.AddCount(i, long.MaxValue / LogBins.Count);
        var bytes = QuantileSketchCodec.Encode(sketch);
        Assert.True(QuantileSketchCodec.TryDecode(bytes, out var again));
        Assert.Equal(sketch.Count, again.Count);
        Assert.InRange(again.Level, 3, 5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(LogBins.MaxLevel)]
    public void Level_says_how_wrong_a_quantile_may_be(int level)
    {
        var values = Values("log-normal", 5_000);
        var sketch = Of(values);
        var coarse = QuantileSketch.Create(level, 0);
        coarse.Merge(sketch);
        Assert.True(QuantileSketchCodec.TryDecode(QuantileSketchCodec.Encode(coarse), out var again));
        Assert.Equal((level, 5_000), (again.Level, again.Count));
        Array.Sort(values);
        var error = Math.Tanh(Math.Log(2) / LogBins.PerOctave * (1 << level) / 2) + 1e-9;
        foreach (var q in new[] { 0.05, 0.5, 0.75, 0.95 })
        {
            var exact = values[(int)(q * 4_999)];
            Assert.InRange(Math.Abs(again.Quantile(q)!.Value - exact) / exact, 0, error);
            Assert.Equal(coarse.Quantile(q), again.Quantile(q));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("0000")]
    [InlineData("3000")]
    [InlineData("1C00")]
    [InlineData("1080")]
    [InlineData("100005")]
    [InlineData("1000EC0901")]
    [InlineData("1B000101")]
    [InlineData("200001010001")]
    [InlineData("2000010101")]
    [InlineData("10FFFFFFFFFFFFFFFF7F0001")]
    public void Bytes_that_are_no_sketch_are_refused(string hex) =>
        Assert.False(QuantileSketchCodec.TryDecode(Convert.FromHexString(hex), out _));

    [Fact]
    public void Bytes_beyond_the_limit_are_refused()
    {
        var bytes = new byte[QuantileSketchCodec.MaxEncodedBytes + 1];
        Array.Fill(bytes, (byte)1);
        (bytes[0], bytes[1], bytes[2]) = (0x10, 0, 0);
        Assert.False(QuantileSketchCodec.TryDecode(bytes, out _));
        Assert.True(QuantileSketchCodec.TryDecode(bytes.AsSpan(0, bytes.Length - 1), out _));
    }

    [Theory]
    [InlineData("log-normal")]
    [InlineData("layout shifts")]
    public void Mutated_or_cut_bytes_never_throw_and_what_is_read_can_be_stored(string shape)
    {
        var random = new Random(5);
        var good = QuantileSketchCodec.Encode(Of(Values(shape, 3_000)));
        for (var i = 0; i < 30_000; i++)
        {
            var bytes = good.AsSpan(0, random.Next(good.Length + 1)).ToArray();
            for (var change = random.Next(4); change > 0 && bytes.Length > 0; change--)
                bytes[random.Next(Math.Min(bytes.Length, random.Next(2) == 0 ? 6 : bytes.Length))] = (byte)random.Next(256);
            StoresAgain(bytes);
        }
    }

    [Fact]
    public void Random_bytes_never_throw_and_what_is_read_can_be_stored()
    {
        var random = new Random(6);
        for (var i = 0; i < 30_000; i++)
        {
            var bytes = new byte[random.Next(700)];
            random.NextBytes(bytes);
            if (bytes.Length > 0) bytes[0] = (byte)((random.Next(1, 3) << 4) | random.Next(12));
            StoresAgain(bytes);
        }
    }

    private static void StoresAgain(byte[] bytes)
    {
        if (!QuantileSketchCodec.TryDecode(bytes, out var sketch)) return;
        var again = QuantileSketchCodec.Encode(sketch);
        Assert.InRange(again.Length, 2, QuantileSketchCodec.MaxEncodedBytes);
        Assert.True(QuantileSketchCodec.TryDecode(again, out var twice));
        Assert.Equal(again, QuantileSketchCodec.Encode(twice));
        Assert.Equal(sketch.Count, twice.Count);
        sketch.Quantile(0.75);
    }
}
