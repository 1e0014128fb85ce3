using Azure.Data.Tables;
using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Store;

/// <summary>Puts messages into the inboxes of instances, wherever they live. Sending one again changes nothing.</summary>
internal sealed class Mailer(TableClient table, int shards)
{
    /// <summary>Gets how many shards there are.</summary>
    public int Shards => shards;

    /// <summary>Makes the row of a message.</summary>
    /// <exception cref="ArgumentException">The message is too large to be stored.</exception>
    public TableEntity ToRow(Message message) => ToRow(message, Sharding.Partition(Sharding.Of(message.InstanceId, shards)));

    /// <summary>Makes the row of a message to an instance of a partition.</summary>
    /// <exception cref="ArgumentException">The message is too large to be stored.</exception>
    public static TableEntity ToRow(Message message, string partition)
    {
        var row = new TableEntity(partition, RowKeys.Inbox(RowKeys.Escape(message.InstanceId), message.Id));
        var bytes = Packing.Pack(message, HistoryJson.Default.Message);
        Payloads.RequireRow(bytes.Length, "The message");
        Packing.Put(row, "D", bytes);
        return row;
    }

    /// <summary>Tells whether a message can be stored.</summary>
    public static bool Fits(Message message) => Packing.Pack(message, HistoryJson.Default.Message).Length <= Payloads.MaxRowBytes;

    /// <summary>Reads a row that <see cref="ToRow(Message)"/> made.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static Message Read(TableEntity row)
    {
        var bytes = Packing.Take(row, "D") ?? throw new InvalidDataException($"The message {row.RowKey} is empty.");
        var message = Packing.Unpack(bytes, HistoryJson.Default.Message);
        return message is { Id: not null, InstanceId: not null, Arrival: not null } ? message : throw new InvalidDataException($"The message {row.RowKey} is not whole.");
    }

    /// <summary>Sends messages; when it returns, all are stored.</summary>
    public async Task SendAsync(IReadOnlyCollection<Message> messages, CancellationToken cancellation)
    {
        foreach (var partition in messages.Select(ToRow).GroupBy(row => row.PartitionKey))
        {
            foreach (var some in Transactions.Of(partition.DistinctBy(row => row.RowKey)))
                await table.SubmitTransactionAsync([.. some, Bell.Ring(partition.Key)], cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a message to the owner of a shard.</summary>
    public async Task AskOwnerAsync(int shard, Message message, CancellationToken cancellation)
    {
        var row = new TableEntity(Sharding.Partition(shard), RowKeys.Inbox(RowKeys.Owner, message.Id));
        Packing.Put(row, "D", Packing.Pack(message, HistoryJson.Default.Message));
        await table.SubmitTransactionAsync([new TableTransactionAction(TableTransactionActionType.UpsertReplace, row), Bell.Ring(row.PartitionKey)], cancellation).ConfigureAwait(false);
    }
}
