using Reliability.Core.Numerics;
using Reliability.Core.Rum;

namespace Reliability.Integrations.Tests.Tables.Rum;

/// <summary>What the cells should hold, worked out at once from all records: without a journal, rounds or a memory.</summary>
/// <remarks>Only for records whose repetitions come in within half an hour of each other.</remarks>
internal static class ExpectedCells
{
    /// <summary>Computes cells.</summary>
    public static Dictionary<VitalCellKey, VitalCell> Of(IEnumerable<RumRecord> records)
    {
        var cells = new VitalCellSet();
        foreach (var report in records.GroupBy(RequestOf).SelectMany(copies => Reports(copies.MinBy(copy => copy.ReceivedAt)!)).GroupBy(report => report.Measurement).Select(Last))
            cells.Add(report.Site, HourOf(report.Time), report.Sample, report.Weight);
        return cells.Changes().ToDictionary(change => change.Key, change => change.Value.Added);
    }

    /// <summary>Asserts that cells are the same, to the byte.</summary>
    public static void AssertSame(Dictionary<VitalCellKey, VitalCell> expected, Dictionary<VitalCellKey, VitalCell> actual, string context)
    {
        var (wanted, found) = (expected.Select(Show).ToHashSet(), actual.Select(Show).ToHashSet());
        Assert.True(
            wanted.SetEquals(found),
            $"{context}\nmissing:\n{string.Join('\n', wanted.Except(found).Order())}\ntoo much:\n{string.Join('\n', found.Except(wanted).Order())}");
    }

    private static string Show(KeyValuePair<VitalCellKey, VitalCell> pair) =>
        $"{pair.Key.Site} {pair.Key.Hour:yyyyMMddHH} {pair.Key.Metric} {pair.Key.Dimensions}: {pair.Value.Good}/{pair.Value.NeedsImprovement}/{pair.Value.Poor} {pair.Value.WeightThousandths} {Convert.ToHexString(QuantileSketchCodec.Encode(pair.Value.Sketch))}";

    private static object RequestOf(RumRecord record) => record.IdempotencyHash == 0 ? new object() : (record.Site, record.IdempotencyHash);

    private static IEnumerable<Report> Reports(RumRecord record) => record.Samples.Select((sample, position) => new Report(
        sample.IdHash == 0 ? new object() : (record.Site, sample.Metric, sample.IdHash),
        record.Site,
        record.ReceivedAt.AddSeconds(-sample.AgeSeconds),
        position,
        sample,
        record.Weight));

    private static Report Last(IGrouping<object, Report> reports) => reports.OrderBy(report => report.Time).ThenBy(report => report.Position).ThenBy(report => report.Sample.Value).Last();

    private static DateTimeOffset HourOf(DateTimeOffset time) => new(time.Year, time.Month, time.Day, time.Hour, 0, 0, TimeSpan.Zero);

    private sealed record Report(object Measurement, string Site, DateTimeOffset Time, int Position, VitalSample Sample, int Weight);
}
