using Azure;
using Azure.Data.Tables;

namespace Reliability.Orchestration.Store;

/// <summary>Who owns a shard. Every commit replaces the row as its writer knew it, so that only the last owner can commit.</summary>
/// <param name="Owner">Id of the worker; empty when the shard is free.</param>
/// <param name="Token">Counts owners: a later one has a larger token.</param>
/// <param name="Count">Counts what the owner wrote; a row that does not change for a while belongs to a dead owner.</param>
/// <param name="ETag">The version of the row.</param>
internal sealed record ShardRow(string Owner, long Token, long Count, ETag ETag)
{
    /// <summary>Reads a row.</summary>
    public static ShardRow Of(TableEntity row) =>
        new(row.GetString("Owner") ?? "", row.GetInt64("Token") ?? 0, row.GetInt64("Count") ?? 0, row.ETag);

    /// <summary>Makes the row.</summary>
    public TableEntity ToRow(string partition) =>
        new(partition, RowKeys.Shard) { ["Owner"] = Owner, ["Token"] = Token, ["Count"] = Count };
}
