using System.Text.Json;

namespace Azure.Monitor.Query.Models;

/// <summary>What a query found.</summary>
public class LogsQueryResult
{
    private readonly JsonElement _root;

    /// <summary>Reads a reply.</summary>
    /// <exception cref="JsonException">The reply is no result.</exception>
    internal LogsQueryResult(JsonElement root)
    {
        _root = root;
        AllTables = root.TryGetProperty("tables", out var tables) ? [.. tables.EnumerateArray().Select(table => new LogsTable(table))] : [];
        Error = root.TryGetProperty("error", out var error) ? error.Deserialize<ResponseError>() : null;
        Status = Error is null ? LogsQueryResultStatus.Success : LogsQueryResultStatus.PartialFailure;
    }

    /// <summary>Gets all tables of the result.</summary>
    public IReadOnlyList<LogsTable> AllTables { get; }

    /// <summary>Gets why the result is not whole; null when it is.</summary>
    public ResponseError? Error { get; }

    /// <summary>Gets whether the result is whole.</summary>
    public LogsQueryResultStatus Status { get; }

    /// <summary>Gets the only table of the result.</summary>
    /// <exception cref="InvalidOperationException">The result has several tables, or none.</exception>
    public LogsTable Table => AllTables.Count == 1
        ? AllTables[0]
        : throw new InvalidOperationException($"The result has {AllTables.Count} tables, not one. Use {nameof(AllTables)}.");

    /// <summary>Gets what the query cost; JSON.</summary>
    /// <returns>Null unless <see cref="LogsQueryOptions.IncludeStatistics"/> was set.</returns>
    public BinaryData? GetStatistics() => Text("statistics");

    /// <summary>Gets how to draw the result; JSON.</summary>
    /// <returns>Null unless <see cref="LogsQueryOptions.IncludeVisualization"/> was set.</returns>
    public BinaryData? GetVisualization() => Text("render");

    private BinaryData? Text(string name) => _root.TryGetProperty(name, out var value) ? new BinaryData(value.GetRawText()) : null;
}
