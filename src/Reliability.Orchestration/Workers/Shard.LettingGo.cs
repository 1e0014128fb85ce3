using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <content>Lets the shard go: at the end of the process, or because another worker has fewer.</content>
internal sealed partial class Shard
{
    private static readonly TimeSpan YieldPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan YieldPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DrainStep = TimeSpan.FromMilliseconds(20);

    private readonly HashSet<string> _withheld = [];
    private long? _yieldsSince;
    private long? _yieldedAt;
    private long? _refusedAt;
    private bool _isEnding;

    // Whoever asked for the shard gets it first.
    private bool IsWanted => _yieldedAt is not { } at || _parts.Time.GetElapsedTime(at) >= _parts.Options.Lease;

    /// <summary>Waits for the activities that run, stores their results, and lets the shard go.</summary>
    /// <param name="cancellation">Ends the patience; the shard is let go all the same, and its activities run again elsewhere.</param>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        _isEnding = true;
        while (_parts.Activities.Count > 0 && !cancellation.IsCancellationRequested)
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

    // Results of activities that ran here go to whoever owns the shard now; other messages are in its inbox already.
    private async Task ForwardAsync(CancellationToken cancellation)
    {
        var own = _parts.Inbox.TakeOwn();
        if (own.Count == 0) return;
        try
        {
            // A result that is too large for a message is forgotten here: the new owner calls the activity again.
            await _parts.Mailer.SendAsync([.. own.Select(pending => pending.Message).Where(Mailer.Fits)], cancellation).ConfigureAwait(false);
            foreach (var pending in own) _parts.Activities.Forget(pending.Message);
        }
        catch
        {
            foreach (var pending in own) Post(pending);
            throw;
        }
    }

    // Another worker has fewer shards: no more activities are started until those that run are done, but not for long.
    private async Task<bool> YieldsAsync(CancellationToken cancellation)
    {
        if (_attention.Remove(RowKeys.Owner))
        {
            var asked = _parts.Inbox.Of(RowKeys.Owner, Transactions.MaxActions);
            await _parts.Lease.CommitAsync(_parts.Deletions(asked), cancellation).ConfigureAwait(false);
            _parts.Inbox.Remove(RowKeys.Owner, asked);
            if (_refusedAt is not { } refused || _parts.Time.GetElapsedTime(refused) > YieldPause) _yieldsSince ??= _parts.Time.GetTimestamp();
        }

        if (_yieldsSince is not { } since) return false;
        if (_parts.Activities.Count == 0)
        {
            (_yieldsSince, _yieldedAt) = (null, _parts.Time.GetTimestamp());
            _withheld.Clear();
            await ReleaseAsync(cancellation).ConfigureAwait(false);
            return true;
        }

        if (_parts.Time.GetElapsedTime(since) < YieldPatience) return false;
        (_yieldsSince, _refusedAt) = (null, _parts.Time.GetTimestamp());
        _attention.UnionWith(_withheld);
        _withheld.Clear();
        return false;
    }

    // Tells whether an activity may start now; one that may not starts when the shard is kept after all, or elsewhere.
    private bool MayStart(string key)
    {
        if (!_isEnding && _yieldsSince is null) return true;
        _withheld.Add(key);
        return false;
    }
}
