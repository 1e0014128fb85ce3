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

    /// <summary>Applies a round's changes to the stored cells; safe to repeat with the same round and changes.</summary>
    /// <remarks>A cell whose last sample was taken away stays, empty, so that it still bears its round.</remarks>
    /// <param name="round">Number of the round: cells that bear it already are left alone.</param>
    /// <param name="changes">What the round changes.</param>
    /// <param name="cancellation">Cancels between writes.</param>
    /// <exception cref="InvalidDataException">A cell does not hold the samples that are to be taken away.</exception>
    /// <exception cref="StaleReaderException">A later round was written, or another process is writing this one: stop.</exception>
    /// <exception cref="RequestFailedException">The store failed; repeat the round.</exception>
    public async Task ApplyAsync(long round, IEnumerable<KeyValuePair<VitalCellKey, VitalCellChange>> changes, CancellationToken cancellation)
    {
        var partitions = changes.GroupBy(change => RumCellEntity.PartitionKey(change.Key.Site, change.Key.Metric, change.Key.Hour));
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
            if (counts.Total > 0 && counts.Hour > from.AddHours(-1) && counts.Hour < to) yield return counts;
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
            if (counts.Total > 0 && counts.Hour > from.AddHours(-1) && counts.Hour < to) yield return (counts, RumCellEntity.ReadCell(entity));
        }
    }

    private async Task ApplyPartitionAsync(
        long round, string partition, List<KeyValuePair<VitalCellKey, VitalCellChange>> changes, CancellationToken cancellation)
    {
        var stored = await ReadStoredAsync(partition, changes, cancellation).ConfigureAwait(false);
        var actions = new List<TableTransactionAction>();
        foreach (var (row, (key, change)) in ByRow(changes))
        {
            if (!stored.TryGetValue(row, out var entity))
            {
                if (Sum(new VitalCell(), change) is { Count: > 0 } first)
                    actions.Add(new TableTransactionAction(TableTransactionActionType.Add, RumCellEntity.Write(key, first, round)));
                continue;
            }

            var seen = entity.GetInt64(RumCellEntity.Round) ?? 0;
            if (seen > round) throw new StaleReaderException($"Cell {partition} {row} is at round {seen}, past {round}.");
            if (seen == round) continue; // written by an earlier try
            var sum = Sum(RumCellEntity.ReadCell(entity), change);
            actions.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, RumCellEntity.Write(key, sum, round), entity.ETag));
        }

        await SubmitAsync(actions, cancellation).ConfigureAwait(false);
    }

    // Row keys are hashes that strangers can make collide. Both cells in one row keep totals exact; twice the same row in a
    // transaction would be refused, in this round and in every repetition of it.
    private static Dictionary<string, (VitalCellKey Key, VitalCellChange Change)> ByRow(List<KeyValuePair<VitalCellKey, VitalCellChange>> changes)
    {
        var rows = new Dictionary<string, (VitalCellKey Key, VitalCellChange Change)>();
        foreach (var (key, change) in changes)
        {
            var row = RumCellEntity.RowKey(key.Hour, key.Dimensions);
            if (rows.TryAdd(row, (key, change))) continue;
            var both = new VitalCellChange();
            foreach (var one in new[] { rows[row].Change, change })
            {
                both.Added.Merge(one.Added);
                both.Removed.Merge(one.Removed);
            }

            rows[row] = (rows[row].Key, both);
        }

        return rows;
    }

    private static VitalCell Sum(VitalCell cell, VitalCellChange change)
    {
        cell.Merge(change.Added);
        // The samples to be replaced may have been deleted with their site. That must not stop the rollup of all sites.
        if (cell.Holds(change.Removed)) cell.Subtract(change.Removed);
        return cell;
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
        string partition, List<KeyValuePair<VitalCellKey, VitalCellChange>> changes, CancellationToken cancellation)
    {
        var (first, last) = (changes.Min(change => change.Key.Hour), changes.Max(change => change.Key.Hour));
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
