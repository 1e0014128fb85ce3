using System.Text.Json;

namespace Azure.Monitor.Query.Models;

/// <summary>A table of a result.</summary>
public class LogsTable
{
    internal LogsTable(JsonElement table)
    {
        Name = table.GetProperty("name").GetString()!;
        Columns = [.. table.GetProperty("columns").EnumerateArray().Select(ReadColumn)];
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < Columns.Count; index++)
            indexes[Columns[index].Name] = index;
        Rows = [.. table.GetProperty("rows").EnumerateArray().Select(row => new LogsTableRow(indexes, Columns, row))];
    }

    /// <summary>Gets the name: <c>PrimaryResult</c> unless the query makes several tables.</summary>
    public string Name { get; }

    /// <summary>Gets the columns.</summary>
    public IReadOnlyList<LogsTableColumn> Columns { get; }

    /// <summary>Gets the rows, in the order of the service.</summary>
    public IReadOnlyList<LogsTableRow> Rows { get; }

    /// <summary>Returns the name and the size, for people.</summary>
    /// <returns>The name and the numbers of columns and rows.</returns>
    public override string ToString() => $"{Name} ({Columns.Count} columns, {Rows.Count} rows)";

    private static LogsTableColumn ReadColumn(JsonElement column) =>
        new(column.GetProperty("name").GetString()!, new LogsColumnType(column.GetProperty("type").GetString()!));
}
