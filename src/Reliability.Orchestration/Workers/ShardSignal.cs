namespace Reliability.Orchestration.Workers;

/// <summary>Wakes the loop of a shard; signals that come while it works are one.</summary>
internal sealed class ShardSignal
{
    private TaskCompletionSource _next = Fresh();

    /// <summary>Wakes the loop.</summary>
    public void Set() => _next.TrySetResult();

    /// <summary>Waits for a signal, but not for ever.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider time, CancellationToken cancellation)
    {
        if (most > TimeSpan.Zero)
        {
            try
            {
                await _next.Task.WaitAsync(most, time, cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Nothing came.
            }
        }

        // What is posted from here on is drained by the call that follows, or wakes the next wait.
        if (_next.Task.IsCompleted) Interlocked.Exchange(ref _next, Fresh());
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
