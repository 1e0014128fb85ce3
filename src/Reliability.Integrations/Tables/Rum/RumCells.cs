using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>The stored cells of web vitals.</summary>
/// <param name="table">The table of cells.</param>
public sealed class RumCells(TableClient table)
{
    private const int MaxActions = 100;

    /// <summary>Adds a round's cells to the stored ones; safe to repeat with the same round and cells.</summary>
    /// <param name="round">Number of the round: cells that bear it already are left alone.</param>
    /// <param name="cells">What the round adds.</param>
    /// <param name="cancellation">Cancels between writes.</param>
    /// <exception cref="StaleReaderException">A later round was written, or another process is writing this one: stop.</exception>
    /// <exception cref="RequestFailedException">The store failed; repeat the round.</exception>
    public async Task ApplyAsync(long round, IEnumerable<KeyValuePair<VitalCellKey, VitalCell>> cells, CancellationToken cancellation)
    {
        var partitions = cells.GroupBy(cell => RumCellEntity.PartitionKey(cell.Key.Site, cell.Key.Metric, cell.Key.Hour));
        foreach (var partition in partitions) await ApplyPartitionAsync(round, partition.Key, [.. partition], cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads the counts of the cells of a metric, in order of time.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="metric">Which vital.</param>
    /// <param name="from">Start: the hour that contains it is the first.</param>
    /// <param name="to">End: the hour that starts at or after it is no longer included.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<RumCellCounts> ReadCountsAsync(
        string site, VitalMetric metric, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entity in QueryAsync(site, metric, from, to, RumCellEntity.CountColumns, cancellation).ConfigureAwait(false))
        {
            var counts = RumCellEntity.ReadCounts(entity);
            if (counts.Hour > from.AddHours(-1) && counts.Hour < to) yield return counts;
        }
    }

    /// <summary>Reads the cells of a metric with their sketches, in order of time.</summary>
    /// <inheritdoc cref="ReadCountsAsync"/>
    public async IAsyncEnumerable<(RumCellCounts Counts, VitalCell Cell)> ReadAsync(
        string site, VitalMetric metric, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entity in QueryAsync(site, metric, from, to, null, cancellation).ConfigureAwait(false))
        {
            var counts = RumCellEntity.ReadCounts(entity);
            if (counts.Hour > from.AddHours(-1) && counts.Hour < to) yield return (counts, RumCellEntity.ReadCell(entity));
        }
    }

    private async Task ApplyPartitionAsync(
        long round, string partition, List<KeyValuePair<VitalCellKey, VitalCell>> cells, CancellationToken cancellation)
    {
        var stored = await ReadStoredAsync(partition, cells, cancellation).ConfigureAwait(false);
        var actions = new List<TableTransactionAction>();
        foreach (var (row, (key, cell)) in ByRow(cells))
        {
            if (!stored.TryGetValue(row, out var entity))
            {
                actions.Add(new TableTransactionAction(TableTransactionActionType.Add, RumCellEntity.Write(key, cell, round)));
                continue;
            }

            var seen = entity.GetInt64(RumCellEntity.Round) ?? 0;
            if (seen > round) throw new StaleReaderException($"Cell {partition} {row} is at round {seen}, past {round}.");
            if (seen == round) continue; // written by an earlier try
            var sum = RumCellEntity.ReadCell(entity);
            sum.Merge(cell);
            actions.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, RumCellEntity.Write(key, sum, round), entity.ETag));
        }

        await SubmitAsync(actions, cancellation).ConfigureAwait(false);
    }

    // Row keys are hashes that strangers can make collide. Both cells in one row keep totals exact; twice the same row in a
    // transaction would be refused, in this round and in every repetition of it.
    private static Dictionary<string, (VitalCellKey Key, VitalCell Cell)> ByRow(List<KeyValuePair<VitalCellKey, VitalCell>> cells)
    {
        var rows = new Dictionary<string, (VitalCellKey Key, VitalCell Cell)>();
        foreach (var (key, cell) in cells)
        {
            var row = RumCellEntity.RowKey(key.Hour, key.Dimensions);
            if (rows.TryAdd(row, (key, cell))) continue;
            var sum = new VitalCell();
            sum.Merge(rows[row].Cell);
            sum.Merge(cell);
            rows[row] = (rows[row].Key, sum);
        }

        return rows;
    }

    private async Task SubmitAsync(List<TableTransactionAction> actions, CancellationToken cancellation)
    {
        try
        {
            foreach (var chunk in actions.Chunk(MaxActions)) await table.SubmitTransactionAsync(chunk, cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            throw new StaleReaderException("Another process wrote the same cells.", e);
        }
    }

    private async Task<Dictionary<string, TableEntity>> ReadStoredAsync(
        string partition, List<KeyValuePair<VitalCellKey, VitalCell>> cells, CancellationToken cancellation)
    {
        var (first, last) = (cells.Min(cell => cell.Key.Hour), cells.Max(cell => cell.Key.Hour));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {$"{first.UtcDateTime:HH}|"} and RowKey lt {$"{last.UtcDateTime:HH}~"}");
        var stored = new Dictionary<string, TableEntity>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ConfigureAwait(false))
            stored.Add(entity.RowKey, entity);
        return stored;
    }

    private AsyncPageable<TableEntity> QueryAsync(
        string site, VitalMetric metric, DateTimeOffset from, DateTimeOffset to, string[]? columns, CancellationToken cancellation)
    {
        var (first, last) = (RumCellEntity.PartitionKey(site, metric, from), RumCellEntity.PartitionKey(site, metric, to));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last}");
        return table.QueryAsync<TableEntity>(filter, select: columns, cancellationToken: cancellation);
    }
}
