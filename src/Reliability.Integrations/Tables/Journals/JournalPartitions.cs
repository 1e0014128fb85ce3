using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>A reader's view of a journal's partitions: which are open, what they hold, how far each was read.</summary>
internal sealed class JournalPartitions(TableClient table, JournalReaderOptions options, TimeProvider time)
{
    /// <summary>Lists the partitions that may still grow, in order of their names.</summary>
    public async Task<List<TableEntity>> ListOpenAsync(CancellationToken cancellation)
    {
        var rows = new List<TableEntity>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {JournalRegistry.Open}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ConfigureAwait(false)) rows.Add(row);
        return rows;
    }

    /// <summary>Reads batches in order, so many at a time, and the seal where there is one.</summary>
    public AsyncPageable<TableEntity> ReadAsync(string partition, long from, long to, int perPage, CancellationToken cancellation) =>
        table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {JournalEntity.RowKey(from)} and RowKey le {JournalEntity.RowKey(to)}"),
            maxPerPage: perPage,
            cancellationToken: cancellation);

    /// <summary>Stores that a range is done with; safe to repeat.</summary>
    /// <exception cref="StaleReaderException">Another process stored a position meanwhile.</exception>
    public async Task AdvanceAsync(PlannedRange range, CancellationToken cancellation)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(JournalRegistry.Open, range.Partition, null, cancellation).ConfigureAwait(false);
        if (!row.HasValue || JournalRegistry.PositionOf(row.Value!) >= range.To) return; // done by an earlier try
        var change = JournalRegistry.Row(JournalRegistry.Open, range.Partition);
        change[JournalRegistry.Position] = range.To;
        try
        {
            await table.UpdateEntityAsync(change, row.Value!.ETag, TableUpdateMode.Merge, cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            throw new StaleReaderException("Another process moved the reader's position.", e);
        }
    }

    /// <summary>Closes a partition that was read to its end, when it is sealed or old.</summary>
    /// <remarks>Sealed first: from then on no batch can follow, whatever the clocks say. Each step is safe to repeat.</remarks>
    /// <exception cref="StaleReaderException">Another process stored a position meanwhile.</exception>
    public async Task CloseIfOldAsync(TableEntity row, bool isSealed, CancellationToken cancellation)
    {
        if (!isSealed && !await TrySealAsync(row, cancellation).ConfigureAwait(false)) return;
        await table.UpsertEntityAsync(JournalRegistry.Row(JournalRegistry.Closed, row.RowKey), TableUpdateMode.Merge, cancellation).ConfigureAwait(false);
        try
        {
            await table.DeleteEntityAsync(JournalRegistry.Open, row.RowKey, row.ETag, cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            throw new StaleReaderException("Another process moved the reader's position.", e);
        }
    }

    private async Task<bool> TrySealAsync(TableEntity row, CancellationToken cancellation)
    {
        if (time.GetUtcNow() - JournalRegistry.OpenedAt(row.RowKey) < TimeSpan.FromHours(options.OpenHours)) return false;
        try
        {
            await table.AddEntityAsync(JournalEntity.Seal(row.RowKey, JournalRegistry.PositionOf(row) + 1), cancellation).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException e) when (e.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            return false; // a batch came first, or the seal is there already: the next round reads which
        }
    }
}
