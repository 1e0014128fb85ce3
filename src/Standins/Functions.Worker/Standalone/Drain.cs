namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>The time that invocations in flight are given at shutdown.</summary>
/// <param name="timeout">How long; zero cancels them at once.</param>
internal sealed class Drain(TimeSpan timeout) : IDisposable
{
    /// <summary>How long cancelled invocations may take to come back before their connections are broken off.</summary>
    public static readonly TimeSpan Unwinding = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ended = new();
    private ITimer? _timer;

    /// <summary>Gets the token cancelled when the time is up.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Starts the clock. Called once, when the host begins to stop.</summary>
    /// <param name="time">The clock.</param>
    public void Begin(TimeProvider time) =>
        _timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), _ended, timeout, Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        _ended.Dispose();
    }
}
