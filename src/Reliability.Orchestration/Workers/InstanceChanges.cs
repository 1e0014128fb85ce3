using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Tells who waits for an instance in this process that its status changed here. Changes elsewhere have to be looked for.</summary>
internal sealed class InstanceChanges
{
    private const int MaxStarted = 10_000;

    private readonly Dictionary<string, (TaskCompletionSource<InstanceRow> Source, int Waiters)> _waits = new(StringComparer.Ordinal);
    private readonly RecentKeys _started = new(MaxStarted);

    /// <summary>Gets a task that completes with the instance when its status changes here. Who asked says when it waits no longer.</summary>
    public Task<InstanceRow> Next(string instanceId)
    {
        lock (_waits)
        {
            var (source, waiters) = _waits.GetValueOrDefault(instanceId);
            source ??= new TaskCompletionSource<InstanceRow>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waits[instanceId] = (source, waiters + 1);
            return source.Task;
        }
    }

    /// <summary>Says that one who asked waits no longer.</summary>
    public void Leave(string instanceId, Task<InstanceRow> asked)
    {
        lock (_waits)
        {
            if (!_waits.TryGetValue(instanceId, out var waits) || waits.Source.Task != asked) return;
            if (waits.Waiters == 1) _waits.Remove(instanceId);
            else _waits[instanceId] = (waits.Source, waits.Waiters - 1);
        }
    }

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

        lock (_waits)
        {
            if (_waits.Remove(row.InstanceId, out var waits)) waits.Source.SetResult(row);
        }
    }
}
