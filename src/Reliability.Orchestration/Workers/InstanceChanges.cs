using System.Collections.Concurrent;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Tells who waits for an instance in this process that its status changed here. Changes elsewhere have to be looked for.</summary>
internal sealed class InstanceChanges
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InstanceRow>> _waits = new(StringComparer.Ordinal);

    /// <summary>Gets a task that completes with the instance when its status changes here.</summary>
    public Task<InstanceRow> Next(string instanceId) =>
        _waits.GetOrAdd(instanceId, _ => new TaskCompletionSource<InstanceRow>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Tells that the status of an instance changed.</summary>
    public void Signal(InstanceRow row)
    {
        if (_waits.TryRemove(row.InstanceId, out var waits)) waits.SetResult(row);
    }
}
