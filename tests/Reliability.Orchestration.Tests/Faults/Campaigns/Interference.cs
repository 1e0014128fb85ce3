using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.Store;
using Reliability.Orchestration.Tests.Testing;
using Reliability.Testing;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Lets go wrong what a case says.</summary>
internal sealed class Interference
{
    // A lease has 12 steps.
    private const int LongerThanLease = 18;
    private const int LongestJitter = 6;

    private readonly FaultCase _case;
    private readonly Random _random;
    private readonly InMemoryTables _network;
    private readonly Ledger _ledger;
    private readonly Dictionary<int, Mishap> _plan = [];
    private readonly List<Stall> _stalls = [];
    private bool _isQuiet;
    private int _clientStalls;
    private int _step;

    public Interference(FaultCase one, InMemoryTables account, Ledger ledger)
    {
        (_case, _random, _network, _ledger) = (one, new Random(one.Seed), account.OtherProcess(), ledger);
        foreach (var (kind, operation) in one.Faults)
        {
            if (Enum.TryParse<FaultKind>(kind.ToString(), out var fault)) account.FailWhen(seen => seen.Number == operation && !_isQuiet ? fault : null);
            else _plan[operation] = kind;
        }

        account.Gate = PassAsync;
    }

    /// <summary>Gets or sets who runs; null for the client.</summary>
    public WorldWorker? Current { get; set; }

    /// <summary>Gets whether operations are under way.</summary>
    public bool IsBusy => _stalls.Count > 0;

    /// <summary>Gets whether an operation of the client is under way.</summary>
    public bool HoldsClient => Volatile.Read(ref _clientStalls) > 0;

    /// <summary>Lets operations go on whose time is over.</summary>
    public void Release(int step)
    {
        _step = step;
        foreach (var stall in _stalls.Where(one => one.Until <= step).ToList())
        {
            _stalls.Remove(stall);
            Current = stall.Worker;
            if (stall.Worker is null) Interlocked.Decrement(ref _clientStalls);
            if (stall.Thaws) stall.Worker!.IsFrozen = false;
            stall.Over.SetResult();
        }

        Current = null;
    }

    /// <summary>Writes a row as somebody else would, whom nothing befalls.</summary>
    public void Write(TableEntity row)
    {
        _isQuiet = true;
        TestCluster.Table(_network).UpsertEntityAsync(row, TableUpdateMode.Replace).GetAwaiter().GetResult();
        _isQuiet = false;
    }

    private Task PassAsync(TableOperation operation)
    {
        if (_isQuiet) return Task.CompletedTask;
        if (_plan.TryGetValue(operation.Number, out var mishap)) return Suffer(mishap, operation);
        return _case.Slow > 0 && _random.Next(100) < _case.Slow ? Wait(_random.Next(1, LongestJitter), thaws: false) : Task.CompletedTask;
    }

    private Task Suffer(Mishap mishap, TableOperation operation)
    {
        switch (mishap)
        {
            case Mishap.Throttled:
                return Task.FromException(new RequestFailedException(429, "Too many requests.", "TooManyRequests", null));
            case Mishap.Busy:
                return Task.FromException(new RequestFailedException(503, "The server is busy.", "ServerBusy", null));
            case Mishap.TimedOut:
                return Task.FromException(new TaskCanceledException("The operation was cancelled because it exceeded the configured timeout."));
            case Mishap.Theft:
                foreach (var partition in operation.PartitionKey is { } one ? [one] : _ledger.Partitions) Steal(partition);
                return Task.CompletedTask;
            case Mishap.Freeze when Current is { } worker:
                worker.IsFrozen = true;
                return Wait(LongerThanLease, thaws: true);
            default:
                return Wait(LongerThanLease, thaws: false);
        }
    }

    private Task Wait(int steps, bool thaws)
    {
        var stall = new Stall(_step + steps, Current, thaws, new TaskCompletionSource());
        _stalls.Add(stall);
        if (stall.Worker is null) Interlocked.Increment(ref _clientStalls);
        return stall.Over.Task;
    }

    private void Steal(string partition)
    {
        if (_ledger.Find(partition, RowKeys.Shard) is not { } row) return;
        Write(new TableEntity(partition, RowKeys.Shard) { ["Owner"] = "thief", ["Token"] = row.GetInt64("Token") + 1, ["Count"] = 0L });
    }

    private sealed record Stall(int Until, WorldWorker? Worker, bool Thaws, TaskCompletionSource Over);
}
