using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reliability.Orchestration.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Store;
using Reliability.Orchestration.Workers;
using Reliability.Testing;

namespace Reliability.Orchestration.Tests.Testing;

/// <summary>Workers on one account in memory, driven step by step in an order that a seed decides.</summary>
internal sealed class TestCluster
{
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    private readonly List<TestWorker> _workers = [];
    private readonly Random _random;
    private int _ids;

    public TestCluster(OrchestrationTasks tasks, int seed = 1, int shards = 2, OrchestrationOptions? options = null)
    {
        _random = new Random(seed);
        Time = new FakeTimeProvider();
        Account = new InMemoryTables(Time);
        Options = options ?? new OrchestrationOptions();
        Tasks = tasks;
        Shards = shards;
        Table(Account).CreateIfNotExistsAsync().GetAwaiter().GetResult();
        ClientAccount = Account.OtherProcess();
        Client = CreateClient();
    }

    public FakeTimeProvider Time { get; }

    public InMemoryTables Account { get; }

    public InMemoryTables ClientAccount { get; }

    public OrchestrationOptions Options { get; set; }

    public OrchestrationTasks Tasks { get; }

    public int Shards { get; }

    public DurableTaskClient Client { get; }

    /// <summary>Gets what workers that are added log to; default nowhere.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    public IReadOnlyList<TestWorker> Workers => _workers;

    public static TableClient Table(TableServiceClient account) => account.GetTableClient(OrchestrationRegistration.TableName);

    /// <summary>Ids in order, so that runs of one seed are the same.</summary>
    public Guid NewId() => new(Interlocked.Increment(ref _ids), 0, 0, new byte[8]);

    /// <summary>Adds a worker, whose clock may be off.</summary>
    public TestWorker AddWorker(TimeSpan skew = default, OrchestrationTasks? tasks = null)
    {
        var worker = new TestWorker(this, $"worker-{_workers.Count}", skew, tasks ?? Tasks);
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Runs every living worker once, its shards and activities in any order, then moves the clock.</summary>
    public async Task StepAsync()
    {
        foreach (var worker in _workers.Where(one => one.IsAlive).OrderBy(_ => _random.Next()).ToList())
            await worker.StepAsync(_random);
        Time.Advance(Tick);
    }

    /// <summary>Steps until something holds.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, int steps = 400)
    {
        for (var step = 0; step < steps; step++)
        {
            if (await holds()) return;
            await StepAsync();
        }

        throw new TimeoutException($"It did not come to hold in {steps} steps.");
    }

    /// <summary>Steps until an instance has ended.</summary>
    public async Task<OrchestrationMetadata> EndAsync(string instanceId, int steps = 400)
    {
        await UntilAsync(async () => await Client.GetInstanceAsync(instanceId) is { IsCompleted: true }, steps);
        return (await Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true))!;
    }

    /// <summary>Steps until an instance is in a status.</summary>
    public Task UntilAsync(string instanceId, OrchestrationRuntimeStatus status, int steps = 400) =>
        UntilAsync(async () => (await Client.GetInstanceAsync(instanceId))?.RuntimeStatus == status, steps);

    public DurableTaskClient CreateClient()
    {
        var clock = new StoreClock(Time);
        var count = new ShardCount(Table(ClientAccount), new OrchestrationOptions { Shards = Shards }, clock, NullLogger<ShardCount>.Instance);
        return new TableTaskClient(new ClientServices(Table(ClientAccount), count, JsonDataConverter.Default, new InstanceChanges(), clock, Time, NewId, new NoWorker()));
    }

    public WorkerServices ServicesOf(OrchestrationTasks tasks, TimeProvider time) => new(
        tasks,
        Options,
        JsonDataConverter.Default,
        new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(),
        Loggers,
        time,
        new StoreClock(time),
        new InstanceChanges());

    internal sealed class NoWorker : IClientWorker
    {
        public void Nudge(Message message, InstanceRow? created)
        {
        }

        public bool Runs(string instanceId) => false;
    }
}
