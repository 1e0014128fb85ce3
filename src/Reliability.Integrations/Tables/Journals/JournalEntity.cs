using System.Globalization;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>A batch as one table entity: partition = writer, row = position, the records as <see cref="EntityBytes"/>.</summary>
/// <remarks>One entity is one atomic write, so a batch is there whole or not at all.</remarks>
internal static class JournalEntity
{
    /// <summary>The last position a row key can hold.</summary>
    public const long LastPosition = 999_999_999_999;

    /// <summary>What tells a seal from a batch, without its records.</summary>
    public static readonly string[] SealColumns = ["PartitionKey", "RowKey", SealedName];

    private const string SealedName = "Sealed";

    /// <summary>Gets the row key of a position; keys sort as the positions do.</summary>
    public static string RowKey(long position) => position.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>Gets the position of a row key.</summary>
    public static long Position(string rowKey) => long.Parse(rowKey, CultureInfo.InvariantCulture);

    /// <summary>Makes the entity of a batch.</summary>
    public static TableEntity Write(string partition, long position, JournalBatch batch)
    {
        var entity = new TableEntity(partition, RowKey(position)) { ["Records"] = batch.Records };
        EntityBytes.Write(entity, batch.Bytes);
        return entity;
    }

    /// <summary>Makes the entity that takes the place of a partition's next batch, so that no batch can follow.</summary>
    public static TableEntity Seal(string partition, long position) => new(partition, RowKey(position)) { [SealedName] = true };

    /// <summary>Tells whether an entity is a seal.</summary>
    public static bool IsSeal(TableEntity entity) => entity.TryGetValue(SealedName, out var value) && value is true;
}
