using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Finds instances whose work ends the process, so that they do not take the others down with them for ever.</summary>
/// <remarks>
/// A new owner counts, in the row of each instance that was at work, that an owner died. After <see cref="MaxRestarts"/> deaths without a turn,
/// such instances are tried one at a time, which their row says while it lasts; one that was tried alone at <see cref="MaxStrikes"/> deaths is quarantined.
/// </remarks>
internal sealed class Suspects(ShardStore store, ShardLease lease, Quarantine quarantine, TimeProvider time)
{
    private const int MaxRestarts = 3;
    private const int MaxStrikes = 3;
    private const int MaxRows = 99;
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(10);

    private readonly Queue<string> _waiting = [];
    private string? _probed;
    private long _since;

    /// <summary>Counts the death of an owner.</summary>
    /// <param name="working">The instances that were at work.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task CountAsync(IEnumerable<string> working, CancellationToken cancellation)
    {
        _waiting.Clear();
        _probed = null;
        foreach (var some in working.ToList().Chunk(MaxRows))
        {
            var counted = await Task.WhenAll(some.Select(key => CountAsync(key, cancellation))).ConfigureAwait(false);
            var actions = counted.OfType<TableTransactionAction>().ToList();
            if (actions.Count > 0) await lease.CommitAsync(actions, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Holds back all suspects but one.</summary>
    /// <param name="attention">Instances that have something to do.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task HoldAsync(HashSet<string> attention, CancellationToken cancellation)
    {
        if (_probed is { } probed && time.GetElapsedTime(_since) >= Alone)
        {
            _probed = null;
            await MarkAsync(probed, false, cancellation).ConfigureAwait(false);
        }

        if (_probed is null && _waiting.TryDequeue(out var next))
        {
            await MarkAsync(next, true, cancellation).ConfigureAwait(false);
            (_probed, _since) = (next, time.GetTimestamp());
            attention.Add(next);
        }

        attention.ExceptWith(_waiting);
    }

    /// <summary>Notes that an instance took a turn, and the process lives.</summary>
    public void Passed(string key)
    {
        if (_probed == key) _probed = null;
    }

    private async Task<TableTransactionAction?> CountAsync(string key, CancellationToken cancellation)
    {
        if (await store.ReadInstanceAsync(key, InstanceRow.Brief, cancellation).ConfigureAwait(false) is not { IsTerminal: false } row) return null;
        var strikes = row.Strikes + (row.IsProbing ? 1 : 0);
        if (strikes >= MaxStrikes)
        {
            var reason = new InvalidOperationException($"The process ended {strikes} times while this instance was tried alone.");
            return (await quarantine.StageAsync(key, reason, [], cancellation).ConfigureAwait(false))?.Actions.Single();
        }

        if (row.Restarts >= MaxRestarts)
        {
            lock (_waiting) _waiting.Enqueue(key);
        }

        return Merge(key, ("Restarts", row.Restarts + 1), ("Strikes", strikes), ("Probing", false));
    }

    private Task MarkAsync(string key, bool isProbed, CancellationToken cancellation) => lease.CommitAsync([Merge(key, ("Probing", isProbed))], cancellation);

    private TableTransactionAction Merge(string key, params (string Name, object Value)[] columns)
    {
        var row = new TableEntity(store.Partition, RowKeys.Instance(key));
        foreach (var (name, value) in columns) row[name] = value;
        return new TableTransactionAction(TableTransactionActionType.UpdateMerge, row, ETag.All);
    }
}
