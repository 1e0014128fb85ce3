namespace Reliability.Orchestration.Workers;

/// <content>Takes the shard, and reads what an owner has to know.</content>
internal sealed partial class Shard
{
    // The owner before died, which is still to be counted.
    private bool _hasDied;

    private async Task<bool> TakeAsync(CancellationToken cancellation)
    {
        _isLoaded = false;
        if (await _parts.Lease.TryTakeAsync(IsWanted, cancellation).ConfigureAwait(false))
        {
            _hasDied |= _parts.Lease.WasAbandoned;
            return true;
        }

        _hasDied = false;
        await ForwardAsync(cancellation).ConfigureAwait(false);
        return false;
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
        await RenewAsync(cancellation).ConfigureAwait(false);
        _polledAt = null;

        // Whatever a dead owner was about to do may be what it died of.
        await PollAsync(cancellation).ConfigureAwait(false);
        await TakeDueAsync(cancellation).ConfigureAwait(false);
        await _parts.Suspects.CountAsync(_attention, _hasDied, cancellation).ConfigureAwait(false);
        (_hasDied, _isLoaded) = (false, true);
    }
}
