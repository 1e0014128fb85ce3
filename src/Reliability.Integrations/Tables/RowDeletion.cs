using Azure;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables;

/// <summary>Deletes rows in transactions, up to a number of them. Whatever it leaves, the next run deletes. Not thread-safe.</summary>
internal sealed class RowDeletion(TableClient table, int maxTransactions)
{
    private const int MaxActions = 100;

    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    private int _left = maxTransactions;

    /// <summary>Gets the number of rows deleted so far.</summary>
    public long Deleted { get; private set; }

    /// <summary>Deletes a partition.</summary>
    /// <returns>Whether all of it is gone.</returns>
    public Task<bool> DeletePartitionAsync(string partition, CancellationToken cancellation) =>
        DeleteAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellation);

    /// <summary>Deletes the rows of a partition whose keys come before a key.</summary>
    /// <returns>Whether all of them are gone.</returns>
    public Task<bool> DeletePartitionAsync(string partition, string before, CancellationToken cancellation) =>
        DeleteAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {before}"), cancellation);

    /// <summary>Deletes rows of one partition.</summary>
    /// <param name="filter">Finds the rows; names their partition.</param>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <returns>Whether all of them are gone.</returns>
    public async Task<bool> DeleteAsync(string filter, CancellationToken cancellation)
    {
        bool? isGone;
        do isGone = await DeleteFoundAsync(filter, cancellation).ConfigureAwait(false);
        while (isGone is null);
        return isGone.Value;
    }

    // Null when some row was gone already, by an earlier try of the same transaction or by another process: look again.
    private async Task<bool?> DeleteFoundAsync(string filter, CancellationToken cancellation)
    {
        var pages = table.QueryAsync<TableEntity>(filter, null, Keys, cancellation).AsPages();
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var rows in page.Values.Chunk(MaxActions))
            {
                if (_left-- <= 0) return false;
                if (!await TryDeleteAsync(rows, cancellation).ConfigureAwait(false)) return null;
            }
        }

        return true;
    }

    private async Task<bool> TryDeleteAsync(TableEntity[] rows, CancellationToken cancellation)
    {
        try
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }

        Deleted += rows.Length;
        return true;
    }
}
