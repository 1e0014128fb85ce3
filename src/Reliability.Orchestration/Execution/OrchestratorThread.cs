namespace Reliability.Orchestration.Execution;

/// <summary>The one thread that runs an orchestrator during a turn, without a synchronization context: continuations run where their task completes.</summary>
internal sealed class OrchestratorThread
{
    private volatile int _current;

    /// <summary>Gets whether a turn is under way, on whatever thread.</summary>
    public bool IsBusy => _current != 0;

    /// <summary>Gets whether the caller is orchestrator code in its turn.</summary>
    public bool IsCurrent => _current == Environment.CurrentManagedThreadId;

    /// <summary>Runs code, and whatever it continues, to the next await of something open.</summary>
    public void Run(Action code)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        _current = Environment.CurrentManagedThreadId;
        try
        {
            code();
        }
        finally
        {
            _current = 0;
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
