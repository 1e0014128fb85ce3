using System.Collections.Concurrent;

namespace Reliability.Orchestration.Workers;

/// <summary>Tells who waits for an instance in this process that it got on; others have to look from time to time.</summary>
internal sealed class InstanceChanges
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waits = new(StringComparer.Ordinal);

    /// <summary>Gets a task that completes when the instance gets on here.</summary>
    public Task Next(string instanceId) =>
        _waits.GetOrAdd(instanceId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Tells that an instance got on.</summary>
    public void Signal(string instanceId)
    {
        if (_waits.TryRemove(instanceId, out var waits)) waits.SetResult();
    }
}
