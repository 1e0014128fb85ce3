using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Store;

/// <summary>What an instance is doing: the row that clients read.</summary>
internal sealed record InstanceRow
{
    /// <summary>Columns that tell how an instance is, without what it was given and made.</summary>
    public static readonly IReadOnlyList<string> Brief =
        ["PartitionKey", "RowKey", "Timestamp", "Name", "Version", "ExecutionId", "Generation", "Status", "CreatedAt", "UpdatedAt", "Events", "HistoryRows", "Wake", "Parent", "Quarantined",
        "Restarts", "Strikes", "Probing"];

    /// <summary>Gets the id.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Gets the name of the orchestrator.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the version; empty for none.</summary>
    public string Version { get; init; } = "";

    /// <summary>Gets the id of the execution.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>Gets the generation of the history; a history is replaced only by one of the next generation.</summary>
    public int Generation { get; init; }

    /// <summary>Gets the status.</summary>
    public string Status { get; init; } = InstanceStatus.Pending;

    /// <summary>Gets when the instance was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when its last turn was.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Gets how many events its history has.</summary>
    public int Events { get; init; }

    /// <summary>Gets how many rows its history has; those beyond were written ahead of something that did not come.</summary>
    public int HistoryRows { get; init; }

    /// <summary>Gets when it has something to do, in ticks; 0 while it works; null when only a message can wake it.</summary>
    public long? Wake { get; init; }

    /// <summary>Gets the instance that called it; empty for none.</summary>
    public string Parent { get; init; } = "";

    /// <summary>Gets whether work on it was given up.</summary>
    public bool IsQuarantined { get; init; }

    /// <summary>Gets how many owners of its shard died while it had work under way, since it last got on.</summary>
    public int Restarts { get; init; }

    /// <summary>Gets how many of them died while it was the only one that was tried.</summary>
    public int Strikes { get; init; }

    /// <summary>Gets whether it is being tried.</summary>
    public bool IsProbing { get; init; }

    /// <summary>Gets its custom status, serialized; empty for none.</summary>
    public string CustomStatus { get; init; } = "";

    /// <summary>Gets how it began. Null in a row read without it.</summary>
    public ExecutionStarted? Start { get; init; }

    /// <summary>Gets how it ended. Null while it has not, or in a row read without it.</summary>
    public ExecutionFinished? End { get; init; }

    /// <summary>Gets what the row was when it was read.</summary>
    public ETag ETag { get; init; }

    /// <summary>Gets the key of the instance.</summary>
    public string Key => RowKeys.Escape(InstanceId);

    /// <summary>Gets whether it has ended.</summary>
    public bool IsTerminal => InstanceStatus.IsTerminal(Status);

    /// <summary>Reads a row.</summary>
    public static InstanceRow Of(TableEntity row) => new()
    {
        InstanceId = RowKeys.Unescape(row.RowKey[2..]),
        Name = row.GetString("Name"),
        Version = row.GetString("Version") ?? "",
        ExecutionId = row.GetString("ExecutionId"),
        Generation = row.GetInt32("Generation") ?? 0,
        Status = row.GetString("Status"),
        CreatedAt = row.GetDateTimeOffset("CreatedAt") ?? default,
        UpdatedAt = row.GetDateTimeOffset("UpdatedAt") ?? default,
        Events = row.GetInt32("Events") ?? 0,
        HistoryRows = row.GetInt32("HistoryRows") ?? 0,
        Wake = row.GetInt64("Wake") is >= 0 and var wake ? wake : null,
        Parent = row.GetString("Parent") ?? "",
        IsQuarantined = row.GetBoolean("Quarantined") ?? false,
        Restarts = row.GetInt32("Restarts") ?? 0,
        Strikes = row.GetInt32("Strikes") ?? 0,
        IsProbing = row.GetBoolean("Probing") ?? false,
        CustomStatus = row.GetString("CustomStatus") ?? "",
        Start = Packing.Take(row, "Start") is { } start ? Packing.Unpack(start, HistoryJson.Default.ExecutionStarted) : null,
        End = Packing.Take(row, "End") is { Length: > 0 } end ? Packing.Unpack(end, HistoryJson.Default.ExecutionFinished) : null,
        ETag = row.ETag,
    };

    /// <summary>Makes the whole row.</summary>
    /// <exception cref="ArgumentException">The input is too large to be stored.</exception>
    public TableEntity ToRow(string partition)
    {
        var row = ToChange(partition);
        row["Name"] = Name;
        row["Version"] = Version;
        row["ExecutionId"] = ExecutionId;
        row["Generation"] = Generation;
        row["CreatedAt"] = CreatedAt;
        row["Parent"] = Parent;
        var start = Packing.Pack(Start!, HistoryJson.Default.ExecutionStarted);
        Payloads.RequireStart(start.Length);
        Packing.Put(row, "Start", start);
        return row;
    }

    /// <summary>Makes what a turn changes of the row.</summary>
    public TableEntity ToChange(string partition)
    {
        var row = new TableEntity(partition, RowKeys.Instance(Key))
        {
            ["Status"] = Status,
            ["UpdatedAt"] = UpdatedAt,
            ["Events"] = Events,
            ["HistoryRows"] = HistoryRows,
            ["Wake"] = Wake ?? -1L,
            ["Quarantined"] = IsQuarantined,
            ["Restarts"] = Restarts,
            ["Strikes"] = Strikes,
            ["Probing"] = IsProbing,
            ["CustomStatus"] = CustomStatus,
        };
        if (End is not null) Packing.Put(row, "End", Packing.Pack(End, HistoryJson.Default.ExecutionFinished));
        return row;
    }
}
