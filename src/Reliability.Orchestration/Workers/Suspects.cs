using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Finds instances whose work ends the process, so that they do not take the others down with them for ever.</summary>
/// <remarks>
/// A new owner counts, in the row of each instance that was at work, that an owner died. After <see cref="MaxRestarts"/> deaths without a turn,
/// such instances are held back and tried one at a time (<see cref="Trials"/>), which their row says until their turn; one that was being tried
/// at <see cref="MaxStrikes"/> deaths is quarantined. Processes that die for another reason do not live long enough to try anybody.
/// </remarks>
internal sealed class Suspects(ShardStore store, ShardLease lease, Quarantine quarantine, Trials trials, TimeProvider time)
{
    private const int MaxRestarts = 3;
    private const int MaxStrikes = 3;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Queue<string> _waiting = [];
    private string? _tried;
    private long _triedAt;

    /// <summary>Gets whether suspects are held back.</summary>
    public bool AreHeld => _waiting.Count > 0;

    /// <summary>Gets how long to wait for the next trial.</summary>
    public TimeSpan UntilNext => !AreHeld ? TimeSpan.MaxValue : _tried is null && trials.MayBegin ? TimeSpan.Zero : Look;

    /// <summary>Counts the death of an owner.</summary>
    /// <param name="working">The instances that were at work.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task CountAsync(IEnumerable<string> working, CancellationToken cancellation)
    {
        _waiting.Clear();
        Pass();
        foreach (var some in working.ToList().Chunk(Transactions.MaxActions / 2))
        {
            var counted = await Task.WhenAll(some.Select(key => CountAsync(key, cancellation))).ConfigureAwait(false);
            var actions = counted.SelectMany(one => one).ToList();
            if (actions.Count > 0) await lease.CommitAsync(actions, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Holds back all suspects but the one that is tried.</summary>
    /// <param name="attention">Instances that have something to do.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task HoldAsync(HashSet<string> attention, CancellationToken cancellation)
    {
        if (_tried is not null && time.GetElapsedTime(_triedAt) >= Trials.Longest) Pass();
        if (_tried is null && AreHeld && trials.TryBegin(this))
        {
            (_tried, _triedAt) = (_waiting.Dequeue(), time.GetTimestamp());
            await lease.CommitAsync([Merge(_tried, ("Probing", true))], cancellation).ConfigureAwait(false);
            attention.Add(_tried);
        }

        attention.ExceptWith(_waiting);
    }

    /// <summary>Notes that an instance did what it had to do, and the process lives.</summary>
    public void Passed(string key)
    {
        if (_tried == key) Pass();
    }

    private void Pass()
    {
        _tried = null;
        trials.End(this);
    }

    private async Task<IReadOnlyList<TableTransactionAction>> CountAsync(string key, CancellationToken cancellation)
    {
        if (await store.ReadInstanceAsync(key, InstanceRow.Brief, cancellation).ConfigureAwait(false) is not { IsTerminal: false } row) return [];
        var strikes = row.Strikes + (row.IsProbing ? 1 : 0);
        if (strikes >= MaxStrikes)
        {
            var reason = new InvalidOperationException($"The process ended {strikes} times while work on this instance was tried.");
            return (await quarantine.StageAsync(key, reason, [], cancellation).ConfigureAwait(false))?.Actions ?? [];
        }

        if (row.Restarts >= MaxRestarts)
        {
            lock (_waiting) _waiting.Enqueue(key);
        }

        return [Merge(key, ("Restarts", row.Restarts + 1), ("Strikes", strikes), ("Probing", false))];
    }

    private TableTransactionAction Merge(string key, params (string Name, object Value)[] columns)
    {
        var row = new TableEntity(store.Partition, RowKeys.Instance(key));
        foreach (var (name, value) in columns) row[name] = value;
        return new TableTransactionAction(TableTransactionActionType.UpdateMerge, row, ETag.All);
    }
}
