using System.Text.Json;

namespace Azure.Monitor.Query.Models;

/// <summary>The points of a metric for one combination of dimensions.</summary>
public class MetricTimeSeriesElement
{
    internal MetricTimeSeriesElement(JsonElement series)
    {
        var metadata = new Dictionary<string, string>();
        if (series.TryGetProperty("metadatavalues", out var values))
        {
            foreach (var value in values.EnumerateArray())
                metadata[value.GetProperty("name").GetProperty("value").GetString()!] = value.GetProperty("value").GetString()!;
        }

        Metadata = metadata;
        Values = series.TryGetProperty("data", out var points) ? [.. points.EnumerateArray().Select(point => new MetricValue(point))] : [];
    }

    /// <summary>Gets the dimensions, by name in lower case; empty when they are added up.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Gets the points.</summary>
    public IReadOnlyList<MetricValue> Values { get; }
}
