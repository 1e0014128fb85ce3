using System.Globalization;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Spreads shards over workers: one that has few asks the one that has most to let one go.</summary>
internal sealed class ShardBalance(OrchestrationWorker worker)
{
    private const int Patience = 3;

    private int _asked;

    /// <summary>Asks for one shard, if another worker has at least two more than this one.</summary>
    public async Task AskAsync(CancellationToken cancellation)
    {
        var mine = worker.Shards.Count(shard => shard.IsOwned);
        var most = worker.Shards.Where(shard => !shard.IsOwned && shard.Owner.Length > 0).GroupBy(shard => shard.Owner).MaxBy(shards => shards.Count());
        if (most is null || most.Count() < mine + 2) return;

        // One that does not let a shard go, because something runs long in it, may let another go.
        var shard = most.ElementAt(_asked / Patience % most.Count());
        var id = string.Create(CultureInfo.InvariantCulture, $"yield-{worker.Id}-{_asked++}");
        await worker.Mailer.AskOwnerAsync(shard.Number, new Message(id, Message.Owner, new ExecutionSuspended(id, worker.Id)), cancellation).ConfigureAwait(false);
    }
}
