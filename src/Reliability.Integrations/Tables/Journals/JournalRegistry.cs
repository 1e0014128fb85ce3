using System.Globalization;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>Names of a journal's partitions and of the rows that list them, so that readers find every writer there is or was.</summary>
/// <remarks>
/// The table of a journal holds: partition <c>open</c> with one row per partition that may still grow, and the
/// reader's position in it; partition <c>closed</c> with one row per partition that no longer grows; and the partitions themselves, one per writer.
/// </remarks>
internal static class JournalRegistry
{
    public const string Open = "open";
    public const string Closed = "closed";

    /// <summary>Property of an open partition's row: the last position the reader has done with.</summary>
    public const string Position = "Position";

    private const string OpenedFormat = "yyyyMMdd'T'HHmmss";

    /// <summary>Gets the position an open partition's row states; -1 when nothing was read yet.</summary>
    public static long PositionOf(TableEntity row) => row.GetInt64(Position) ?? -1;

    /// <summary>Names a new partition after the time it is opened at and its writer.</summary>
    public static string PartitionName(DateTimeOffset opened, Guid writer) =>
        string.Create(CultureInfo.InvariantCulture, $"{OpenedPrefix(opened)}-{writer:N}");

    /// <summary>Gets what the names of partitions opened at a time start with; names sort as these times do.</summary>
    public static string OpenedPrefix(DateTimeOffset opened) => opened.UtcDateTime.ToString(OpenedFormat, CultureInfo.InvariantCulture);

    /// <summary>Tells when a partition was opened, by its writer's clock.</summary>
    public static DateTimeOffset OpenedAt(string partition) =>
        DateTimeOffset.ParseExact(partition.AsSpan(0, 15), OpenedFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Makes the row that lists a partition.</summary>
    public static TableEntity Row(string kind, string partition) => new(kind, partition);
}
