using Azure;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>Writes batches one after another into a partition that no other writer knows. Not thread-safe.</summary>
/// <remarks>
/// <para>A partition never has a gap: the next batch is written only when the one before is stored. When a write fails for good,
/// nobody knows whether it will still be applied, so the partition is left and the next batch opens a new one.</para>
/// <para>A conflict can only be the lane's own earlier try, applied though its answer was lost: the batch is stored.</para>
/// </remarks>
internal sealed class JournalLane(TableClient table, JournalOptions options, TimeProvider time, Func<Guid> newId)
{
    private string? _partition;
    private long _openedAt;
    private long _next;

    /// <summary>Stores a batch.</summary>
    /// <exception cref="RequestFailedException">The store refused or did not answer, also after retries.</exception>
    public async Task WriteAsync(JournalBatch batch, CancellationToken cancellation)
    {
        if (_partition is null || time.GetElapsedTime(_openedAt) > TimeSpan.FromMinutes(options.PartitionMinutes))
            await OpenPartitionAsync(cancellation).ConfigureAwait(false);
        var entity = JournalEntity.Write(_partition!, _next, batch);
        try
        {
            await table.AddEntityAsync(entity, cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Applied by an earlier try of this very write.
        }
        catch
        {
            _partition = null;
            throw;
        }

        _next++;
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
