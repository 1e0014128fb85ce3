using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>The instances of a shard that are in memory. One that is not is made from its history.</summary>
internal sealed class HotInstances(ShardStore store, OrchestrationTasks tasks, OrchestratorServices services, int most)
{
    private readonly Dictionary<string, Instance> _hot = [];
    private long _uses;

    /// <summary>Gets an instance, or null when there is none.</summary>
    /// <exception cref="InvalidDataException">What is stored of it cannot be read.</exception>
    /// <exception cref="UnknownOrchestratorException">This process does not have its orchestrator.</exception>
    public async Task<Instance?> GetAsync(string key, CancellationToken cancellation)
    {
        if (!_hot.TryGetValue(key, out var instance))
        {
            if (await store.ReadInstanceAsync(key, null, cancellation).ConfigureAwait(false) is not { } row) return null;
            instance = row.IsTerminal ? new Instance(row) : await ReplayAsync(row, cancellation).ConfigureAwait(false);
        }

        instance.LastUse = ++_uses;
        return instance;
    }

    /// <summary>Keeps an instance whose turn is committed; one that ended is not kept.</summary>
    public void Keep(Instance instance)
    {
        if (instance.Row.IsTerminal || instance.Execution is not { HasEnded: false })
        {
            _hot.Remove(instance.Row.Key);
            return;
        }

        _hot[instance.Row.Key] = instance;
        if (_hot.Count > most) _hot.Remove(_hot.Values.MinBy(one => one.LastUse)!.Row.Key);
    }

    /// <summary>Forgets an instance.</summary>
    public void Forget(string key) => _hot.Remove(key);

    /// <summary>Forgets all.</summary>
    public void Clear() => _hot.Clear();

    /// <summary>Makes the orchestrator of a row that has no history yet.</summary>
    public OrchestratorExecution Create(InstanceRow row) => new(
        row.Start ?? throw new InvalidDataException($"The row of instance '{row.InstanceId}' does not tell how it began."),
        row.InstanceId,
        tasks.Orchestrator(row.Name) ?? throw new UnknownOrchestratorException(row.Name),
        services);

    private async Task<Instance> ReplayAsync(InstanceRow row, CancellationToken cancellation)
    {
        var history = await store.ReadHistoryAsync(row.Key, row.Generation, cancellation).ConfigureAwait(false);
        var execution = Create(row);
        OrchestrationMetrics.Replays.Add(1);
        try
        {
            foreach (var (_, turn) in history.Turns) execution.Replay(turn);
            return new Instance(row) { Execution = execution, NextRow = history.NextRow, Bytes = history.Bytes };
        }
        catch (Exception fault) when (fault is NonDeterminismException or InvalidOperationException)
        {
            return new Instance(row) { Fault = fault, NextRow = history.NextRow, Bytes = history.Bytes };
        }
    }
}
