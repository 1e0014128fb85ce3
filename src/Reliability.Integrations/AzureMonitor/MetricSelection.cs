using System.Xml;
using Azure.Monitor.Query;
using Azure.Monitor.Query.Models;
using Reliability.Core.Slo;

namespace Reliability.Integrations.AzureMonitor;

/// <summary>Which points of a metric are read.</summary>
/// <param name="ResourceId">The resource.</param>
/// <param name="Metric">The name of the metric.</param>
/// <param name="Aggregation">How the values within a point are put together.</param>
/// <param name="Granularity">The length of a point.</param>
internal sealed record MetricSelection(string ResourceId, string Metric, MetricAggregationType Aggregation, TimeSpan Granularity)
{
    /// <summary>The most time series that are read of a metric; Azure does not tell when it leaves some out.</summary>
    public const int MaxSeries = 1_000;

    /// <summary>Gets the namespace; null means that of the resource.</summary>
    public string? Namespace { get; init; }

    /// <summary>Gets which dimensions are taken; null adds them up.</summary>
    public string? Filter { get; init; }

    /// <summary>Reads the spec of a source.</summary>
    public static MetricSelection Of(MetricSource source) => new(
        source.Spec["resourceId"],
        source.Spec["metric"],
        Enum.Parse<MetricAggregationType>(source.Spec["aggregation"]),
        GranularityOf(source))
    {
        Namespace = source.Spec.GetValueOrDefault("namespace"),
        Filter = source.Spec.GetValueOrDefault("filter"),
    };

    /// <summary>Reads how long the points of a source are, of logs too; a minute unless it says so.</summary>
    public static TimeSpan GranularityOf(MetricSource source) => XmlConvert.ToTimeSpan(source.Spec.GetValueOrDefault("granularity", "PT1M"));

    /// <summary>Tells whether one request can read both.</summary>
    public bool GoesWith(MetricSelection other) => this with { Metric = other.Metric } == other;

    /// <summary>Makes what is asked for.</summary>
    public MetricsQueryOptions ToOptions(BinRange range)
    {
        var options = new MetricsQueryOptions
        {
            TimeRange = new QueryTimeRange(range.First, range.End),
            Granularity = Granularity,
            MetricNamespace = Namespace,
            Filter = Filter,
            Size = Filter is null ? null : MaxSeries,
        };
        options.Aggregations.Add(Aggregation);
        return options;
    }

    /// <summary>Takes what was asked for of a point; null when nothing was measured.</summary>
    public double? ValueOf(MetricValue point) => Aggregation switch
    {
        MetricAggregationType.Average => point.Average,
        MetricAggregationType.Minimum => point.Minimum,
        MetricAggregationType.Maximum => point.Maximum,
        MetricAggregationType.Count => point.Count,
        _ => point.Total,
    };
}
