using Azure;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>Deletes partitions of a journal that were read to their end, closed, and kept long enough.</summary>
/// <remarks>The row that lists a partition goes last, so a run that ends early, by a crash or by its bound, is taken up by the next.</remarks>
/// <param name="table">The journal's table.</param>
/// <param name="options">Age and bounds.</param>
/// <param name="time">Clock that tells the age of partitions.</param>
public sealed class JournalRetention(TableClient table, JournalRetentionOptions options, TimeProvider time)
{
    /// <summary>Deletes, oldest first, as much as one run may.</summary>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <returns>The number of batches deleted, seals of closed partitions included.</returns>
    /// <exception cref="RequestFailedException">The store failed; the next run goes on.</exception>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var deletion = new RowDeletion(table, options.MaxTransactions);
        var kept = JournalRegistry.OpenedPrefix(time.GetUtcNow().AddDays(-options.RetentionDays));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {JournalRegistry.Closed} and RowKey lt {kept}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ConfigureAwait(false))
        {
            if (!await deletion.DeletePartitionAsync(row.RowKey, cancellation).ConfigureAwait(false)) break;
            await table.DeleteEntityAsync(JournalRegistry.Closed, row.RowKey, ETag.All, cancellation).ConfigureAwait(false);
        }

        return deletion.Deleted;
    }
}
