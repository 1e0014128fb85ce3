using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Finds instances whose work ends the process, so that they do not take the others down with them for ever.</summary>
/// <remarks>
/// A new owner counts, in the row of each instance that was at work, that an owner died. After <see cref="MaxRestarts"/> deaths without getting on,
/// such instances are held back and tried one at a time (<see cref="Trials"/>), which their row says until they got on. The only one that was being
/// tried at <see cref="MaxStrikes"/> deaths is quarantined. Processes that die for another reason do not live long enough to try anybody.
/// </remarks>
internal sealed class Suspects(ShardStore store, ShardLease lease, Quarantine quarantine, Trials trials)
{
    private const int MaxRestarts = 3;
    private const int MaxStrikes = 3;
    private const int MaxDoublings = 4;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Queue<(string Key, TimeSpan Patience)> _waiting = [];
    private string? _tried;

    /// <summary>Gets whether suspects are held back.</summary>
    public bool AreHeld => _waiting.Count > 0;

    /// <summary>Gets how long to wait for the next trial.</summary>
    public TimeSpan UntilNext => !AreHeld ? TimeSpan.MaxValue : _tried is null && trials.MayBegin ? TimeSpan.Zero : Look;

    /// <summary>Finds the suspects among instances that are taken over.</summary>
    /// <param name="working">The instances that are at work.</param>
    /// <param name="died">Whether their owner died, which is counted.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task CountAsync(IReadOnlyCollection<string> working, bool died, CancellationToken cancellation)
    {
        _waiting.Clear();
        Pass();
        var rows = new List<InstanceRow>();
        foreach (var some in working.Chunk(HotInstances.MaxReads))
            rows.AddRange((await Task.WhenAll(some.Select(key => TryReadAsync(key, cancellation))).ConfigureAwait(false)).OfType<InstanceRow>().Where(row => !row.IsTerminal));

        // When several were being tried, nobody knows which of them it was.
        var isKnown = rows.Count(row => row.IsProbing) == 1;
        var counted = new List<TableTransactionAction>();
        foreach (var row in rows)
        {
            var (restarts, strikes) = died ? (row.Restarts + 1, row.Strikes + (row.IsProbing && isKnown ? 1 : 0)) : (row.Restarts, row.Strikes);
            if (died) counted.AddRange(await CountAsync(row, restarts, strikes, cancellation).ConfigureAwait(false));
            if (restarts >= MaxRestarts && strikes < MaxStrikes) _waiting.Enqueue((row.Key, PatienceWith(restarts)));
        }

        foreach (var some in counted.Chunk(Transactions.MaxActions)) await lease.CommitAsync(some, cancellation).ConfigureAwait(false);
    }

    /// <summary>Holds back all suspects but the one that is tried.</summary>
    /// <param name="attention">Instances that have something to do.</param>
    /// <param name="mayTry">Whether another may be tried now.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task HoldAsync(HashSet<string> attention, bool mayTry, CancellationToken cancellation)
    {
        if (_tried is not null && !trials.GoesOn(this)) Pass();
        if (mayTry && _tried is null && _waiting.TryPeek(out var next) && trials.TryBegin(this, next.Patience))
        {
            await lease.CommitAsync([Merge(next.Key, ("Probing", true))], cancellation).ConfigureAwait(false);
            _waiting.Dequeue();
            _tried = next.Key;
            attention.Add(next.Key);
        }

        foreach (var (key, _) in _waiting) attention.Remove(key);
    }

    /// <summary>Notes that an instance did what it had to do, and the process lives.</summary>
    public void Passed(string key)
    {
        if (_tried == key) Pass();
    }

    // The longer it is not known who does it, the longer each is tried alone.
    private static TimeSpan PatienceWith(int restarts) => Trials.Shortest * (1 << Math.Clamp(restarts - MaxRestarts - MaxStrikes, 0, MaxDoublings));

    private void Pass()
    {
        _tried = null;
        trials.End(this);
    }

    private async Task<IReadOnlyList<TableTransactionAction>> CountAsync(InstanceRow row, int restarts, int strikes, CancellationToken cancellation)
    {
        if (strikes < MaxStrikes) return [Merge(row.Key, ("Restarts", restarts), ("Strikes", strikes), ("Probing", false))];
        var reason = new InvalidOperationException($"The process ended {strikes} times while work on this instance was tried.");
        return (await quarantine.StageAsync(row.Key, reason, [], cancellation).ConfigureAwait(false))?.Actions ?? [];
    }

    private async Task<InstanceRow?> TryReadAsync(string key, CancellationToken cancellation)
    {
        try
        {
            return await store.ReadInstanceAsync(key, InstanceRow.Brief, cancellation).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            // It is given up when it is to take its turn.
            return null;
        }
    }

    private TableTransactionAction Merge(string key, params (string Name, object Value)[] columns)
    {
        var row = new TableEntity(store.Partition, RowKeys.Instance(key));
        foreach (var (name, value) in columns) row[name] = value;
        return new TableTransactionAction(TableTransactionActionType.UpdateMerge, row, ETag.All);
    }
}
