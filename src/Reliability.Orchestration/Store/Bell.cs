using Azure.Data.Tables;

namespace Reliability.Orchestration.Store;

/// <summary>A row of each shard that changes whenever something comes into the inbox, so that looking for news is to read one row.</summary>
/// <remarks>Its ETag is all that matters. Whoever stores a message rings in the same transaction.</remarks>
internal static class Bell
{
    /// <summary>Rings.</summary>
    /// <param name="partition">The shard.</param>
    public static TableTransactionAction Ring(string partition) => new(TableTransactionActionType.UpsertReplace, new TableEntity(partition, RowKeys.Bell));
}
