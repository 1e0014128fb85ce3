using System.Text.Json;
using System.Xml;

namespace Azure.Monitor.Query.Models;

/// <summary>What was found of the metrics of a resource.</summary>
public class MetricsQueryResult
{
    private readonly string _timespan;

    internal MetricsQueryResult(JsonElement root)
    {
        _timespan = root.GetProperty("timespan").GetString()!;
        Cost = root.TryGetProperty("cost", out var cost) ? cost.GetInt32() : null;
        Granularity = root.TryGetProperty("interval", out var interval) ? XmlConvert.ToTimeSpan(interval.GetString()!) : null;
        Namespace = root.TryGetProperty("namespace", out var space) ? space.GetString() : null;
        ResourceRegion = root.TryGetProperty("resourceregion", out var region) ? region.GetString() : null;
        Metrics = [.. root.GetProperty("value").EnumerateArray().Select(metric => new MetricResult(metric))];
    }

    /// <summary>Gets how much work the query was, in a measure of the service; not money.</summary>
    public int? Cost { get; }

    /// <summary>Gets the length of a point, which need not be the one asked for.</summary>
    public TimeSpan? Granularity { get; }

    /// <summary>Gets the metrics, each with an error of its own.</summary>
    public IReadOnlyList<MetricResult> Metrics { get; }

    /// <summary>Gets the namespace of the metrics.</summary>
    public string? Namespace { get; }

    /// <summary>Gets the region of the resource.</summary>
    public string? ResourceRegion { get; }

    /// <summary>Gets the time, which need not be the one asked for.</summary>
    /// <exception cref="FormatException">The service sent something else.</exception>
    public QueryTimeRange TimeSpan => QueryTimeRange.Parse(_timespan);

    /// <summary>Finds a metric.</summary>
    /// <param name="name">Its name, in its case.</param>
    /// <returns>The metric.</returns>
    /// <exception cref="KeyNotFoundException">It is not in the result.</exception>
    public MetricResult GetMetricByName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Metrics.FirstOrDefault(metric => metric.Name == name)
            ?? throw new KeyNotFoundException($"The result has no metric '{name}'.");
    }
}
