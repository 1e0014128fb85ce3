using Azure;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>Deletes partitions of a journal that were read to their end, closed, and kept long enough, and rounds that are no longer to be restored.</summary>
/// <remarks>The row that lists a partition goes last, so a run that ends early, by a crash or by its bound, is taken up by the next.</remarks>
/// <param name="table">The journal's table.</param>
/// <param name="options">Age and bounds.</param>
/// <param name="time">Clock that tells the age of partitions.</param>
public sealed class JournalRetention(TableClient table, JournalRetentionOptions options, TimeProvider time)
{
    /// <summary>Deletes, oldest first, as much as one run may.</summary>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <returns>The number of batches deleted, seals of closed partitions included, and of rounds.</returns>
    /// <exception cref="RequestFailedException">The store failed; the next run goes on.</exception>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var deletion = new RowDeletion(table, options.MaxTransactions);
        var kept = await FirstKeptAsync(cancellation).ConfigureAwait(false);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {JournalRegistry.Closed} and RowKey lt {kept}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ConfigureAwait(false))
        {
            if (!await deletion.DeletePartitionAsync(row.RowKey, cancellation).ConfigureAwait(false)) break;
            await table.DeleteEntityAsync(JournalRegistry.Closed, row.RowKey, ETag.All, cancellation).ConfigureAwait(false);
        }

        await DeleteRoundsAsync(deletion, cancellation).ConfigureAwait(false);
        return deletion.Deleted;
    }

    // Whoever works off what was left lying for days must be able to restore the rounds before it. Where nothing was left
    // lying, the last rounds go with their partitions.
    private async Task<string> FirstKeptAsync(CancellationToken cancellation)
    {
        var cutoff = time.GetUtcNow().AddDays(-options.RetentionDays);
        var kept = JournalRegistry.OpenedPrefix(cutoff);
        var unread = TableClient.CreateQueryFilter($"PartitionKey eq {JournalRegistry.Open} and RowKey lt {JournalRegistry.OpenedPrefix(cutoff.AddDays(1))}");
        await foreach (var _ in table.QueryAsync<TableEntity>(unread, 1, cancellationToken: cancellation).ConfigureAwait(false))
        {
            var needed = await FirstNeededAsync(cancellation).ConfigureAwait(false) is { } first
                ? await new RoundLog(table).FirstPartitionAsync(first, cancellation).ConfigureAwait(false)
                : null;
            return needed is null || string.CompareOrdinal(needed, kept) > 0 ? kept : needed;
        }

        return kept;
    }

    private async Task DeleteRoundsAsync(RowDeletion deletion, CancellationToken cancellation)
    {
        if (await FirstNeededAsync(cancellation).ConfigureAwait(false) is { } first)
            await deletion.DeletePartitionAsync(RoundLog.Partition, JournalEntity.RowKey(first), cancellation).ConfigureAwait(false);
    }

    private async Task<long?> FirstNeededAsync(CancellationToken cancellation)
    {
        var plan = await JournalReader.ReadPlanAsync(table, cancellation).ConfigureAwait(false);
        return await new RoundLog(table).FirstNeededAsync(plan.Done ? plan.Round : plan.Round - 1, cancellation).ConfigureAwait(false);
    }
}
