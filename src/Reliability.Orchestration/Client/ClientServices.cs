using System.Globalization;
using Azure.Data.Tables;
using Microsoft.DurableTask;
using Reliability.Orchestration.Store;
using Reliability.Orchestration.Workers;

namespace Reliability.Orchestration.Client;

/// <summary>What a client needs.</summary>
internal sealed class ClientServices(
    TableClient table, ShardCount count, DataConverter converter, InstanceChanges changes, StoreClock clock, TimeProvider time, Func<Guid> newId, IClientWorker worker)
{
    private long _last;

    public TableClient Table => table;

    public GroupWriter Writer { get; } = new(table);

    public DataConverter Converter => converter;

    public InstanceChanges Changes => changes;

    public StoreClock Clock => clock;

    public TimeProvider Time => time;

    /// <summary>Makes an id like no other.</summary>
    public Guid NewId() => newId();

    /// <summary>Tells this process's worker, if it has one, of a message that was stored.</summary>
    public void Nudge(Message message, InstanceRow? created = null) => worker.Nudge(message, created);

    /// <summary>Tells whether this process runs an instance, as far as it knows.</summary>
    public bool Runs(string instanceId) => worker.Runs(instanceId);

    /// <summary>Makes the id of a message. Those of one client sort in the order in which they were made.</summary>
    public string NextMessageId()
    {
        long last, next;
        do
        {
            last = Interlocked.Read(ref _last);
            next = Math.Max(last + 1, clock.Now.UtcTicks);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);
        return string.Create(CultureInfo.InvariantCulture, $"{next:D19}-{newId():N}");
    }

    /// <summary>Gets how many shards there are.</summary>
    public ValueTask<int> ShardsAsync(CancellationToken cancellation) => count.GetAsync(cancellation);

    /// <summary>Gets what sends messages.</summary>
    public async ValueTask<Mailer> MailerAsync(CancellationToken cancellation) => new(table, await count.GetAsync(cancellation).ConfigureAwait(false));

    /// <summary>Gets the shard of an instance.</summary>
    public async ValueTask<ShardStore> StoreOfAsync(string instanceId, CancellationToken cancellation) =>
        new(table, Sharding.Of(instanceId, await count.GetAsync(cancellation).ConfigureAwait(false)));
}
