using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>Writes batches one after another into a partition that no other writer knows. Not thread-safe.</summary>
/// <remarks>
/// <para>A partition never has a gap: the next batch is written only when the one before is stored. When a write fails for good,
/// nobody knows whether it will still be applied, so the partition is left and the next batch opens a new one.</para>
/// <para>A conflict is either the lane's own earlier try, applied though its answer was lost, and the batch is stored; or the seal of
/// a reader that closed the partition, because this process was suspended for hours or the clocks differ by hours.</para>
/// </remarks>
internal sealed class JournalLane(TableClient table, JournalOptions options, TimeProvider time, Func<Guid> newId)
{
    private string? _partition;
    private long _openedAt;
    private long _next;

    /// <summary>Stores a batch.</summary>
    /// <exception cref="RequestFailedException">The store refused or did not answer, also after retries.</exception>
    /// <exception cref="InvalidOperationException">A reader closed even a new partition: its clock must be hours ahead.</exception>
    public async Task WriteAsync(JournalBatch batch, CancellationToken cancellation)
    {
        if (await TryWriteAsync(batch, cancellation).ConfigureAwait(false)) return;
        if (!await TryWriteAsync(batch, cancellation).ConfigureAwait(false))
            throw new InvalidOperationException("A reader closed the partition as soon as it was opened: the clocks are hours apart.");
    }

    private async Task<bool> TryWriteAsync(JournalBatch batch, CancellationToken cancellation)
    {
        if (_partition is null || time.GetElapsedTime(_openedAt) > TimeSpan.FromMinutes(options.PartitionMinutes))
            await OpenPartitionAsync(cancellation).ConfigureAwait(false);
        var partition = _partition!;
        _partition = null; // left unless the write is known to have succeeded
        try
        {
            await table.AddEntityAsync(JournalEntity.Write(partition, _next, batch), cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            var found = await table.GetEntityAsync<TableEntity>(partition, JournalEntity.RowKey(_next), JournalEntity.SealColumns, cancellation).ConfigureAwait(false);
            if (JournalEntity.IsSeal(found.Value)) return false;
        }

        (_partition, _next) = (partition, _next + 1);
        return true;
    }

    private async Task OpenPartitionAsync(CancellationToken cancellation)
    {
        _partition = null;
        var partition = JournalRegistry.PartitionName(time.GetUtcNow(), newId());
        var openedAt = time.GetTimestamp();
        await table.UpsertEntityAsync(JournalRegistry.Row(JournalRegistry.Open, partition), TableUpdateMode.Merge, cancellation).ConfigureAwait(false);
        (_partition, _openedAt, _next) = (partition, openedAt, 0);
    }
}
