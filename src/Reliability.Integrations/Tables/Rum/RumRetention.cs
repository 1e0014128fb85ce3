using Azure;
using Azure.Data.Tables;
using Reliability.Core.Rum;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>Deletes cells and labels of days that are older than they need to be kept.</summary>
/// <remarks>Nothing is remembered between runs: a run that ends early, by a crash or by its bound, is taken up by the next.</remarks>
/// <param name="cells">The table of cells.</param>
/// <param name="labels">The table of label catalogues.</param>
/// <param name="options">Age and bounds.</param>
/// <param name="time">Clock that tells the age of days.</param>
public sealed class RumRetention(TableClient cells, TableClient labels, RumRetentionOptions options, TimeProvider time)
{
    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    /// <summary>Deletes, day by day, as much as one run may.</summary>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <returns>The number of rows of cells and of their sums deleted.</returns>
    /// <exception cref="RequestFailedException">The store failed; the next run goes on.</exception>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var firstKept = RumCellKeys.DayOf(time.GetUtcNow().AddMonths(-options.CellMonths));
        var deletion = new RowDeletion(cells, options.MaxTransactions);
        var isDone = await DeleteCellsAsync(firstKept, deletion, cancellation).ConfigureAwait(false);
        if (isDone) await DeleteLabelsAsync(firstKept, cancellation).ConfigureAwait(false);
        return deletion.Deleted;
    }

    // Hops from the oldest day of one series (a site's metric) to that of the next, so sites that are no longer configured are
    // found too, and days that are kept are not read.
    private async Task<bool> DeleteCellsAsync(string firstKept, RowDeletion deletion, CancellationToken cancellation)
    {
        var after = "";
        while (await FirstPartitionAsync(after, cancellation).ConfigureAwait(false) is { } partition && !partition.StartsWith('~'))
        {
            var (series, day) = RumCellKeys.SplitPartitionKey(partition);
            if (string.CompareOrdinal(day, firstKept) >= 0)
            {
                after = series + "~";
                continue;
            }

            if (!await DeleteSumsAsync(partition, deletion, cancellation).ConfigureAwait(false)) return false;
            if (!await deletion.DeletePartitionAsync(partition, cancellation).ConfigureAwait(false)) return false;
            after = partition;
        }

        return true;
    }

    // Before the hours, by which the next run finds what is left.
    private static async Task<bool> DeleteSumsAsync(string partition, RowDeletion deletion, CancellationToken cancellation)
    {
        var (site, metric, day) = RumCellKeys.ParsePartitionKey(partition);
        foreach (var set in DimensionSet.All)
        {
            for (var chunk = 0; chunk < set.Chunks; chunk++)
            {
                var (sums, first) = (RumCellKeys.SumsPartition(site, metric, set), RumCellKeys.SumsPrefixOf(chunk, day));
                var filter = TableClient.CreateQueryFilter($"PartitionKey eq {sums} and RowKey ge {first} and RowKey lt {first + "~"}");
                if (!await deletion.DeleteAsync(filter, cancellation).ConfigureAwait(false)) return false;
            }
        }

        return true;
    }

    private async Task<string?> FirstPartitionAsync(string after, CancellationToken cancellation)
    {
        var rows = cells.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey gt {after}"), 1, Keys, cancellation);
        await foreach (var row in rows.ConfigureAwait(false)) return row.PartitionKey;
        return null;
    }

    // One row per site and day: few enough to be looked through, and deleted one by one.
    private async Task DeleteLabelsAsync(string firstKept, CancellationToken cancellation)
    {
        var left = options.MaxTransactions;
        var rows = labels.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey lt {firstKept}"), null, Keys, cancellation);
        await foreach (var row in rows.ConfigureAwait(false))
        {
            if (left-- <= 0) return;
            await labels.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellation).ConfigureAwait(false);
        }
    }
}
