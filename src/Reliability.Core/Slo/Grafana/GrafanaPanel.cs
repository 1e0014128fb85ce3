using System.Text.Json.Nodes;

namespace Reliability.Core.Slo.Grafana;

/// <summary>One panel.</summary>
/// <param name="Type"><c>stat</c>, <c>timeseries</c> or another type of Grafana.</param>
/// <param name="Title">The title.</param>
/// <param name="Unit">The unit of Grafana, e.g. <c>percentunit</c>.</param>
/// <param name="Queries">What it shows: a legend and PromQL each; at most 26.</param>
internal sealed record GrafanaPanel(string Type, string Title, string Unit, IReadOnlyList<(string Legend, string Query)> Queries)
{
    /// <summary>Gets the width in columns, of 24.</summary>
    public int Width { get; init; } = 12;

    /// <summary>Gets the height in units of Grafana.</summary>
    public int Height { get; init; } = 8;

    /// <summary>Gets from which values on the colour is another, the lowest first; the first has no value.</summary>
    public IReadOnlyList<(string Colour, decimal? From)> Steps { get; init; } = [("green", null)];

    /// <summary>Writes the panel.</summary>
    public JsonObject ToJson(int id, int x, int y) => new()
    {
        ["id"] = id,
        ["type"] = Type,
        ["title"] = Title,
        ["datasource"] = Source(),
        ["gridPos"] = new JsonObject { ["h"] = Height, ["w"] = Width, ["x"] = x, ["y"] = y },
        ["targets"] = new JsonArray([.. Queries.Select(Target)]),
        ["fieldConfig"] = new JsonObject
        {
            ["defaults"] = new JsonObject
            {
                ["unit"] = Unit,
                ["thresholds"] = new JsonObject
                {
                    ["mode"] = "absolute",
                    ["steps"] = new JsonArray([.. Steps.Select(step => new JsonObject { ["color"] = step.Colour, ["value"] = step.From })]),
                },
            },
            ["overrides"] = new JsonArray(),
        },
        ["options"] = Type == "stat"
            ? new JsonObject { ["reduceOptions"] = new JsonObject { ["calcs"] = new JsonArray("lastNotNull") } }
            : new JsonObject { ["legend"] = new JsonObject { ["displayMode"] = "list", ["placement"] = "bottom" } },
    };

    private static JsonObject Source() => new() { ["type"] = "prometheus", ["uid"] = "${datasource}" };

    private JsonObject Target((string Legend, string Query) query, int index) => new()
    {
        ["refId"] = ((char)('A' + index)).ToString(),
        ["datasource"] = Source(),
        ["expr"] = query.Query,
        ["legendFormat"] = query.Legend,
        ["instant"] = Type == "stat",
        ["range"] = Type != "stat",
    };
}
