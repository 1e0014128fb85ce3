namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>The cancellation of one invocation, made only when somebody asks for the token.</summary>
internal sealed class InvocationCancellation : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _caller;
    private readonly CancellationToken _drainEnded;
    private readonly CancellationTokenRegistration _callerLink;
    private readonly CancellationTokenRegistration _drainLink;

    /// <summary>Starts the clock.</summary>
    /// <param name="limits">Limits of the host.</param>
    /// <param name="started">Timestamp at which the invocation started.</param>
    /// <param name="caller">Cancelled when the client is gone or the timer lease is lost.</param>
    public InvocationCancellation(InvocationLimits limits, long started, CancellationToken caller)
    {
        _caller = caller;
        _drainEnded = limits.DrainEnded;
        _source = new CancellationTokenSource(Remaining(limits, started), limits.Time);
        _callerLink = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        _drainLink = _drainEnded.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Gets the token.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Gets whether the invocation ran out of time, rather than being cancelled from outside.</summary>
    public bool TimedOut => _source.IsCancellationRequested && !_caller.IsCancellationRequested && !_drainEnded.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        _callerLink.Dispose();
        _drainLink.Dispose();
        _source.Dispose();
    }

    private static TimeSpan Remaining(InvocationLimits limits, long started)
    {
        if (limits.Timeout == Timeout.InfiniteTimeSpan)
            return Timeout.InfiniteTimeSpan;
        TimeSpan remaining = limits.Timeout - limits.Time.GetElapsedTime(started);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
