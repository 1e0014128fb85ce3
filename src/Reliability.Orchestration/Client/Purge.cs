using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Client;

/// <summary>Deletes instances that have ended. Interrupted, it can be called again; what begins anew meanwhile under the same id is left alone.</summary>
internal sealed class Purge(ClientServices services)
{
    private const int MaxActions = 100;
    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    /// <summary>Deletes one instance.</summary>
    /// <returns>How many were deleted, children included; zero when it does not exist, has not ended, or has still something to tell others.</returns>
    public async Task<int> OneAsync(string instanceId, bool isRecursive, CancellationToken cancellation)
    {
        var (store, key) = (await services.StoreOfAsync(instanceId, cancellation).ConfigureAwait(false), RowKeys.Escape(instanceId));
        if (await store.ReadInstanceAsync(key, InstanceRow.Brief, cancellation).ConfigureAwait(false) is not { IsTerminal: true } row) return 0;
        await foreach (var _ in store.RowsAsync($"o|{key}|", Keys, cancellation).ConfigureAwait(false)) return 0;

        var count = 0;
        foreach (var child in isRecursive ? await ChildrenAsync(store, row, cancellation).ConfigureAwait(false) : [])
            count += await OneAsync(child, isRecursive, cancellation).ConfigureAwait(false);

        var (from, until) = (RowKeys.Histories(key), RowKeys.Generation(key, row.Generation + 1));
        for (var hasMore = true; hasMore;)
        {
            (var rows, hasMore) = await store.FirstPageAsync(from, until, MaxActions, Keys, cancellation).ConfigureAwait(false);
            foreach (var some in rows.Chunk(MaxActions)) await DeleteAsync(some, cancellation).ConfigureAwait(false);
        }

        return count + (await TryDeleteAsync(store, row, cancellation).ConfigureAwait(false) ? 1 : 0);
    }

    private static async Task<IReadOnlyList<string>> ChildrenAsync(ShardStore store, InstanceRow row, CancellationToken cancellation)
    {
        try
        {
            var history = await store.ReadHistoryAsync(row, cancellation).ConfigureAwait(false);
            return [.. history.Turns.SelectMany(stored => stored.Turn.Decisions).OfType<ChildScheduled>().Select(child => child.InstanceId)];
        }
        catch (InvalidDataException)
        {
            // It was quarantined since nobody can read it; its children are not known.
            return [];
        }
    }

    private async Task DeleteAsync(TableEntity[] rows, CancellationToken cancellation)
    {
        try
        {
            await services.Table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Another deletes them too: one by one, it does not matter who does.
            foreach (var row in rows) await services.Table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellation).ConfigureAwait(false);
        }
    }

    // The messages that a quarantined instance kept go with its row, so that they reach nobody who begins anew under its id.
    private async Task<bool> TryDeleteAsync(ShardStore store, InstanceRow row, CancellationToken cancellation)
    {
        var (etag, prefix) = (row.ETag, RowKeys.Inbox(row.Key, ""));
        try
        {
            while (true)
            {
                var (kept, hasMore) = await store.FirstPageAsync(prefix, ShardStore.After(prefix), Transactions.MaxActions, Keys, cancellation).ConfigureAwait(false);
                var type = hasMore ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.Delete;
                var own = new TableTransactionAction(type, new TableEntity(store.Partition, RowKeys.Instance(row.Key)), etag);
                var deletions = kept.Take(Transactions.MaxActions).Select(message => new TableTransactionAction(TableTransactionActionType.Delete, message, ETag.All));
                var answers = await services.Table.SubmitTransactionAsync([own, .. deletions], cancellation).ConfigureAwait(false);
                if (!hasMore) return true;
                etag = answers.Value[0].Headers.ETag ?? default;
            }
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Another deletes it too, something arrives, or it begins anew.
            return false;
        }
    }
}
