using System.Globalization;
using System.Xml;
using Azure.Core;
using Azure.Monitor.Query.Models;

namespace Azure.Monitor.Query.Wire;

/// <summary>Queries of metrics.</summary>
/// <param name="pipeline">The way to the service.</param>
/// <param name="root">The endpoint.</param>
/// <param name="version">The value of <c>api-version</c>.</param>
internal sealed class MetricsRequests(QueryPipeline pipeline, Uri root, string version)
{
    /// <summary>Reads metrics of a resource.</summary>
    /// <param name="resourceId">The resource.</param>
    /// <param name="metrics">The names of the metrics.</param>
    /// <param name="options">Which points.</param>
    /// <param name="async">False blocks the thread instead.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<Response<MetricsQueryResult>> QueryAsync(
        string resourceId, IEnumerable<string> metrics, MetricsQueryOptions options, bool async, CancellationToken cancellation)
    {
        using var message = pipeline.CreateMessage(RequestMethod.Get, root);
        var uri = message.Request.Uri;
        uri.AppendPath($"/{resourceId.Trim('/')}/providers/Microsoft.Insights/metrics", escape: false);
        foreach (var (name, value) in ParametersOf(metrics, options))
        {
            if (value is not null)
                uri.AppendQuery(name, value, escapeValue: true);
        }

        var body = await pipeline.SendAsync(message, async, cancellation).ConfigureAwait(false);
        return Response.FromValue(new MetricsQueryResult(body), message.Response);
    }

    private IEnumerable<(string Name, string? Value)> ParametersOf(IEnumerable<string> metrics, MetricsQueryOptions options) =>
    [
        ("timespan", options.TimeRange?.ToIsoString()),
        ("interval", options.Granularity is { } granularity ? XmlConvert.ToString(granularity) : null),
        ("metricnames", string.Join(',', metrics)),
        ("aggregation", options.Aggregations.Count == 0 ? null : string.Join(',', options.Aggregations)),
        ("top", options.Size?.ToString(CultureInfo.InvariantCulture)),
        ("orderby", options.OrderBy),
        ("$filter", options.Filter),
        ("api-version", version),
        ("metricnamespace", options.MetricNamespace),
    ];
}
