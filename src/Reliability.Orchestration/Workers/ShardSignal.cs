namespace Reliability.Orchestration.Workers;

/// <summary>Wakes the loop of a shard; signals that come while it works are one.</summary>
internal sealed class ShardSignal
{
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Lock _lock = new();

    /// <summary>Wakes the loop.</summary>
    public void Set()
    {
        lock (_lock)
        {
            if (_signal.CurrentCount == 0) _signal.Release();
        }
    }

    /// <summary>Waits for a signal, but not for ever.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider time, CancellationToken cancellation)
    {
        if (most <= TimeSpan.Zero) return;
        using var timeout = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await _signal.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Time is up.
        }
    }
}
