using Azure;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Reliability.Orchestration.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;
using Reliability.Orchestration.Workers;
using Reliability.Testing;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Two workers and a client on one account, in which things go wrong. All runs on one thread, in an order that the seed decides.</summary>
internal sealed class World
{
    /// <summary>The most steps of a scenario: an instance that has not ended by then is lost or stuck.</summary>
    public const int MaxSteps = 500;

    public const int Shards = 2;
    private const int Workers = 2;
    private const int QuietSteps = 3;
    private static readonly IServiceScopeFactory Scopes = new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    private readonly List<WorldWorker> _workers = [];
    private readonly OrchestrationTasks _tasks = new();
    private readonly Interference _interference;
    private readonly Postman _postman;
    private readonly InMemoryTables _clientProcess;
    private readonly Random _random;
    private readonly int _skew;
    private DurableTaskClient _client;
    private int _ids;
    private int _step;

    public World(FaultCase one, Scenario scenario)
    {
        (_random, _skew) = (new Random(one.Seed), one.Skew);
        Account = new InMemoryTables(Time) { Changed = Ledger.Note };
        Effects = new EffectLog(Ledger, Time);
        _interference = new Interference(one, Account, Ledger);
        _postman = new Postman(_interference, new Random(one.Seed));
        if (one.IsTwice) Ledger.Used = _postman.Used;
        scenario.Add(_tasks.AddActivity(EffectLog.Activity, _ => Activity.Of<Effect, string>(Effects.Do)));
        _clientProcess = Account.OtherProcess();
        _client = CreateClient();
        for (var number = 0; number < Workers; number++) _workers.Add(CreateWorker(number));
    }

    public FakeTimeProvider Time { get; } = new();

    public InMemoryTables Account { get; }

    public Ledger Ledger { get; } = new();

    public EffectLog Effects { get; }

    private bool IsQuiet => Ledger.LeftOver.Count == 0 && _postman.IsIdle && !_interference.IsBusy && Ledger.HaveAllEnded;

    /// <summary>Calls the client until a call succeeds, as a caller does who does not know what became of those before.</summary>
    public void Call(Func<DurableTaskClient, Task> call)
    {
        for (var again = false; !Try(call, again); again = true) Step();
    }

    /// <summary>Lets time pass until something holds.</summary>
    /// <exception cref="TimeoutException">It never does.</exception>
    public void Until(Func<bool> holds, string what)
    {
        while (!holds()) Step(what);
    }

    /// <summary>Lets time pass until all work is done and no latecomer changes that.</summary>
    public void Rest()
    {
        for (var quiet = 0; quiet < QuietSteps; quiet++)
        {
            if (!IsQuiet) quiet = 0;
            Step("all work is done");
        }

        Until(() => IsQuiet, "all work is done");
    }

    /// <summary>Asks all processes to end that live now; others take their place.</summary>
    public void EndProcesses()
    {
        foreach (var worker in _workers.Where(worker => worker.IsAlive)) worker.End();
    }

    /// <summary>Lets some time pass.</summary>
    public void Pass(int steps)
    {
        for (var step = 0; step < steps; step++) Step();
    }

    private void Step(string waitsFor = "a call returns")
    {
        if (Ledger.Violations.Count > 0) throw new InvalidOperationException(string.Join(' ', Ledger.Violations));
        if (++_step > MaxSteps) throw new TimeoutException($"After {MaxSteps} steps still to come: {waitsFor}. {Describe()}");
        _interference.Release(_step);
        _postman.Deliver(_step);
        Replace();
        foreach (var (worker, number) in _workers.Select((worker, number) => (worker, number)).OrderBy(_ => _random.Next()).ToList())
        {
            _interference.Current = worker;

            // So that each worker gets a shard.
            worker.Step(_random, shard => _step > 3 || shard % Workers == number);
        }

        _interference.Current = null;
        Time.Advance(Tick);
    }

    private void Replace()
    {
        foreach (var dead in _workers.Where(worker => worker is { IsAlive: false, IsReplaced: false }).ToList())
        {
            dead.IsReplaced = true;
            _workers.Add(CreateWorker(_workers.Count));
        }
    }

    private bool Try(Func<DurableTaskClient, Task> call, bool again)
    {
        var task = call(_client);
        while (!task.IsCompleted)
        {
            // Some of the client goes on by itself once its operation is over.
            SpinWait.SpinUntil(() => task.IsCompleted || _interference.HoldsClient);
            if (!task.IsCompleted) Step();
        }

        try
        {
            task.GetAwaiter().GetResult();
            return true;
        }
        catch (OrchestrationAlreadyExistsException) when (again)
        {
            return true;
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException or SimulatedCrashException)
        {
            if (_clientProcess.HasCrashed) _client = CreateClient();
            _clientProcess.Restart();
            return false;
        }
    }

    private string Describe() =>
        $"Instances: {string.Join(", ", Ledger.Instances.Select(one => $"{one.InstanceId} {one.Status}"))}. Left over: {string.Join(", ", Ledger.LeftOver)}.";

    private WorldWorker CreateWorker(int number)
    {
        var (process, activities) = (Account.OtherProcess(), new List<Func<Task>>());
        var time = new SkewedTimeProvider(Time, TimeSpan.FromMinutes(number % 2 == 0 ? _skew : -_skew));
        var clock = new StoreClock(time);
        var services = new WorkerServices(
            _tasks, new OrchestrationOptions(), JsonDataConverter.Default, Scopes, NullLoggerFactory.Instance, time, clock, new InstanceChanges());
        var worker = new OrchestrationWorker($"worker-{number}", TestCluster.Table(process), Shards, services, activities.Add);
        return new WorldWorker(process, worker, Count(process, clock), time, activities);
    }

    private TableTaskClient CreateClient()
    {
        var time = new SkewedTimeProvider(Time, TimeSpan.FromMinutes(-_skew));
        var clock = new StoreClock(time);
        return new TableTaskClient(new ClientServices(
            TestCluster.Table(_clientProcess), Count(_clientProcess, clock), JsonDataConverter.Default, new InstanceChanges(), clock, time, NewId, new TestCluster.NoWorker()));
    }

    private static ShardCount Count(InMemoryTables process, StoreClock clock) =>
        new(TestCluster.Table(process), new OrchestrationOptions { Shards = Shards }, clock, NullLogger<ShardCount>.Instance);

    private Guid NewId() => new(++_ids, 0, 0, new byte[8]);
}
