using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>The stored cells of web vitals: per site, metric and hour, packed into chunks by page.</summary>
/// <param name="table">The table of cells.</param>
public sealed class RumCells(TableClient table) : IRumDeletion
{
    private const int MaxActions = 100;

    /// <summary>Applies a round's changes to the stored cells; safe to repeat with the same round and changes.</summary>
    /// <remarks>Samples to be taken away that a cell does not hold, since its site was deleted meanwhile, are passed over.</remarks>
    /// <param name="round">Number of the round, from 1: cells that bear it already are left alone.</param>
    /// <param name="changes">What the round changes; each cell once.</param>
    /// <param name="cancellation">Cancels between writes.</param>
    /// <returns>How many samples were not there to be taken away.</returns>
    /// <exception cref="InvalidDataException">A stored cell cannot be read: writing over it would lose what it held.</exception>
    /// <exception cref="StaleReaderException">A later round was written, or another process is writing this one: stop.</exception>
    /// <exception cref="RequestFailedException">The store failed; repeat the round.</exception>
    public async Task<long> ApplyAsync(long round, IEnumerable<KeyValuePair<VitalCellKey, VitalCellChange>> changes, CancellationToken cancellation)
    {
        var partitions = changes.GroupBy(change => RumCellKeys.PartitionKey(change.Key.Site, change.Key.Metric, change.Key.Hour)).ToList();
        var missing = 0L;
        foreach (var partition in partitions) missing += await new RumCellWriter(table, partition.Key, round).ApplyAsync(partition, cancellation).ConfigureAwait(false);

        // After the cells, and also when all of them had been written by an earlier try: a day with changes must not be forgotten.
        foreach (var some in partitions.Chunk(MaxActions))
        {
            await table.SubmitTransactionAsync(
                some.Select(partition => new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace, new TableEntity(RumCellKeys.DuePartition, partition.Key))),
                cancellation).ConfigureAwait(false);
        }

        return missing;
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
        await foreach (var (hour, entry) in ReadEntriesAsync(site, metric, from, to, withSketches: false, cancellation).ConfigureAwait(false))
            yield return CountsOf(hour, entry);
    }

    /// <summary>Reads the cells of a metric with their sketches, in order of time.</summary>
    /// <inheritdoc cref="ReadCountsAsync"/>
    public async IAsyncEnumerable<(RumCellCounts Counts, VitalCell Cell)> ReadAsync(
        string site, VitalMetric metric, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (hour, entry) in ReadEntriesAsync(site, metric, from, to, withSketches: true, cancellation).ConfigureAwait(false))
            yield return (CountsOf(hour, entry), entry.ToCell());
    }

    /// <summary>Deletes everything that is stored of a site, sums included; safe to repeat.</summary>
    /// <param name="site">Name of the site, configured or not.</param>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <returns>The number of rows deleted.</returns>
    /// <exception cref="RequestFailedException">The store failed; repeat the call.</exception>
    public async Task<long> DeleteSiteAsync(string site, CancellationToken cancellation)
    {
        var deletion = new RowDeletion(table, int.MaxValue);
        foreach (var prefix in new[] { $"{RumCellKeys.SumsPrefix}{site}|", $"{site}|" })
        {
            while (await FirstPartitionAsync(prefix, cancellation).ConfigureAwait(false) is { } partition)
                await deletion.DeletePartitionAsync(partition, cancellation).ConfigureAwait(false);
        }

        return deletion.Deleted;
    }

    Task IRumDeletion.DeleteSiteAsync(string site, CancellationToken cancellation) => DeleteSiteAsync(site, cancellation);

    /// <inheritdoc/>
    /// <remarks>Cells tell no session from another.</remarks>
    public Task DeleteSessionAsync(string site, ulong session, CancellationToken cancellation) => Task.CompletedTask;

    private static RumCellCounts CountsOf(DateTimeOffset hour, PackEntry entry) =>
        new(hour, entry.Dimensions, entry.Counts.Good, entry.Counts.NeedsImprovement, entry.Counts.Poor);

    private async Task<string?> FirstPartitionAsync(string prefix, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {prefix} and PartitionKey lt {prefix + "~"}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, 1, ["PartitionKey", "RowKey"], cancellation).ConfigureAwait(false)) return row.PartitionKey;
        return null;
    }

    private async IAsyncEnumerable<(DateTimeOffset Hour, PackEntry Entry)> ReadEntriesAsync(
        string site, VitalMetric metric, DateTimeOffset from, DateTimeOffset to, bool withSketches, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (first, last) = (RumCellKeys.PartitionKey(site, metric, from), RumCellKeys.PartitionKey(site, metric, to));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last} and RowKey lt {RumCellKeys.Versions}");
        var columns = withSketches ? null : PackColumns.WithoutSketches;
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: columns, cancellationToken: cancellation).ConfigureAwait(false))
        {
            var hour = RumCellKeys.DayOfPartition(row.PartitionKey).AddHours(RumCellKeys.PlaceOf(row.RowKey).Hour);
            if (hour <= from.AddHours(-1) || hour >= to) continue;
            foreach (var entry in PackColumns.Read(row, withSketches)) yield return (hour, entry);
        }
    }
}
