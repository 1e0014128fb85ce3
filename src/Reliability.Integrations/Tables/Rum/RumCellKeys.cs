using System.Globalization;
using Reliability.Core.Rum;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>How rows of the table of cells are named; docs/rum-storage.md tells what is in them.</summary>
internal static class RumCellKeys
{
    /// <summary>Row of the versions of a day's hours.</summary>
    public const string Versions = "v";

    /// <summary>Partition that names the days with work for the compaction.</summary>
    public const string DuePartition = "~due";

    /// <summary>Starts the partitions of sums by day. No site's name starts like this.</summary>
    public const string SumsPrefix = "~days|";

    private const string DayFormat = "yyyyMMdd";

    public static string PartitionKey(string site, VitalMetric metric, DateTimeOffset time) => $"{site}|{metric}|{DayOf(time)}";

    /// <summary>Gets a day as keys state it; as text, earlier days sort first.</summary>
    public static string DayOf(DateTimeOffset time) => time.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Splits a partition key into the site and metric it starts with, and the day.</summary>
    public static (string Series, string Day) SplitPartitionKey(string key) => (key[..^DayFormat.Length], key[^DayFormat.Length..]);

    /// <summary>Reads what <see cref="PartitionKey"/> wrote.</summary>
    /// <exception cref="FormatException">The key is of another kind.</exception>
    public static (string Site, VitalMetric Metric, DateTimeOffset Day) ParsePartitionKey(string key)
    {
        if (key.Split('|') is [var site, var name, var day] && Enum.TryParse<VitalMetric>(name, out var metric)) return (site, metric, ParseDay(day));
        throw new FormatException($"'{key}' is not the partition of a site, metric and day.");
    }

    /// <summary>Gets the row of a chunk of an hour; the parts of a chunk are counted from 0.</summary>
    public static string HourRow(int hour, int chunk, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{ChunkPrefix(hour, chunk)}{part:00}");

    /// <summary>Gets what the rows of a chunk of an hour start with.</summary>
    public static string ChunkPrefix(int hour, int chunk) => string.Create(CultureInfo.InvariantCulture, $"h|{hour:00}|{chunk:00}|");

    /// <summary>Gets what the rows of an hour start with.</summary>
    public static string HourPrefix(int hour) => string.Create(CultureInfo.InvariantCulture, $"h|{hour:00}|");

    /// <summary>Reads the place of a row of an hour.</summary>
    public static (int Hour, int Chunk) PlaceOf(string row) =>
        (int.Parse(row.AsSpan(2, 2), CultureInfo.InvariantCulture), int.Parse(row.AsSpan(5, 2), CultureInfo.InvariantCulture));

    public static string SumsPartition(string site, VitalMetric metric, DimensionSet set) => $"{SumsPrefix}{site}|{metric}|{set.Name}";

    /// <summary>Gets the row of a chunk of a day's sums.</summary>
    public static string SumsRow(int chunk, DateTimeOffset day, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{SumsPrefixOf(chunk, day)}{part:00}");

    /// <summary>Gets what the rows of a chunk of a day's sums start with.</summary>
    public static string SumsPrefixOf(int chunk, DateTimeOffset day) => string.Create(CultureInfo.InvariantCulture, $"{chunk:00}|{DayOf(day)}|");

    /// <summary>Reads the place of a row of sums.</summary>
    public static (int Chunk, DateTimeOffset Day, int Part) SumsPlaceOf(string row) => (
        int.Parse(row.AsSpan(0, 2), CultureInfo.InvariantCulture),
        ParseDay(row.AsSpan(3, DayFormat.Length)),
        int.Parse(row.AsSpan(12), CultureInfo.InvariantCulture));

    /// <summary>Gets the start of the day of a partition.</summary>
    public static DateTimeOffset DayOfPartition(string partition) => ParseDay(SplitPartitionKey(partition).Day);

    private static DateTimeOffset ParseDay(ReadOnlySpan<char> text) =>
        DateTimeOffset.ParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
