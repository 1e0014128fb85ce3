using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>One shard in one worker: owns it if it can, and takes the turns of its instances.</summary>
/// <remarks>
/// Everything runs in <see cref="RunOnceAsync"/>, one call at a time. Turns of many instances are committed by one transaction. When a commit
/// does not succeed, for whatever reason, what is in memory is thrown away and read anew: storage alone says what happened.
/// </remarks>
internal sealed partial class Shard
{
    private const int MaxKeys = 500;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(200);

    private readonly ShardParts _parts;
    private readonly HashSet<string> _attention = [];
    private readonly Dictionary<string, long> _due = [];
    private long? _polledAt;
    private bool _isLoaded;
    private bool _isBusy;

    // A transaction was refused for no known row: turns are committed one by one, to find whose it is.
    private bool _isCautious;

    /// <summary>Creates a shard.</summary>
    public Shard(ShardParts parts)
    {
        (_parts, _logger) = (parts, parts.Logger);
    }

    /// <summary>Gets the number of the shard.</summary>
    public int Number => _parts.Number;

    /// <summary>Gets whether this worker owns the shard, as far as it knows.</summary>
    public bool IsOwned => _parts.Lease.IsOwned;

    /// <summary>Gets who owns the shard, as far as it is known.</summary>
    public string Owner => _parts.Lease.Owner;

    /// <summary>Gets whether instances wait for a turn.</summary>
    public bool IsBusy => IsOwned && _isBusy;

    /// <summary>Adds a message that this process knows of, from any thread.</summary>
    public void Post(Pending message) => _parts.Inbox.Post(message);

    /// <summary>Does what there is to do.</summary>
    /// <returns>How long there is nothing more to do unless something is posted; zero to be called again at once.</returns>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken cancellation)
    {
        try
        {
            if (!IsOwned && !await TakeAsync(cancellation).ConfigureAwait(false)) return _parts.Options.Lease / 6;
            if (!_isLoaded) await LoadAsync(cancellation).ConfigureAwait(false);
            return await WorkAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // A request that took too long is cancelled by the client of the store, not by who stops this worker.
            OrchestrationMetrics.Resets.Add(1);
            ReadAnew(e, Number);
            _isCautious = !Rows.IsPassing(e);
            Reset();
            return AfterFailure;
        }
    }

    private async Task TakeDueAsync(CancellationToken cancellation)
    {
        foreach (var (ticks, key) in await _parts.Wakes.TakeDueAsync(_parts.Clock.Now, cancellation).ConfigureAwait(false))
        {
            _attention.Add(key);
            _due[key] = ticks;
        }
    }

    private async Task<TimeSpan> WorkAsync(CancellationToken cancellation)
    {
        _attention.UnionWith(_parts.Inbox.Drain());
        await PollAsync(cancellation).ConfigureAwait(false);
        if (await YieldsAsync(cancellation).ConfigureAwait(false)) return TimeSpan.Zero;
        await TakeDueAsync(cancellation).ConfigureAwait(false);
        var batch = await _parts.Outbox.SendAsync(cancellation).ConfigureAwait(false);
        await RenewAsync(cancellation).ConfigureAwait(false);
        await _parts.Suspects.HoldAsync(_attention, mayTry: !_isEnding && _yieldsSince is null, cancellation).ConfigureAwait(false);
        batch = await TakeTurnsAsync(batch, cancellation).ConfigureAwait(false);
        await CommitAsync(batch, cancellation).ConfigureAwait(false);
        _isCautious = false;
        await _parts.Garbage.CollectAsync(cancellation).ConfigureAwait(false);
        await RenewAsync(cancellation).ConfigureAwait(false);
        return UntilNext();
    }

    // Replays and reads may take long: others must not think this worker dead.
    private async Task RenewAsync(CancellationToken cancellation)
    {
        if (_parts.Lease.IsRenewalDue) await _parts.Lease.CommitAsync([], cancellation).ConfigureAwait(false);
    }

    private async Task RenewWhileAsync(Task reads, CancellationToken cancellation)
    {
        try
        {
            while (!reads.IsCompleted)
            {
                await Task.WhenAny(reads, Task.Delay(_parts.Options.Lease / 6, _parts.Time, cancellation)).ConfigureAwait(false);
                await RenewAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            // What is read must not come in after it was thrown away.
            await reads.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reads.ConfigureAwait(false);
    }

    private async Task<CommitBatch> TakeTurnsAsync(CommitBatch batch, CancellationToken cancellation)
    {
        foreach (var keys in _attention.Where(_parts.Strikes.MayTry).Take(MaxKeys).ToList().Chunk(HotInstances.MaxReads))
        {
            foreach (var row in keys.SelectMany(key => _parts.Inbox.Of(key, TurnTaker.MaxMessages)).Select(pending => pending.Created).OfType<InstanceRow>())
                _parts.Hot.Created(row);
            await RenewWhileAsync(_parts.Hot.ReadAheadAsync(keys, cancellation), cancellation).ConfigureAwait(false);
            foreach (var key in keys)
            {
                await RenewAsync(cancellation).ConfigureAwait(false);
                if (await TakeTurnAsync(key, cancellation).ConfigureAwait(false) is { } staged) batch = await AddAsync(batch, staged, cancellation).ConfigureAwait(false);
                else Leave(key);
            }

            _parts.Hot.EndReadAhead();
        }

        return batch;
    }

    private async Task PollAsync(CancellationToken cancellation)
    {
        if (UntilPoll > TimeSpan.Zero) return;
        _polledAt = _parts.Time.GetTimestamp();
        var (keys, unreadable) = await _parts.Inbox.PollAsync(cancellation).ConfigureAwait(false);
        _attention.UnionWith(keys);
        foreach (var row in unreadable) await SetAsideAsync(row, cancellation).ConfigureAwait(false);
    }

    private async Task SetAsideAsync(TableEntity row, CancellationToken cancellation)
    {
        Unreadable(row.RowKey, Number);
        OrchestrationMetrics.Drop("unreadable");
        var copy = new TableEntity(row) { RowKey = "q" + row.RowKey[1..] };
        await _parts.Lease.CommitAsync(
            [new TableTransactionAction(TableTransactionActionType.UpsertReplace, copy), new TableTransactionAction(TableTransactionActionType.Delete, row, Azure.ETag.All)],
            cancellation).ConfigureAwait(false);
    }

    private async Task<StagedTurn?> TakeTurnAsync(string key, CancellationToken cancellation)
    {
        try
        {
            var messages = _parts.Inbox.Of(key, TurnTaker.MaxMessages);
            if (_parts.Strikes.Reason(key, _parts.Options.MaxStrikes) is { } reason) return await _parts.Quarantine.StageAsync(key, reason, messages, cancellation).ConfigureAwait(false);
            return await _parts.Turns.TakeAsync(key, messages, _parts.Clock.Now, _due.TryGetValue(key, out var ticks) ? ticks : null, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (!Rows.IsPassing(e) && e is not OperationCanceledException)
        {
            Strike(key, e);
            return null;
        }
    }

    // Work that fails for another reason than storage is tried again after a while, and given up visibly in the end.
    private void Strike(string key, Exception exception)
    {
        _parts.Hot.Forget(key);
        WorkFailed(exception, key, Number, _parts.Strikes.Add(key, exception), _parts.Options.MaxStrikes);
    }

    private void Reset()
    {
        _parts.Lease.Drop();
        _isLoaded = false;
        Forget();
        _parts.Inbox.Reset();
    }

    private void Forget()
    {
        _parts.Hot.Clear();
        _attention.Clear();
        _due.Clear();
    }

    private void Leave(string key)
    {
        _parts.Suspects.Passed(key);
        Done(key);
    }

    private void Done(string key)
    {
        if (_parts.Strikes.IsWaiting(key)) return;
        _attention.Remove(key);
        _due.Remove(key);
    }

    // By a clock that nobody sets.
    private TimeSpan UntilPoll => _polledAt is { } polled ? _parts.Options.PollInterval - _parts.Time.GetElapsedTime(polled) : TimeSpan.Zero;

    private TimeSpan UntilNext()
    {
        var hasWork = _parts.Outbox.HasWaiting || _attention.Any(_parts.Strikes.MayTry);
        _isBusy = hasWork || _parts.Suspects.AreHeld;
        if (hasWork) return TimeSpan.Zero;
        var next = new[] { UntilPoll, _parts.Options.Lease / 6, _parts.Strikes.UntilNext(), _parts.Suspects.UntilNext }.Min();
        if (_parts.Wakes.Next != long.MaxValue)
        {
            var due = TimeSpan.FromTicks(_parts.Wakes.Next - _parts.Clock.Now.UtcTicks);
            next = due < next ? due : next;
        }

        return next > TimeSpan.Zero ? next : TimeSpan.Zero;
    }

    [LoggerMessage(LogLevel.Warning, "Shard {Shard} is read anew: a commit or a read did not succeed")]
    private partial void ReadAnew(Exception e, int shard);

    [LoggerMessage(LogLevel.Error, "Row {RowKey} of shard {Shard} is no message; it is set aside")]
    private partial void Unreadable(string rowKey, int shard);

    [LoggerMessage(LogLevel.Error, "Work on instance {Key} of shard {Shard} failed, {Strikes} of {MaxStrikes} times")]
    private partial void WorkFailed(Exception e, string key, int shard, int strikes, int maxStrikes);
}
