using Azure;
using Azure.Data.Tables;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Integrations.Tables.Rum.Signals;

/// <summary>Rows of one table that rounds change, each guarded by the version that was read.</summary>
internal sealed class GuardedRows(TableClient table)
{
    private const int ReadsAtOnce = 16;
    private const int WritesAtOnce = 4;
    private const int MaxActions = 100;
    private const int MaxBytes = 3_000_000; // of 4 MiB

    // Beyond this it takes less time to read the partition through: first its keys, since a flood of made-up sessions has no rows.
    private const int MostReadOneByOne = 1_000;

    private static readonly string[] KeyColumns = ["PartitionKey", "RowKey"];

    /// <summary>Reads rows of one partition; those that are not there are left out.</summary>
    public async Task<Dictionary<string, TableEntity>> ReadAsync(string partition, IReadOnlyCollection<string> rowKeys, CancellationToken cancellation)
    {
        var wanted = rowKeys;
        if (wanted.Count > MostReadOneByOne) wanted = [.. (await ScanAsync(partition, rowKeys, KeyColumns, cancellation).ConfigureAwait(false)).Keys];
        if (wanted.Count > MostReadOneByOne) return await ScanAsync(partition, wanted, null, cancellation).ConfigureAwait(false);
        var found = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        foreach (var chunk in wanted.Chunk(ReadsAtOnce))
        {
            var rows = await Task.WhenAll(chunk.Select(key => table.GetEntityIfExistsAsync<TableEntity>(partition, key, null, cancellation))).ConfigureAwait(false);
            foreach (var row in rows.Where(row => row.HasValue)) found.Add(row.Value!.RowKey, row.Value);
        }

        return found;
    }

    /// <summary>Tells whether a round wrote a row already.</summary>
    /// <exception cref="StaleReaderException">A later round did.</exception>
    public static bool IsWritten(TableEntity? row, long round)
    {
        var seen = row?.GetInt64(SignalEntity.Round) ?? 0;
        return seen <= round ? seen == round : throw new StaleReaderException($"Row {row!.PartitionKey} {row.RowKey} is at round {seen}, past {round}.");
    }

    /// <summary>Writes rows of one partition.</summary>
    /// <param name="rows">The rows, with what was read of each before; null when it was not there.</param>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <exception cref="StaleReaderException">A row was changed since it was read.</exception>
    public async Task WriteAsync(IEnumerable<(TableEntity Row, TableEntity? Before)> rows, CancellationToken cancellation)
    {
        try
        {
            foreach (var chunks in Transactions(rows).Chunk(WritesAtOnce))
                await Task.WhenAll(chunks.Select(chunk => table.SubmitTransactionAsync(chunk, cancellation))).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            throw new StaleReaderException("Another process wrote the same sessions or totals.", e);
        }
    }

    private async Task<Dictionary<string, TableEntity>> ScanAsync(string partition, IEnumerable<string> rowKeys, string[]? columns, CancellationToken cancellation)
    {
        var wanted = rowKeys.ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), null, columns, cancellation).ConfigureAwait(false))
        {
            if (wanted.Contains(row.RowKey)) found.Add(row.RowKey, row);
        }

        return found;
    }

    private static IEnumerable<List<TableTransactionAction>> Transactions(IEnumerable<(TableEntity Row, TableEntity? Before)> rows)
    {
        var (actions, bytes) = (new List<TableTransactionAction>(), 0);
        foreach (var (row, before) in rows)
        {
            var length = SignalEntity.LengthOf(row);
            if (actions.Count == MaxActions || (actions.Count > 0 && bytes + length > MaxBytes))
            {
                yield return actions;
                (actions, bytes) = ([], 0);
            }

            bytes += length;
            actions.Add(before is null
                ? new TableTransactionAction(TableTransactionActionType.Add, row)
                : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, before.ETag));
        }

        if (actions.Count > 0) yield return actions;
    }
}
