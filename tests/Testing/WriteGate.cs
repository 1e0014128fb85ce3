namespace Reliability.Testing;

/// <summary>Holds the adding of entities to <see cref="InMemoryTables"/>, so that a test can act while a write is in flight.</summary>
public sealed class WriteGate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Closes a gate in front of an account.</summary>
    /// <param name="tables">A process of the account.</param>
    public WriteGate(InMemoryTables tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        tables.Gate = operation =>
        {
            if (operation.Kind != TableOperationKind.Add) return Task.CompletedTask;
            _reached.TrySetResult();
            return _open.Task;
        };
    }

    /// <summary>Gets what completes when the first write waits at the gate.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets all writes pass from now on.</summary>
    public void Open() => _open.TrySetResult();
}
