using Reliability.Orchestration.Workers;
using Reliability.Testing;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>A process of a <see cref="World"/>. Each of its shards goes on by itself; an operation that takes its time holds up only its shard.</summary>
internal sealed class WorldWorker(InMemoryTables process, OrchestrationWorker worker, ShardCount count, TimeProvider time, List<Func<Task>> started)
{
    // More turns at once than any scenario has: a shard that is never done keeps its process busy for nothing.
    private const int MaxRounds = 200;

    // What is under way besides the work on shards.
    private const int Starting = -1;
    private const int Balancing = -2;

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, Task> _busy = [];
    private readonly Dictionary<int, DateTimeOffset> _next = [];
    private readonly HashSet<int> _letGo = [];
    private readonly ShardBalance _balance = new(worker);
    private bool _isStarted;
    private bool _isEnding;

    public bool IsAlive => !process.HasCrashed;

    /// <summary>Gets or sets whether the process stands still.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>Gets or sets whether somebody took its place.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>Asks the process to end: it waits for its activities, lets its shards go, and is gone.</summary>
    public void End() => _isEnding = true;

    /// <summary>Lets each shard do what it can.</summary>
    /// <param name="random">Decides the order.</param>
    /// <param name="takes">Tells which shards may be worked on.</param>
    public void Step(Random random, Func<int, bool> takes)
    {
        if (!_isStarted) Go(Starting, StartAsync);
        else if (!_isEnding) Go(Balancing, BalanceAsync);
        foreach (var shard in worker.Shards.Where(shard => takes(shard.Number)).OrderBy(_ => random.Next()).ToList())
        {
            if (_isEnding && !_letGo.Contains(shard.Number)) Go(shard.Number, () => LetGoAsync(shard));
            else if (_isStarted && !_isEnding && (shard.IsOwned || time.GetUtcNow() >= _next.GetValueOrDefault(shard.Number))) Go(shard.Number, () => PumpAsync(shard));
        }

        var activities = started.OrderBy(_ => random.Next()).ToList();
        started.Clear();
        foreach (var activity in activities)
        {
            if (CanRun) activity().GetAwaiter().GetResult();
            else started.Add(activity);
        }
    }

    private bool CanRun => IsAlive && !IsFrozen;

    private void Go(int number, Func<Task> work)
    {
        if (!CanRun) return;
        if (_busy.TryGetValue(number, out var task))
        {
            if (!task.IsCompleted) return;
            task.GetAwaiter().GetResult();
        }

        _busy[number] = work();
    }

    private async Task StartAsync()
    {
        try
        {
            await count.GetAsync(CancellationToken.None).ConfigureAwait(false);
            _isStarted = true;
        }
        catch (Exception)
        {
            // Tries again in the next step, as the host does.
        }
    }

    private async Task BalanceAsync()
    {
        try
        {
            await _balance.AskAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Asks again in a later step, as the host does.
        }
    }

    private async Task LetGoAsync(Shard shard)
    {
        using var patience = new CancellationTokenSource(DrainTime, time);
        try
        {
            await shard.DrainAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Others take the shard when its lease ends.
        }

        _letGo.Add(shard.Number);
        if (_letGo.Count == worker.Shards.Count) process.Crash();
    }

    private async Task PumpAsync(Shard shard)
    {
        var wait = TimeSpan.Zero;
        for (var round = 0; wait <= TimeSpan.Zero && CanRun; round++)
        {
            if (round == MaxRounds) throw new TimeoutException($"Shard {shard.Number} was called {MaxRounds} times and still wants more.");
            wait = await shard.RunOnceAsync(CancellationToken.None).ConfigureAwait(false);
        }

        _next[shard.Number] = time.GetUtcNow() + wait;
    }
}
