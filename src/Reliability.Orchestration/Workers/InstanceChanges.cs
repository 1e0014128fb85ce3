using System.Collections.Concurrent;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Tells who waits for an instance in this process that its status changed here. Changes elsewhere have to be looked for.</summary>
internal sealed class InstanceChanges
{
    private const int MaxStarted = 10_000;

    private readonly ConcurrentDictionary<string, TaskCompletionSource<InstanceRow>> _waits = new(StringComparer.Ordinal);
    private readonly RecentKeys _started = new(MaxStarted);

    /// <summary>Gets a task that completes with the instance when its status changes here.</summary>
    public Task<InstanceRow> Next(string instanceId) =>
        _waits.GetOrAdd(instanceId, _ => new TaskCompletionSource<InstanceRow>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Notes that an instance was started here, and is to run here.</summary>
    public void Started(string instanceId)
    {
        lock (_started) _started.Add(instanceId);
    }

    /// <summary>Tells whether an instance was started here and has not ended here: its end will be told, if it does not move.</summary>
    public bool IsUnderWay(string instanceId)
    {
        lock (_started) return _started.Contains(instanceId);
    }

    /// <summary>Tells that the status of an instance changed.</summary>
    public void Signal(InstanceRow row)
    {
        if (row.IsTerminal)
        {
            lock (_started) _started.Remove(row.InstanceId);
        }

        if (_waits.TryRemove(row.InstanceId, out var waits)) waits.SetResult(row);
    }
}
