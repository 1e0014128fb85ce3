using System.Text.Json.Nodes;
using System.Xml;

namespace Reliability.Simulators.AzureMonitor;

/// <summary>Answers readings of metrics.</summary>
internal static class MetricsReply
{
    /// <summary>Makes the body of an answer.</summary>
    /// <exception cref="Refusal">There is no such metric.</exception>
    public static JsonObject Of(MetricsCall call, IReadOnlyCollection<SimulatedMetric> metrics) => new()
    {
        ["cost"] = 0,
        ["timespan"] = $"{call.Time.Start!.Value.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}/{call.Time.End!.Value.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
        ["interval"] = XmlConvert.ToString(call.Interval),
        ["namespace"] = call.Namespace ?? "Microsoft.Web/sites",
        ["resourceregion"] = "westeurope",
        ["value"] = new JsonArray([.. call.Names.Select(name => MetricOf(call, name, SeriesOf(call, name, metrics)))]),
    };

    private static SimulatedMetric[] SeriesOf(MetricsCall call, string name, IReadOnlyCollection<SimulatedMetric> metrics)
    {
        var ofResource = metrics.Where(metric => metric.ResourceId.Equals(call.ResourceId, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (ofResource.Length == 0)
            throw new Refusal(404, "ResourceNotFound", $"The Resource '{call.ResourceId}' was not found.");
        var found = ofResource.Where(metric => metric.Name == name && metric.Namespace == call.Namespace).ToArray();
        return found.Length > 0
            ? found
            : throw Refusal.BadRequest($"Failed to find metric configuration: {name}. Valid metrics: {string.Join(',', ofResource.Select(metric => metric.Name).Distinct())}");
    }

    private static JsonObject MetricOf(MetricsCall call, string name, SimulatedMetric[] all)
    {
        var filter = call.Filter is null ? null : new MetricFilter(call.Filter);
        var groups = all.Where(metric => filter?.Takes(metric) != false)
            .GroupBy(metric => string.Join('|', metric.Dimensions.Where(pair => IsNamed(filter, pair.Key)).Select(pair => pair.Value)))
            .Take(call.Top);
        var isRead = all[0].ErrorCode == "Success";
        var json = new JsonObject
        {
            ["id"] = $"{call.ResourceId}/providers/Microsoft.Insights/metrics/{name}",
            ["type"] = "Microsoft.Insights/metrics",
            ["name"] = new JsonObject { ["value"] = name, ["localizedValue"] = name },
            ["displayDescription"] = $"What {name} measures.",
            ["unit"] = all[0].Unit,
            ["timeseries"] = new JsonArray(isRead ? [.. groups.Select(group => SeriesOf(call, filter, [.. group]))] : []),
            ["errorCode"] = all[0].ErrorCode,
        };
        if (!isRead)
            json["errorMessage"] = $"{name} could not be read.";
        return json;
    }

    private static JsonObject SeriesOf(MetricsCall call, MetricFilter? filter, SimulatedMetric[] series)
    {
        var metadata = series[0].Dimensions.Where(pair => IsNamed(filter, pair.Key)).Select(pair => new JsonObject
        {
            ["name"] = new JsonObject { ["value"] = pair.Key.ToLowerInvariant(), ["localizedValue"] = pair.Key.ToLowerInvariant() },
            ["value"] = pair.Value,
        });
        var points = new JsonArray();
        var first = call.Time.Start!.Value.AddTicks(-(call.Time.Start.Value.UtcTicks % call.Interval.Ticks));
        for (var start = first; start < call.Time.End; start += call.Interval)
            points.Add(SimulatedMetric.PointOf(series, start, call.Interval, call.Aggregations));
        return new JsonObject { ["metadatavalues"] = new JsonArray([.. metadata]), ["data"] = points };
    }

    private static bool IsNamed(MetricFilter? filter, string dimension) => filter?.Names.Contains(dimension, StringComparer.OrdinalIgnoreCase) == true;
}
