using Azure.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo.Sources;

/// <summary>Reads sources of Azure Monitor: queries of logs, and metrics of resources.</summary>
internal static class AzureMonitorSource
{
    /// <summary>The kind of logs.</summary>
    public static readonly SourceKind Logs = new("azure-monitor-logs", (spec, _) => ReadQuery(spec))
    {
        Counted = "Azure Monitor is asked by the minute",
        HasValues = true,
        ReadConnection = details => ReadConnection(details, hasWorkspace: true),
        Mismatch = (whole, part) => OtherGranularity(whole, part),
    };

    /// <summary>The kind of metrics.</summary>
    public static readonly SourceKind Metrics = new("azure-monitor-metrics", ReadMetric)
    {
        Counted = "Azure Monitor is asked by the minute",
        HasValues = true,
        ReadConnection = details => ReadConnection(details, hasWorkspace: false),
        Mismatch = (whole, part) => OtherGranularity(whole, part) ?? (Same(whole, part) ? "must not be the metric and filter of total" : null),
    };

    // The service: "Invalid time grain duration ..., supported ones are".
    private static readonly string[] Granularities = ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D"];
    private static readonly string[] Aggregations = ["Average", "Minimum", "Maximum", "Total", "Count"];
    private static readonly string[] Counts = ["Total", "Count"];

    private const int MaxQuery = 10_000;
    private const int MaxFilter = 2_000;

    private static Dictionary<string, string>? ReadQuery(YamlMap spec)
    {
        var before = spec.Errors.Count;
        var query = spec.RequiredText("query");
        var granularity = spec.OptionalOneOf("granularity", Granularities);
        spec.RejectUnknownKeys();
        if (query?.Value.Length > MaxQuery)
            query.Reject($"must not be longer than {MaxQuery} characters");
        return spec.Errors.Count > before ? null : Present(("query", query!.Value), ("granularity", granularity));
    }

    private static Dictionary<string, string>? ReadMetric(YamlMap spec, string use)
    {
        var before = spec.Errors.Count;
        var isPart = use is "good" or "bad";
        var (resource, metric, filter) = (spec.RequiredText("resourceId"), spec.RequiredText("metric"), spec.OptionalText("filter"));
        var aggregation = spec.RequiredOneOf("aggregation", isPart || use == "total" ? Counts : Aggregations);
        var (space, granularity) = (spec.OptionalString("namespace"), spec.OptionalOneOf("granularity", Granularities));
        var empty = isPart ? spec.OptionalOneOf("empty", "no-data", "zero") : null;
        spec.RejectUnknownKeys();
        if (resource is not null && !IsResource(resource.Value))
            resource.Reject($"'{resource.Written}' is no ID of a resource: /subscriptions/.../resourceGroups/.../providers/...");
        if (metric?.Value.Contains(',', StringComparison.Ordinal) == true)
            metric.Reject("must be one metric");
        if (filter?.Value.Length > MaxFilter)
            filter.Reject($"must not be longer than {MaxFilter} characters");
        return spec.Errors.Count > before
            ? null
            : Present(
                ("resourceId", resource!.Value), ("metric", metric!.Value), ("aggregation", aggregation), ("namespace", space), ("filter", filter?.Value),
                ("granularity", granularity), ("empty", empty));
    }

    private static Dictionary<string, string>? ReadConnection(YamlMap details, bool hasWorkspace)
    {
        var before = details.Errors.Count;
        var workspace = hasWorkspace ? details.RequiredText("workspaceId") : null;
        var (endpoint, cloud) = (details.OptionalText("endpoint"), details.OptionalOneOf("cloud", "public", "government", "china"));
        details.RejectUnknownKeys();
        if (workspace is not null && !Guid.TryParse(workspace.Value, out _))
            workspace.Reject($"'{workspace.Written}' is no GUID: it is the Workspace ID, not the name of the workspace");
        if (endpoint is not null && !IsEndpoint(endpoint.Value))
            endpoint.Reject($"'{endpoint.Written}' must be an address such as https://api.loganalytics.azure.com, without path; http only on loopback");
        return details.Errors.Count > before ? null : Present(("workspaceId", workspace?.Value), ("endpoint", endpoint?.Value), ("cloud", cloud));
    }

    private static Dictionary<string, string> Present(params (string Key, string? Value)[] pairs) =>
        pairs.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);

    private static bool IsResource(string text) => ResourceIdentifier.TryParse(text, out var id) && id?.SubscriptionId is not null;

    private static bool IsEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.UserInfo.Length == 0 && address.PathAndQuery == "/" && address.Fragment.Length == 0;

    private static string? OtherGranularity(MetricSource whole, MetricSource part) =>
        whole.Spec.GetValueOrDefault("granularity", "PT1M") is var granularity && granularity == part.Spec.GetValueOrDefault("granularity", "PT1M")
            ? null
            : $"must have the granularity of total, {granularity}";

    private static bool Same(MetricSource whole, MetricSource part) => ((string[])["resourceId", "metric", "aggregation", "namespace", "filter"])
        .All(key => whole.Spec.GetValueOrDefault(key) == part.Spec.GetValueOrDefault(key));
}
