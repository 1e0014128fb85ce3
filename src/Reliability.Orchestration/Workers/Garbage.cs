using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Histories of earlier generations, which nobody reads any more.</summary>
internal sealed class Garbage(ShardStore store, ShardLease lease, ShardOutbox outbox)
{
    private static readonly string[] Columns = ["PartitionKey", "RowKey"];

    private readonly Dictionary<string, int> _waiting = [];

    /// <summary>Adds an instance.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="generation">Its generation; those before are garbage.</param>
    public void Add(string key, int generation) => _waiting[key] = generation;

    /// <summary>Deletes some of one instance, unless messages are still to be made from it.</summary>
    public async Task CollectAsync(CancellationToken cancellation)
    {
        if (_waiting.Keys.FirstOrDefault(one => !outbox.Has(one)) is not { } key) return;
        var (rows, hasMore) = await store
            .FirstPageAsync(RowKeys.Histories(key), RowKeys.Generation(key, _waiting[key]), Transactions.MaxActions, Columns, cancellation).ConfigureAwait(false);
        if (!hasMore) _waiting.Remove(key);
        if (rows.Count > 0)
            await lease.CommitAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellation).ConfigureAwait(false);
    }
}
