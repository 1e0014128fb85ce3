using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>A cell as a table entity: partition = site, metric and day; row = hour and a hash of the dimensions.</summary>
internal static class RumCellEntity
{
    public const string Round = "Round";

    /// <summary>The columns of <see cref="RumCellCounts"/>: all but the sketch.</summary>
    public static readonly string[] CountColumns = ["PartitionKey", "RowKey", "Page", "Device", "Connection", "Release", "Good", "NeedsImprovement", "Poor"];

    private const string DayFormat = "yyyyMMdd";

    public static string PartitionKey(string site, VitalMetric metric, DateTimeOffset time) =>
        $"{site}|{metric}|{DayOf(time)}";

    /// <summary>Gets a day as keys state it; as text, earlier days sort first.</summary>
    public static string DayOf(DateTimeOffset time) => time.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Splits a partition key into the site and metric it starts with, and the day.</summary>
    public static (string Series, string Day) SplitPartitionKey(string key) => (key[..^DayFormat.Length], key[^DayFormat.Length..]);

    public static string RowKey(DateTimeOffset hour, VitalDimensions dimensions) =>
        string.Create(CultureInfo.InvariantCulture, $"{hour.UtcDateTime:HH}|{HashOf(dimensions):x16}");

    public static TableEntity Write(in VitalCellKey key, VitalCell cell, long round) => new(PartitionKey(key.Site, key.Metric, key.Hour), RowKey(key.Hour, key.Dimensions))
    {
        ["Page"] = key.Dimensions.Page,
        ["Device"] = key.Dimensions.Device.Name(),
        ["Connection"] = key.Dimensions.Connection.Name(),
        ["Release"] = key.Dimensions.Release,
        ["Good"] = cell.Good,
        ["NeedsImprovement"] = cell.NeedsImprovement,
        ["Poor"] = cell.Poor,
        ["WeightThousandths"] = cell.WeightThousandths,
        ["Sketch"] = QuantileSketchCodec.Encode(cell.Sketch),
        [Round] = round,
    };

    /// <exception cref="InvalidDataException">The entity is not a cell.</exception>
    public static VitalCell ReadCell(TableEntity entity)
    {
        if (!QuantileSketchCodec.TryDecode(entity.GetBinary("Sketch"), out var sketch))
            throw new InvalidDataException($"The sketch of cell {entity.PartitionKey} {entity.RowKey} cannot be read.");
        return VitalCell.Restore(sketch, Number(entity, "Good"), Number(entity, "NeedsImprovement"), Number(entity, "Poor"), Number(entity, "WeightThousandths"));
    }

    /// <exception cref="InvalidDataException">The entity is not a cell.</exception>
    public static RumCellCounts ReadCounts(TableEntity entity) => new(
        HourOf(entity),
        new VitalDimensions(
            entity.GetString("Page"),
            DimensionNames.ParseDevice(entity.GetString("Device")),
            DimensionNames.ParseConnection(entity.GetString("Connection")),
            entity.GetString("Release")),
        Number(entity, "Good"),
        Number(entity, "NeedsImprovement"),
        Number(entity, "Poor"));

    private static DateTimeOffset HourOf(TableEntity entity) => DateTimeOffset.ParseExact(
        string.Concat(entity.PartitionKey.AsSpan(entity.PartitionKey.Length - DayFormat.Length), entity.RowKey.AsSpan(0, 2)),
        DayFormat + "HH",
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static long Number(TableEntity entity, string name) =>
        entity.GetInt64(name) ?? throw new InvalidDataException($"Cell {entity.PartitionKey} {entity.RowKey} has no {name}.");

    private static ulong HashOf(VitalDimensions dimensions) => Hash64.Of(Encoding.UTF8.GetBytes(
        $"{dimensions.Page}\n{dimensions.Device.Name()}\n{dimensions.Connection.Name()}\n{dimensions.Release}"));
}

/// <summary>The exact counts of one cell.</summary>
/// <param name="Hour">Start of the hour, UTC.</param>
/// <param name="Dimensions">Page, device, connection, release.</param>
/// <param name="Good">Number of good values.</param>
/// <param name="NeedsImprovement">Number of values that need improvement.</param>
/// <param name="Poor">Number of poor values.</param>
public sealed record RumCellCounts(DateTimeOffset Hour, VitalDimensions Dimensions, long Good, long NeedsImprovement, long Poor)
{
    /// <summary>Gets the number of samples.</summary>
    public long Total => Good + NeedsImprovement + Poor;
}
