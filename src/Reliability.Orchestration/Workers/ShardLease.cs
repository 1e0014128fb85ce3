using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>The right of one worker to commit to a shard.</summary>
/// <remarks>
/// Every commit replaces the row of the shard as the owner knows it; one who lost the shard cannot commit, whatever it believes. That an owner
/// is dead is judged by watching: its row did not change for a while by the watcher's own clock. No clock of another machine is read.
/// </remarks>
internal sealed class ShardLease(ShardStore store, string worker, TimeSpan lease, TimeProvider time, StoreClock clock)
{
    private ShardRow? _row;
    private ETag _seen;
    private long _seenAt;
    private long _writtenAt;

    /// <summary>Gets whether this worker owns the shard, as far as it knows.</summary>
    public bool IsOwned { get; private set; }

    /// <summary>Gets whether the owner before died with the shard in its hands.</summary>
    public bool WasAbandoned { get; private set; }

    /// <summary>Gets who owned the shard when it was last looked at; empty for nobody.</summary>
    public string Owner => _row?.Owner ?? "";

    /// <summary>Gets whether it is time to write, lest others think this worker dead.</summary>
    public bool IsRenewalDue => time.GetElapsedTime(_writtenAt) >= lease / 3;

    /// <summary>Takes the shard if it is free, or its owner dead.</summary>
    /// <param name="isWanted">False to look only.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<bool> TryTakeAsync(bool isWanted, CancellationToken cancellation)
    {
        var row = await store.ReadOwnerAsync(cancellation).ConfigureAwait(false);
        _row = row;
        if (row is not null && !IsFree(row)) return false;
        if (!isWanted) return false;

        var next = new ShardRow(worker, (row?.Token ?? 0) + 1, 0, row?.ETag ?? default);
        if (await store.TryWriteOwnerAsync(next, row is null, cancellation).ConfigureAwait(false) is not { } written) return false;
        WasAbandoned = row is { Owner.Length: > 0 } && row.Owner != worker;
        (_row, IsOwned, _writtenAt) = (written.Row, true, time.GetTimestamp());
        clock.Observe(written.Answer);
        OrchestrationMetrics.Takeovers.Add(1, new KeyValuePair<string, object?>("abandoned", WasAbandoned));
        return true;
    }

    /// <summary>Commits rows.</summary>
    /// <exception cref="RequestFailedException">It is not known whether the rows are committed; the shard has to be taken anew.</exception>
    public async Task CommitAsync(IEnumerable<TableTransactionAction> actions, CancellationToken cancellation)
    {
        try
        {
            (_row, var answer) = await store.CommitAsync(_row!, actions, cancellation).ConfigureAwait(false);
            _writtenAt = time.GetTimestamp();
            clock.Observe(answer);
            OrchestrationMetrics.Commits.Add(1);
        }
        catch
        {
            IsOwned = false;
            throw;
        }
    }

    /// <summary>Lets the shard go.</summary>
    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        if (!IsOwned) return;
        IsOwned = false;
        await store.TryWriteOwnerAsync(_row! with { Owner = "" }, isNew: false, cancellation).ConfigureAwait(false);
    }

    /// <summary>Stops owning the shard without a word, to take it anew.</summary>
    public void Drop() => IsOwned = false;

    private bool IsFree(ShardRow row)
    {
        if (row.Owner.Length == 0 || row.Owner == worker) return true;
        if (row.ETag == _seen) return time.GetElapsedTime(_seenAt) >= lease;
        (_seen, _seenAt) = (row.ETag, time.GetTimestamp());
        return false;
    }
}
