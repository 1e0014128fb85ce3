using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>The instances of a shard that are in memory. One that is not is made from its history.</summary>
internal sealed class HotInstances(ShardStore store, OrchestrationTasks tasks, OrchestratorServices services, int most)
{
    /// <summary>How many instances are read at once.</summary>
    public const int MaxReads = 32;

    private readonly Dictionary<string, Instance> _hot = [];
    private readonly Dictionary<string, Stored> _read = [];
    private long _uses;

    /// <summary>Reads instances that are about to be asked for, many at once.</summary>
    /// <param name="keys">The instances.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task ReadAheadAsync(IEnumerable<string> keys, CancellationToken cancellation)
    {
        foreach (var some in keys.Where(key => !_hot.ContainsKey(key) && !_read.ContainsKey(key)).Chunk(MaxReads))
        {
            foreach (var (key, stored) in some.Zip(await Task.WhenAll(some.Select(key => ReadAsync(key, cancellation))).ConfigureAwait(false))) _read[key] = stored;
        }
    }

    /// <summary>Notes an instance that was just stored, and has no history yet.</summary>
    public void Created(InstanceRow row) => _read[row.Key] = new Stored(row, new StoredHistory(0));

    /// <summary>Gets an instance, or null when there is none.</summary>
    /// <exception cref="InvalidDataException">What is stored of it cannot be read.</exception>
    /// <exception cref="UnknownOrchestratorException">This process does not have its orchestrator.</exception>
    public async Task<Instance?> GetAsync(string key, CancellationToken cancellation)
    {
        if (!_hot.TryGetValue(key, out var instance))
        {
            if (!_read.Remove(key, out var stored)) stored = await ReadAsync(key, cancellation).ConfigureAwait(false);
            if (stored.Failure is { } failure) throw failure;
            if (stored.Row is not { } row) return null;
            instance = row.IsTerminal ? new Instance(row) : Replay(row, stored.History!);
        }

        instance.LastUse = ++_uses;
        return instance;
    }

    /// <summary>Lists the ids of the messages that an instance received before it ended.</summary>
    public Task<IReadOnlyList<string>> SeenAsync(InstanceRow ended, CancellationToken cancellation) => store.ReadSeenAsync(ended, cancellation);

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
    public void Forget(string key)
    {
        _hot.Remove(key);
        _read.Remove(key);
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _hot.Clear();
        _read.Clear();
    }

    /// <summary>Forgets what was read and not asked for, before it can be out of date.</summary>
    public void EndReadAhead() => _read.Clear();

    /// <summary>Makes the orchestrator of a row that has no history yet.</summary>
    public OrchestratorExecution Create(InstanceRow row) => new(
        row.Start ?? throw new InvalidDataException($"The row of instance '{row.InstanceId}' does not tell how it began."),
        row.InstanceId,
        tasks.Orchestrator(row.Name) ?? throw new UnknownOrchestratorException(row.Name),
        services);

    private async Task<Stored> ReadAsync(string key, CancellationToken cancellation)
    {
        try
        {
            var row = await store.ReadInstanceAsync(key, null, cancellation).ConfigureAwait(false);
            var history = row switch
            {
                null or { IsTerminal: true } => null,
                _ => await store.ReadHistoryAsync(row, cancellation).ConfigureAwait(false),
            };
            return new Stored(row, history);
        }
        catch (InvalidDataException e)
        {
            return new Stored(null, null, e);
        }
    }

    private Instance Replay(InstanceRow row, StoredHistory history)
    {
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

    private sealed record Stored(InstanceRow? Row, StoredHistory? History, InvalidDataException? Failure = null);
}
