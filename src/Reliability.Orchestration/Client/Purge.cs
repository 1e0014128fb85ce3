using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Client;

/// <summary>Deletes instances that have ended. Interrupted, it can be called again; what begins anew meanwhile under the same id is left alone.</summary>
internal sealed class Purge(ClientServices services)
{
    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    /// <summary>Deletes one instance.</summary>
    /// <returns>How many were deleted, children included; zero when it does not exist, has not ended, or has still something to tell others or to do.</returns>
    public async Task<int> OneAsync(string instanceId, bool isRecursive, CancellationToken cancellation)
    {
        var (store, key) = (await services.StoreOfAsync(instanceId, cancellation).ConfigureAwait(false), RowKeys.Escape(instanceId));
        if (await store.ReadInstanceAsync(key, InstanceRow.Brief, cancellation).ConfigureAwait(false) is not { IsTerminal: true } row) return 0;
        await foreach (var _ in store.RowsAsync($"o|{key}|", Keys, cancellation).ConfigureAwait(false)) return 0;
        await foreach (var message in store.RowsAsync(RowKeys.Inbox(key, ""), null, cancellation).ConfigureAwait(false))
        {
            if (MessageOf(message) is { IsCallOrRewind: true }) return 0;
        }

        var count = 0;
        foreach (var child in isRecursive ? await ChildrenAsync(store, row, cancellation).ConfigureAwait(false) : [])
            count += await OneAsync(child, isRecursive, cancellation).ConfigureAwait(false);

        var (from, until) = (RowKeys.Histories(key), RowKeys.Generation(key, row.Generation + 1));
        for (var hasMore = true; hasMore;)
        {
            (var rows, hasMore) = await store.FirstPageAsync(from, until, Transactions.MaxActions, Keys, cancellation).ConfigureAwait(false);
            if (rows.Count > 0) await DeleteAsync(rows, cancellation).ConfigureAwait(false);
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

    private async Task DeleteAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellation)
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
    // A call or a rewind that nobody took yet comes first.
    private async Task<bool> TryDeleteAsync(ShardStore store, InstanceRow row, CancellationToken cancellation)
    {
        var (etag, from) = (row.ETag, RowKeys.Inbox(row.Key, ""));
        var until = ShardStore.After(from);
        while (true)
        {
            var (messages, hasMore) = await store.FirstPageAsync(from, until, Transactions.MaxActions, null, cancellation).ConfigureAwait(false);
            var read = messages.Select(MessageOf).ToList();
            if (read.Exists(message => message is { IsCallOrRewind: true })) return false;
            var type = hasMore ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.Delete;
            var own = new TableTransactionAction(type, new TableEntity(store.Partition, RowKeys.Instance(row.Key)), etag);
            var kept = messages.Where((_, number) => read[number] is not null).Select(message => new TableTransactionAction(TableTransactionActionType.Delete, message, ETag.All));
            try
            {
                var answers = await services.Table.SubmitTransactionAsync([own, .. kept], cancellation).ConfigureAwait(false);
                if (!hasMore) return true;
                (etag, from) = (answers.Value[0].Headers.ETag ?? default, messages[^1].RowKey);
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // It begins anew, or another deletes it.
                return false;
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // Another deletes it too, or its owner used up a message: then there are fewer now.
                if (await store.ReadInstanceAsync(row.Key, InstanceRow.Brief, cancellation).ConfigureAwait(false) is not { } now || now.ETag != etag) return false;
            }
        }
    }

    // Null for one that its owner is to set aside.
    private static Message? MessageOf(TableEntity message)
    {
        try
        {
            return Mailer.Read(message);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
