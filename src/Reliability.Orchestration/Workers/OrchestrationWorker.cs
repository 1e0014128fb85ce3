using Azure.Data.Tables;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>What a worker needs besides its table.</summary>
internal sealed record WorkerServices(
    OrchestrationTasks Tasks, OrchestrationOptions Options, DataConverter Converter, IServiceScopeFactory Scopes, ILoggerFactory Loggers, TimeProvider Time, StoreClock Clock, InstanceChanges Changes);

/// <summary>The shards of one process, and the activities that run in it.</summary>
internal sealed class OrchestrationWorker
{
    private readonly WorkerServices _services;
    private readonly ActivityRunner _runner;
    private readonly Dictionary<int, ShardSignal> _signals = [];

    /// <summary>Creates a worker.</summary>
    /// <param name="id">Its id, unlike any other's, ever.</param>
    /// <param name="table">The table.</param>
    /// <param name="shards">How many shards the table has.</param>
    /// <param name="services">What it needs.</param>
    /// <param name="run">Runs an activity, soon.</param>
    public OrchestrationWorker(string id, TableClient table, int shards, WorkerServices services, Action<Func<Task>> run)
    {
        (Id, _services) = (id, services);
        _runner = new ActivityRunner(services.Tasks, services.Scopes, services.Converter, run, services.Options.MaxConcurrentActivities, services.Loggers.CreateLogger<ActivityRunner>());
        Mailer = new Mailer(table, shards);
        var trials = new Trials(services.Time);
        Shards = [.. Enumerable.Range(0, shards).Select(number => Create(number, table, trials))];
        foreach (var shard in Shards) _signals[shard.Number] = new ShardSignal();
    }

    /// <summary>Gets the id.</summary>
    public string Id { get; }

    /// <summary>Gets the shards, owned or not.</summary>
    public IReadOnlyList<Shard> Shards { get; }

    /// <summary>Sends messages.</summary>
    public Mailer Mailer { get; }

    /// <summary>Gets whether something is to be done here, now.</summary>
    public bool IsBusy => Activities > 0 || Shards.Any(shard => shard.IsBusy);

    /// <summary>Gets how many activities run or wait in this process.</summary>
    public int Activities => _runner.Count;

    /// <summary>Tells this process of messages that were stored, so that it need not look.</summary>
    public void Nudge(IEnumerable<Message> messages)
    {
        foreach (var message in messages) Nudge(message, null);
    }

    /// <summary>Tells this process of a message that was stored, so that it need not look.</summary>
    /// <param name="message">The message.</param>
    /// <param name="created">The instance that was stored with it.</param>
    public void Nudge(Message message, InstanceRow? created)
    {
        var shard = ShardOf(message.InstanceId);
        if (created is not null && shard.IsOwned) _services.Changes.Started(message.InstanceId);
        if (shard.IsOwned) shard.Post(new Pending(message, RowKeys.Inbox(RowKeys.Escape(message.InstanceId), message.Id), created));
        _signals[shard.Number].Set();
    }

    /// <summary>Gets the shard of an instance.</summary>
    public Shard ShardOf(string instanceId) => Shards[Sharding.Of(instanceId, Shards.Count)];

    /// <summary>Gets what wakes the loop of a shard.</summary>
    public ShardSignal SignalOf(int shard) => _signals[shard];

    private Shard Create(int number, TableClient table, Trials trials)
    {
        var (options, time) = (_services.Options, _services.Time);
        var store = new ShardStore(table, number);
        var lease = new ShardLease(store, Id, options.Lease, time, _services.Clock);
        var inbox = new Inbox(store);
        var orchestrators = new OrchestratorServices(_services.Converter, _services.Loggers, instance => LookAt(number, inbox, instance));
        var hot = new HotInstances(store, _services.Tasks, orchestrators, Math.Max(1, options.MaxHotInstances / Mailer.Shards));
        var staging = new TurnStaging(store.Partition);
        var outbox = new ShardOutbox(store, Mailer, Nudge);
        var quarantine = new Quarantine(store, staging, Mailer);
        return new Shard(new ShardParts
        {
            Number = number,
            Options = options,
            Time = time,
            Clock = _services.Clock,
            Lease = lease,
            Inbox = inbox,
            Wakes = new WakeIndex(store),
            Hot = hot,
            Turns = new TurnTaker(hot, staging, new Rewinding(store, hot, staging), Mailer, options),
            Outbox = outbox,
            Activities = new ShardActivities(_runner, result => PostResult(number, inbox, result)),
            Garbage = new Garbage(store, lease, outbox),
            Strikes = new Strikes(time),
            Suspects = new Suspects(store, lease, quarantine, trials),
            Quarantine = quarantine,
            Mailer = Mailer,
            Changes = _services.Changes,
            Logger = _services.Loggers.CreateLogger<Shard>(),
        });
    }

    private void LookAt(int shard, Inbox inbox, string instanceId)
    {
        inbox.LookAt(RowKeys.Escape(instanceId));
        _signals[shard].Set();
    }

    private void PostResult(int shard, Inbox inbox, Pending result)
    {
        inbox.Post(result);
        _signals[shard].Set();
    }
}
