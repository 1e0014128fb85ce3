using FsCheck;
using FsCheck.Fluent;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Properties;

public sealed class CellLaws
{
    private static readonly Gen<VitalDimensions> AnyDimensions =
        from page in Gen.Elements("/", "/cart", "/products/:id", LabelCatalogue.Other)
        from device in Gen.Elements(Enum.GetValues<DeviceKind>())
        from connection in Gen.Elements(Enum.GetValues<ConnectionKind>())
        from release in Gen.Elements("", "1.0", "2.0")
        select new VitalDimensions(page, device, connection, release);

    private static readonly Gen<(int Hour, VitalSample Sample)> AnySample =
        from metric in Gen.Elements(Enum.GetValues<VitalMetric>())
        from value in Gen.Choose(0, 10_000_000).Select(i => Math.Min(i / 1_000.0, VitalThresholds.For(metric).Largest))
        from id in Gen.Choose(0, int.MaxValue)
        from dimensions in AnyDimensions
        from hour in Gen.Choose(0, 2)
        select (hour, new VitalSample(metric, value, (ulong)id, dimensions));

    private static readonly Arbitrary<(int Hour, VitalSample Sample)[]> Samples = AnySample.ArrayOf().ToArbitrary();

    [Fact]
    public void Order_of_samples_does_not_matter() => Prop.ForAll(Samples, samples =>
        Same(Cells(samples), Cells(samples.Reverse()))).QuickCheckThrowOnFailure();

    [Fact]
    public void Cells_of_the_parts_add_up_to_the_cells_of_all() => Prop.ForAll(Samples, ArbMap.Default.ArbFor<PositiveInt>(), (samples, size) =>
        Same(Cells(samples), Merged(samples.Chunk(size.Item)))).QuickCheckThrowOnFailure();

    [Fact]
    public void No_sample_is_lost() => Prop.ForAll(Samples, samples =>
        Cells(samples).Values.Sum(cell => cell.Count) == samples.Length
        && Cells(samples).Values.All(cell => cell.Count == cell.Sketch.Count)).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_dimensions_share_a_cell_whichever_object_holds_them() => Prop.ForAll(Samples, samples =>
        Same(Cells(samples), Cells(samples.Select(sample => (sample.Hour, sample.Sample with { Dimensions = sample.Sample.Dimensions with { } }))))).QuickCheckThrowOnFailure();

    [Fact]
    public void Taking_samples_away_again_leaves_the_cells_as_if_they_had_never_come() => Prop.ForAll(Samples, Samples, (kept, gone) =>
    {
        var cells = new VitalCellSet();
        foreach (var (hour, sample) in kept.Concat(gone)) cells.Add("shop", DateTimeOffset.UnixEpoch.AddHours(hour), sample, 2_500);
        foreach (var (hour, sample) in gone.Reverse()) cells.Remove("shop", DateTimeOffset.UnixEpoch.AddHours(hour), sample, 2_500);
        var left = new Dictionary<VitalCellKey, VitalCell>();
        foreach (var (key, change) in cells.Changes())
        {
            change.Added.Subtract(change.Removed);
            if (change.Added.Count > 0) left.Add(key, change.Added);
        }

        return Same(left, Cells(kept)) && left.Values.All(cell => cell.WeightThousandths == 2_500 * cell.Count);
    }).QuickCheckThrowOnFailure();

    private static Dictionary<VitalCellKey, VitalCell> Cells(IEnumerable<(int Hour, VitalSample Sample)> samples)
    {
        var cells = new VitalCellSet();
        foreach (var (hour, sample) in samples) cells.Add("shop", DateTimeOffset.UnixEpoch.AddHours(hour), sample);
        return cells.Changes().ToDictionary(pair => pair.Key, pair => pair.Value.Added);
    }

    private static Dictionary<VitalCellKey, VitalCell> Merged(IEnumerable<(int Hour, VitalSample Sample)[]> parts)
    {
        var sum = new Dictionary<VitalCellKey, VitalCell>();
        foreach (var (key, cell) in parts.SelectMany(Cells))
        {
            if (!sum.TryGetValue(key, out var into)) sum.Add(key, into = new VitalCell());
            into.Merge(cell);
        }

        return sum;
    }

    private static bool Same(Dictionary<VitalCellKey, VitalCell> one, Dictionary<VitalCellKey, VitalCell> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var cell)
            && (cell.Good, cell.NeedsImprovement, cell.Poor) == (pair.Value.Good, pair.Value.NeedsImprovement, pair.Value.Poor)
            && QuantileSketchCodec.Encode(cell.Sketch).AsSpan().SequenceEqual(QuantileSketchCodec.Encode(pair.Value.Sketch)));
}
