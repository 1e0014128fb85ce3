using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reliability.Simulators.AzureMonitor;

/// <summary>A table of a reply.</summary>
/// <param name="Columns">Names and types of its columns.</param>
/// <param name="Rows">Its cells: <see cref="DateTimeOffset"/>, <see cref="TimeSpan"/>, numbers, text ..., and a <see cref="JsonNode"/> as it is.</param>
public sealed record SimulatedTable(IReadOnlyList<(string Name, string Type)> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>Gets the name.</summary>
    public string Name { get; init; } = "PrimaryResult";

    internal JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["columns"] = new JsonArray([.. Columns.Select(column => new JsonObject { ["name"] = column.Name, ["type"] = column.Type })]),
        ["rows"] = new JsonArray([.. Rows.Select(row => new JsonArray([.. row.Select((cell, index) => Cell(cell, Columns[index].Type))]))]),
    };

    private static JsonNode? Cell(object? value, string type) => (value, type) switch
    {
        (null, _) => null,
        (JsonNode node, "dynamic") => node.ToJsonString(),
        (JsonNode node, _) => node.DeepClone(),
        (DateTimeOffset time, _) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        (TimeSpan duration, _) => duration.ToString("c", CultureInfo.InvariantCulture),
        (double number, _) when !double.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        (decimal number, "decimal") => number.ToString(CultureInfo.InvariantCulture),
        _ => JsonSerializer.SerializeToNode(value),
    };
}

/// <summary>What a query of logs finds.</summary>
/// <param name="Tables">Its tables.</param>
public sealed record LogsReply(params IReadOnlyList<SimulatedTable> Tables)
{
    /// <summary>Gets why it is not whole; null when it is.</summary>
    public string? PartialError { get; init; }

    internal JsonObject ToJson(LogsCall call)
    {
        var body = new JsonObject { ["tables"] = new JsonArray([.. Tables.Select(table => table.ToJson())]) };
        if (call.Preferences.Contains("include-statistics=true"))
            body["statistics"] = JsonNode.Parse("""{"query":{"executionTime":0.0156}}""");
        if (call.Preferences.Contains("include-render=true"))
            body["render"] = JsonNode.Parse("""{"visualization":"table","title":null}""");
        if (PartialError is not null)
        {
            body["error"] = new JsonObject
            {
                ["code"] = "PartialError",
                ["message"] = "There were some errors when processing your query.",
                ["details"] = new JsonArray(new JsonObject { ["code"] = "EngineError", ["message"] = PartialError }),
            };
        }

        return body;
    }
}
