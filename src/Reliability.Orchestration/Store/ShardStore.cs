using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Store;

/// <summary>The rows of one shard, which are one partition.</summary>
internal sealed class ShardStore(TableClient table, int shard)
{
    // The service refuses to be asked for more.
    private const int MaxPage = 1_000;

    /// <summary>Gets the partition.</summary>
    public string Partition { get; } = Sharding.Partition(shard);

    /// <summary>Reads who owns the shard; null when nobody ever did.</summary>
    public async Task<ShardRow?> ReadOwnerAsync(CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, RowKeys.Shard, null, cancellation).ConfigureAwait(false);
        return found.HasValue ? ShardRow.Of(found.Value!) : null;
    }

    /// <summary>Writes who owns the shard, if it is still as it was read.</summary>
    /// <returns>The row as written, and the answer; null when another was first.</returns>
    public async Task<(ShardRow Row, Response Answer)?> TryWriteOwnerAsync(ShardRow row, bool isNew, CancellationToken cancellation)
    {
        try
        {
            var written = isNew
                ? await table.AddEntityAsync(row.ToRow(Partition), cancellation).ConfigureAwait(false)
                : await table.UpdateEntityAsync(row.ToRow(Partition), row.ETag, TableUpdateMode.Replace, cancellation).ConfigureAwait(false);
            return (row with { ETag = written.Headers.ETag ?? default }, written);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return null;
        }
    }

    /// <summary>Reads the bell of the inbox: another value means that messages came.</summary>
    public async Task<ETag?> ReadBellAsync(CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, RowKeys.Bell, null, cancellation).ConfigureAwait(false);
        return found.HasValue ? found.Value!.ETag : null;
    }

    /// <summary>Commits rows, if the shard is still owned as its row says.</summary>
    /// <returns>The row of the shard thereafter, and the answer.</returns>
    /// <exception cref="RequestFailedException">Nothing was committed, or it is not known whether something was.</exception>
    public async Task<(ShardRow Row, Response Answer)> CommitAsync(ShardRow owner, IEnumerable<TableTransactionAction> actions, CancellationToken cancellation)
    {
        var next = owner with { Count = owner.Count + 1 };
        var fence = new TableTransactionAction(TableTransactionActionType.UpdateReplace, next.ToRow(Partition), owner.ETag);
        var answers = await table.SubmitTransactionAsync([fence, .. actions], cancellation).ConfigureAwait(false);
        return (next with { ETag = answers.Value[0].Headers.ETag ?? default }, answers.GetRawResponse());
    }

    /// <summary>Reads the row of an instance; null when there is none.</summary>
    public async Task<InstanceRow?> ReadInstanceAsync(string key, IEnumerable<string>? columns, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, RowKeys.Instance(key), columns, cancellation).ConfigureAwait(false);
        return found.HasValue ? InstanceRow.Of(found.Value!) : null;
    }

    /// <summary>Reads the turns of an instance, oldest first. Rows that were written ahead of a turn that did not come are left out.</summary>
    /// <exception cref="InvalidDataException">A row is missing, or cannot be read.</exception>
    public async Task<StoredHistory> ReadHistoryAsync(InstanceRow instance, CancellationToken cancellation)
    {
        var history = new StoredHistory(0);
        if (instance.HistoryRows == 0) return history;
        var (from, until) = (RowKeys.Generation(instance.Key, instance.Generation), RowKeys.History(instance.Key, instance.Generation, instance.HistoryRows));
        await foreach (var row in table.QueryAsync<TableEntity>(Between(from, until), null, null, cancellation).ConfigureAwait(false)) history.Add(row);
        return history.NextRow == instance.HistoryRows
            ? history
            : throw new InvalidDataException($"The history of '{instance.InstanceId}' ends at row {history.NextRow} of {instance.HistoryRows}.");
    }

    /// <summary>Reads one turn; null when it is not there.</summary>
    public async Task<Turn?> ReadTurnAsync(string key, int generation, int firstRow, CancellationToken cancellation)
    {
        var history = new StoredHistory(firstRow);
        var (from, until) = (RowKeys.History(key, generation, firstRow), After(RowKeys.Generation(key, generation)));
        await foreach (var row in table.QueryAsync<TableEntity>(Between(from, until), null, null, cancellation).ConfigureAwait(false))
        {
            history.Add(row);
            if (history.Turns.Count > 0) return history.Turns[0].Turn;
        }

        return null;
    }

    /// <summary>Lists the ids of the messages that an instance received before it ended, oldest first; empty when its history cannot be read.</summary>
    public async Task<IReadOnlyList<string>> ReadSeenAsync(InstanceRow ended, CancellationToken cancellation)
    {
        try
        {
            var turns = (await ReadHistoryAsync(ended, cancellation).ConfigureAwait(false)).Turns;
            var received = turns.SelectMany(stored => stored.Turn.Arrivals).OfType<Arrival>().Select(arrival => arrival.MessageId).OfType<string>();
            return [.. (ended.Start?.Seen ?? []).Concat(received).TakeLast(ExecutionStarted.MaxSeen)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <summary>Reads rows whose keys begin with a text, in order.</summary>
    public IAsyncEnumerable<TableEntity> RowsAsync(string prefix, IEnumerable<string>? columns, CancellationToken cancellation) =>
        table.QueryAsync<TableEntity>(Between(prefix, After(prefix)), null, columns, cancellation);

    /// <summary>Reads the first rows whose keys are between two texts.</summary>
    /// <returns>The rows, at most as many as were asked for, and whether there are more.</returns>
    public async Task<(IReadOnlyList<TableEntity> Rows, bool HasMore)> FirstPageAsync(string from, string until, int size, IEnumerable<string>? columns, CancellationToken cancellation)
    {
        // The service may give short and even empty pages that go on.
        var rows = new List<TableEntity>();
        await foreach (var page in table.QueryAsync<TableEntity>(Between(from, until), Math.Min(size, MaxPage), columns, cancellation).AsPages().ConfigureAwait(false))
        {
            rows.AddRange(page.Values);
            if (rows.Count > size || (rows.Count == size && page.ContinuationToken is not null)) return ([.. rows.Take(size)], true);
        }

        return (rows, false);
    }

    /// <summary>The least text after all that begin with a prefix.</summary>
    public static string After(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);

    private string Between(string from, string until) => TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {from} and RowKey lt {until}");
}
