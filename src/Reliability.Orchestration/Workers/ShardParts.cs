using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>What a shard is made of.</summary>
internal sealed record ShardParts
{
    public required int Number { get; init; }

    public required OrchestrationOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required StoreClock Clock { get; init; }

    public required ShardLease Lease { get; init; }

    public required Inbox Inbox { get; init; }

    public required WakeIndex Wakes { get; init; }

    public required HotInstances Hot { get; init; }

    public required TurnTaker Turns { get; init; }

    public required ShardOutbox Outbox { get; init; }

    public required ShardActivities Activities { get; init; }

    public required Garbage Garbage { get; init; }

    public required Strikes Strikes { get; init; }

    public required Suspects Suspects { get; init; }

    public required Quarantine Quarantine { get; init; }

    public required Mailer Mailer { get; init; }

    public required InstanceChanges Changes { get; init; }

    public required ILogger<Shard> Logger { get; init; }

    /// <summary>Makes the deletions of messages.</summary>
    public IEnumerable<TableTransactionAction> Deletions(IEnumerable<Pending> messages) => messages
        .Where(message => message.RowKey is not null)
        .Select(message => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(Sharding.Partition(Number), message.RowKey!), ETag.All));
}
