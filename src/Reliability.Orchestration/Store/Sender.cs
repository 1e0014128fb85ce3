using Azure.Data.Tables;
using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Store;

/// <summary>Who sends what a turn decided: the instance as it was in that turn, whatever it is now.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Name">The orchestrator.</param>
/// <param name="ExecutionId">The execution.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Parent">Who called it.</param>
internal sealed record Sender(string InstanceId, string Name, string ExecutionId, int Generation, ParentCall? Parent)
{
    /// <summary>Describes an instance.</summary>
    public static Sender Of(InstanceRow row) => new(row.InstanceId, row.Name, row.ExecutionId, row.Generation, row.Start?.Parent);

    /// <summary>Reads the row of an outbox.</summary>
    public static Sender Of(TableEntity row) =>
        Packing.Unpack(Packing.Take(row, "S") ?? throw new InvalidDataException($"The row {row.RowKey} does not tell who sends."), HistoryJson.Default.Sender);

    /// <summary>Makes the row of an outbox.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="historyRow">Number of the first row of the turn.</param>
    public TableEntity ToRow(string partition, int historyRow)
    {
        var row = new TableEntity(partition, RowKeys.Outbox(RowKeys.Escape(InstanceId), Generation, historyRow));
        Packing.Put(row, "S", Packing.Pack(this, HistoryJson.Default.Sender));
        return row;
    }
}
