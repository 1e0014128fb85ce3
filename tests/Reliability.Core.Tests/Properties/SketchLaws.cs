using FsCheck;
using FsCheck.Fluent;
using Reliability.Core.Numerics;

namespace Reliability.Core.Tests.Properties;

public sealed class SketchLaws
{
    // From a few equal values to so many bins and counts that bins must be joined up to level 3.
    private static readonly Gen<int[]> Parts =
        from kind in Gen.Choose(0, 3)
        from seeds in Gen.Choose(0, 1_000_000).ArrayOf(kind == 3 ? 8 : 5)
        select seeds.Select(seed => (seed * 4) + kind).ToArray();

    private static readonly Arbitrary<int[]> Splits = Parts.ToArbitrary();

    [Fact]
    public void Sum_of_sketches_is_the_sketch_of_all_values() => Holds(parts =>
        Same(Merged(parts.Select(Sketch)), Of(parts)));

    [Fact]
    public void Order_of_merging_does_not_matter() => Holds(parts =>
        Same(Merged(parts.Select(Sketch)), Merged(parts.Reverse().Select(Sketch))));

    [Fact]
    public void Grouping_does_not_matter() => Holds(parts =>
    {
        var (a, b, c) = (Sketch(parts[0]), Sketch(parts[1]), Merged(parts[2..].Select(Sketch)));
        return Same(Merged([Merged([a, b]), c]), Merged([a, Merged([b, c])]));
    });

    [Fact]
    public void Storing_between_the_steps_changes_no_bit() => Holds(parts =>
    {
        var sum = new QuantileSketch();
        foreach (var part in parts)
        {
            sum.Merge(Stored(Sketch(part)));
            sum = Stored(sum);
        }

        return Same(sum, Of(parts));
    });

    [Fact]
    public void Adding_to_a_stored_sketch_changes_no_bit() => Holds(parts =>
    {
        var sketch = new QuantileSketch();
        foreach (var part in parts)
        {
            foreach (var (value, count) in Values(part)) AddTimes(sketch, value, count);
            sketch = Stored(sketch);
        }

        return Same(sketch, Of(parts));
    });

    [Fact]
    public void Merging_nothing_changes_nothing() => Holds(parts =>
        Same(Merged([new QuantileSketch(), Of(parts), new QuantileSketch()]), Of(parts)));

    [Fact]
    public void Taking_away_undoes_merging() => Holds(parts =>
    {
        var (kept, gone) = (Of(parts[..2]), Of(parts[2..]));
        var sum = Merged([kept, gone]);
        sum.Subtract(gone);
        return Same(sum, kept);
    });

    [Fact]
    public void Taking_away_from_a_stored_sketch_leaves_the_bins_of_the_rest_at_its_level() => Holds(parts =>
    {
        var (kept, gone) = (Of(parts[..2]), Of(parts[2..]));
        var sum = Stored(Merged([kept, gone]));
        sum.Subtract(gone);
        return sum.ZeroCount == kept.ZeroCount && sum.Bins().SequenceEqual(kept.Bins(sum.Level));
    });

    [Fact]
    public void Splits_reach_levels_above_zero()
    {
        var levels = Parts.Sample(200).Select(parts => Stored(Of(parts)).Level).ToHashSet();
        Assert.Contains(0, levels);
        Assert.Contains(levels, level => level >= 2);
    }

    private static void Holds(Func<int[], bool> law) => Prop.ForAll(Splits, law).QuickCheckThrowOnFailure();

    private static IEnumerable<(double Value, int Count)> Values(int seed)
    {
        var random = new Random(seed);
        var (size, octaves, most) = (seed % 4) switch { 0 => (3, 1, 1), 1 => (400, 6, 2), 2 => (300, 36, 3), _ => (300, 36, 200) };
        for (var i = 0; i < size; i++)
        {
            var value = random.Next(10) == 0 ? 0 : Math.Pow(2, (random.NextDouble() * octaves) - 14 + ((36 - octaves) / 2.0));
            yield return (value, random.Next(1, most + 1));
        }
    }

    private static QuantileSketch Sketch(int seed) => Of([seed]);

    private static QuantileSketch Of(int[] seeds)
    {
        var sketch = new QuantileSketch();
        foreach (var (value, count) in seeds.SelectMany(Values)) AddTimes(sketch, value, count);
        return sketch;
    }

    private static void AddTimes(QuantileSketch sketch, double value, int count)
    {
        for (var i = 0; i < count; i++) sketch.Add(value);
    }

    private static QuantileSketch Merged(IEnumerable<QuantileSketch> sketches)
    {
        var sum = new QuantileSketch();
        foreach (var sketch in sketches) sum.Merge(sketch);
        return sum;
    }

    private static QuantileSketch Stored(QuantileSketch sketch)
    {
        Assert.True(QuantileSketchCodec.TryDecode(QuantileSketchCodec.Encode(sketch), out var stored));
        return stored;
    }

    private static bool Same(QuantileSketch one, QuantileSketch other) =>
        one.Count == other.Count && QuantileSketchCodec.Encode(one).AsSpan().SequenceEqual(QuantileSketchCodec.Encode(other));
}
