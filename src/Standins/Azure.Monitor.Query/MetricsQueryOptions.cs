using Azure.Monitor.Query.Models;

namespace Azure.Monitor.Query;

/// <summary>Which points of metrics are asked for.</summary>
public class MetricsQueryOptions
{
    /// <summary>Gets the aggregations; the service chooses when there are none.</summary>
    public IList<MetricAggregationType> Aggregations { get; } = [];

    /// <summary>Gets or sets which dimensions to take, e.g. <c>ApiName eq 'GetBlob' and GeoType eq '*'</c>; null adds them up.</summary>
    public string? Filter { get; set; }

    /// <summary>Gets or sets the length of a point: 1, 5, 15 or 30 minutes, 1, 6 or 12 hours, or a day; null leaves it to the service.</summary>
    public TimeSpan? Granularity { get; set; }

    /// <summary>Gets or sets the namespace of the metrics; null means that of the resource.</summary>
    public string? MetricNamespace { get; set; }

    /// <summary>Gets or sets the aggregation that time series are ordered by, and which way, e.g. <c>sum asc</c>.</summary>
    public string? OrderBy { get; set; }

    /// <summary>Gets or sets how many time series are returned at most; only with a <see cref="Filter"/>. The service's default is 10, and it does not tell of others.</summary>
    public int? Size { get; set; }

    /// <summary>Gets or sets the time; null means the last hour.</summary>
    public QueryTimeRange? TimeRange { get; set; }
}
