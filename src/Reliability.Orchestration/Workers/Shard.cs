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
    private static readonly TimeSpan YieldStep = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan YieldPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainStep = TimeSpan.FromMilliseconds(20);

    private readonly ShardParts _parts;
    private readonly HashSet<string> _attention = [];
    private readonly Dictionary<string, long> _due = [];
    private long? _yieldsSince;
    private DateTimeOffset _nextPoll;
    private DateTimeOffset _notBefore;
    private bool _isDraining;
    private bool _isLoaded;

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
    public bool IsBusy { get; private set; }

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

    /// <summary>Waits for the activities that run, stores their results, and lets the shard go.</summary>
    /// <param name="cancellation">Ends the patience; the shard is let go all the same, and its activities run again elsewhere.</param>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        _isDraining = true;
        while (IsOwned && _parts.Activities.Count > 0 && !cancellation.IsCancellationRequested)
        {
            await RunOnceAsync(CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(DrainStep, _parts.Time, CancellationToken.None).ConfigureAwait(false);
        }

        await ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Lets the shard go, so that others take it at once.</summary>
    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        _isLoaded = false;
        await _parts.Lease.ReleaseAsync(cancellation).ConfigureAwait(false);
        await ForwardAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<bool> TakeAsync(CancellationToken cancellation)
    {
        _isLoaded = false;
        if (await _parts.Lease.TryTakeAsync(_parts.Time.GetUtcNow() >= _notBefore, cancellation).ConfigureAwait(false)) return true;
        await ForwardAsync(cancellation).ConfigureAwait(false);
        return false;
    }

    // Results of activities that ran here go to whoever owns the shard now; other messages are in its inbox already.
    private async Task ForwardAsync(CancellationToken cancellation)
    {
        var own = _parts.Inbox.TakeOwn();
        if (own.Count == 0) return;
        try
        {
            await _parts.Mailer.SendAsync([.. own.Select(pending => pending.Message)], cancellation).ConfigureAwait(false);
            foreach (var pending in own) _parts.Activities.Forget(pending.Message);
        }
        catch (Exception e) when (Rows.IsPassing(e))
        {
            foreach (var pending in own) Post(pending);
            throw;
        }
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        Forget();
        _parts.Inbox.Reset();
        foreach (var key in await _parts.Wakes.LoadAsync(cancellation).ConfigureAwait(false))
        {
            _attention.Add(key);
            _due[key] = 0;
        }

        await _parts.Outbox.LoadAsync(cancellation).ConfigureAwait(false);
        _nextPoll = default;
        _isLoaded = true;
        if (!_parts.Lease.WasAbandoned) return;

        // Whatever the dead owner was about to do may be what it died of.
        await PollAsync(cancellation).ConfigureAwait(false);
        await TakeDueAsync(cancellation).ConfigureAwait(false);
        await _parts.Suspects.CountAsync(_attention, cancellation).ConfigureAwait(false);
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
        if (await YieldsAsync(cancellation).ConfigureAwait(false)) return YieldStep;
        await TakeDueAsync(cancellation).ConfigureAwait(false);
        var batch = await _parts.Outbox.SendAsync(cancellation).ConfigureAwait(false);
        await _parts.Suspects.HoldAsync(_attention, cancellation).ConfigureAwait(false);
        var keys = _attention.Where(_parts.Strikes.MayTry).Take(MaxKeys).ToList();
        foreach (var created in keys.SelectMany(key => _parts.Inbox.Of(key, TurnTaker.MaxMessages)).Select(pending => pending.Created)) if (created is not null) _parts.Hot.Created(created);
        await _parts.Hot.ReadAheadAsync(keys, cancellation).ConfigureAwait(false);
        foreach (var key in keys)
        {
            if (await TakeTurnAsync(key, cancellation).ConfigureAwait(false) is not { } staged)
            {
                Done(key);
                continue;
            }

            batch = await AddAsync(batch, staged, cancellation).ConfigureAwait(false);
        }

        await CommitAsync(batch, cancellation).ConfigureAwait(false);
        _isCautious = false;
        _parts.Hot.EndReadAhead();
        await _parts.Garbage.CollectAsync(cancellation).ConfigureAwait(false);
        if (_parts.Lease.IsRenewalDue) await _parts.Lease.CommitAsync([], cancellation).ConfigureAwait(false);
        return UntilNext();
    }

    // Another worker has fewer shards: no more turns are taken until what runs is done, but not for long.
    private async Task<bool> YieldsAsync(CancellationToken cancellation)
    {
        if (_attention.Remove(RowKeys.Owner))
        {
            var asked = _parts.Inbox.Of(RowKeys.Owner, CommitBatch.MaxActions);
            await _parts.Lease.CommitAsync(_parts.Deletions(asked), cancellation).ConfigureAwait(false);
            _parts.Inbox.Remove(RowKeys.Owner, asked);
            _yieldsSince = _parts.Time.GetTimestamp();
        }

        if (_yieldsSince is not { } since) return false;
        var isIdle = _parts.Activities.Count == 0;
        if (!isIdle && _parts.Time.GetElapsedTime(since) < YieldPatience) return true;
        _yieldsSince = null;
        if (!isIdle) return false;
        _notBefore = _parts.Time.GetUtcNow() + _parts.Options.Lease;
        await ReleaseAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    private async Task PollAsync(CancellationToken cancellation)
    {
        var now = _parts.Time.GetUtcNow();
        if (now < _nextPoll) return;
        _nextPoll = now + _parts.Options.PollInterval;
        var (keys, unreadable) = await _parts.Inbox.PollAsync(cancellation).ConfigureAwait(false);
        _attention.UnionWith(keys);
        foreach (var row in unreadable) await SetAsideAsync(row, cancellation).ConfigureAwait(false);
    }

    private async Task SetAsideAsync(TableEntity row, CancellationToken cancellation)
    {
        Unreadable(row.RowKey, Number);
        OrchestrationMetrics.Dropped.Add(1, new KeyValuePair<string, object?>("reason", "unreadable"));
        var copy = new TableEntity(row) { RowKey = "q" + row.RowKey[1..] };
        await _parts.Lease.CommitAsync(
            [new TableTransactionAction(TableTransactionActionType.UpsertReplace, copy), new TableTransactionAction(TableTransactionActionType.Delete, row, Azure.ETag.All)],
            cancellation).ConfigureAwait(false);
    }

    private async Task<StagedTurn?> TakeTurnAsync(string key, CancellationToken cancellation)
    {
        try
        {
            if (_parts.Strikes.Reason(key, _parts.Options.MaxStrikes) is { } reason) return await _parts.Quarantine.StageAsync(key, reason, cancellation).ConfigureAwait(false);
            var messages = _parts.Inbox.Of(key, TurnTaker.MaxMessages);
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

    private void Done(string key)
    {
        if (_parts.Strikes.IsWaiting(key)) return;
        _attention.Remove(key);
        _due.Remove(key);
    }

    private TimeSpan UntilNext()
    {
        IsBusy = _attention.Any(_parts.Strikes.MayTry);
        if (IsBusy) return TimeSpan.Zero;
        var now = _parts.Time.GetUtcNow();
        var next = new[] { _nextPoll - now, _parts.Options.Lease / 6, _parts.Strikes.UntilNext() }.Min();
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
