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
    public void Record_is_read_back_as_written() => Prop.ForAll(Samples, samples =>
    {
        var record = new RumRecord("shop", DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123), [.. samples.Select(sample => sample.Sample)]);
        return RumRecord.TryRead(Bytes(record), out var read) && read.Site == record.Site && read.ReceivedAt == record.ReceivedAt
            && read.Samples.SequenceEqual(record.Samples);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Cut_or_mutated_record_never_throws() => Prop.ForAll(Samples, ArbMap.Default.ArbFor<int>(), (samples, seed) =>
    {
        var bytes = Bytes(new RumRecord("shop", DateTimeOffset.UnixEpoch, [.. samples.Select(sample => sample.Sample)]));
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var length = random.Next(bytes.Length + 1);
            if (length < bytes.Length && RumRecord.TryRead(bytes.AsSpan(0, length), out _)) return false;
            var changed = (byte[])bytes.Clone();
            for (var change = random.Next(1, 4); change > 0; change--) changed[random.Next(Math.Min(changed.Length, i < 100 ? 20 : int.MaxValue))] = (byte)random.Next(256);
            if (RumRecord.TryRead(changed, out var read)) Cells(read.Samples.Select(sample => (0, sample)));
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Record_with_bytes_after_its_end_is_refused() =>
        Assert.False(RumRecord.TryRead([.. Bytes(new RumRecord("shop", DateTimeOffset.UnixEpoch, [])), 0], out _));

    private static byte[] Bytes(RumRecord record)
    {
        var writer = new RecordWriter();
        record.WriteTo(writer);
        return writer.Written.ToArray();
    }

    private static Dictionary<VitalCellKey, VitalCell> Cells(IEnumerable<(int Hour, VitalSample Sample)> samples)
    {
        var cells = new VitalCellSet();
        foreach (var (hour, sample) in samples) cells.Add("shop", DateTimeOffset.UnixEpoch.AddHours(hour), sample);
        return cells.Cells().ToDictionary(pair => pair.Key, pair => pair.Value);
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
