using System.Text.Json;

namespace Azure.Monitor.Query.Models;

/// <summary>What was found of one metric.</summary>
public class MetricResult
{
    private const string Success = "Success";

    internal MetricResult(JsonElement metric)
    {
        (Id, ResourceType) = (metric.GetProperty("id").GetString()!, metric.GetProperty("type").GetString()!);
        Name = metric.GetProperty("name").GetProperty("value").GetString()!;
        Description = Text(metric, "displayDescription");
        Unit = new MetricUnit(metric.GetProperty("unit").GetString()!);
        TimeSeries = [.. metric.GetProperty("timeseries").EnumerateArray().Select(series => new MetricTimeSeriesElement(series))];
        var code = Text(metric, "errorCode");
        Error = code == Success ? null : new ResponseError(code, Text(metric, "errorMessage"));
    }

    /// <summary>Gets what the metric measures.</summary>
    public string? Description { get; }

    /// <summary>Gets why there are no points; null only when the service says that it succeeded.</summary>
    public ResponseError? Error { get; }

    /// <summary>Gets the ID of the metric.</summary>
    public string Id { get; }

    /// <summary>Gets the name of the metric.</summary>
    public string Name { get; }

    /// <summary>Gets the type of the metric as a resource.</summary>
    public string ResourceType { get; }

    /// <summary>Gets a time series for each combination of dimensions; empty when there is no data at all.</summary>
    public IReadOnlyList<MetricTimeSeriesElement> TimeSeries { get; }

    /// <summary>Gets the unit.</summary>
    public MetricUnit Unit { get; }

    private static string? Text(JsonElement metric, string name) => metric.TryGetProperty(name, out var value) ? value.GetString() : null;
}
