using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.OpenSlo;

namespace Reliability.Integrations.Tests.OpenSlo;

public sealed class AzureMonitorBindingTests
{
    private const string Logs = """
        apiVersion: openslo/v1
        kind: DataSource
        metadata: { name: logs }
        spec:
          type: azure-monitor-logs
          connectionDetails:
            workspaceId: ${WORKSPACE}
            endpoint: https://api.loganalytics.azure.com
            cloud: public
        ---
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: api }
        spec:
          service: shop
          indicator:
            spec:
              ratioMetric:
                good: { metricSource: { metricSourceRef: logs, spec: { query: "AppRequests | summarize good=countif(Success), total=count() by bin=bin(TimeGenerated, 5m)", granularity: PT5M } } }
                total: { metricSource: { metricSourceRef: logs, spec: { query: "AppRequests | summarize good=countif(Success), total=count() by bin=bin(TimeGenerated, 5m)", granularity: PT5M } } }
          timeWindow: [{ duration: 4w, isRolling: true }]
          budgetingMethod: Occurrences
          objectives: [{ target: 0.99 }]
        """;

    private const string Metrics = """
        apiVersion: openslo/v1
        kind: DataSource
        metadata: { name: azure }
        spec: { type: azure-monitor-metrics, connectionDetails: {} }
        ---
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: api }
        spec:
          service: shop
          indicator:
            spec:
              ratioMetric:
                bad: { metricSource: { metricSourceRef: azure, spec: { resourceId: /subscriptions/6b8a6f3e-6a4f-4a3e-8c39-3f0a3e2f7c11/resourceGroups/g/providers/Microsoft.Web/sites/shop, metric: Http5xx, aggregation: Total, empty: zero } } }
                total: { metricSource: { metricSourceRef: azure, spec: { resourceId: /subscriptions/6b8a6f3e-6a4f-4a3e-8c39-3f0a3e2f7c11/resourceGroups/g/providers/Microsoft.Web/sites/shop, metric: Requests, aggregation: Total, namespace: Microsoft.Web/sites } } }
          timeWindow: [{ duration: 4w, isRolling: true }]
          budgetingMethod: Occurrences
          objectives: [{ target: 0.99 }]
        """;

    [Fact]
    public void Queries_of_logs_come_with_their_workspace()
    {
        var ratio = Assert.IsType<RatioIndicator>(Bound(Logs));

        Assert.StartsWith("AppRequests | summarize", ratio.Total.Spec["query"], StringComparison.Ordinal);
        Assert.Equal(("PT5M", "azure-monitor-logs"), (ratio.Part.Spec["granularity"], ratio.Part.Type));
        Assert.Equal("b1d7a3de-2f0b-4c8e-9f55-0d6ab6a1f3c1", ratio.Part.Connection!.Details["workspaceId"]);
        Assert.Equal("https://api.loganalytics.azure.com", ratio.Part.Connection.Details["endpoint"]);
    }

    [Fact]
    public void Metrics_come_with_what_was_written_and_no_more()
    {
        var ratio = Assert.IsType<RatioIndicator>(Bound(Metrics));

        Assert.Equal(["aggregation", "metric", "namespace", "resourceId"], ratio.Total.Spec.Keys.Order());
        Assert.Equal(["aggregation", "empty", "metric", "resourceId"], ratio.Part.Spec.Keys.Order());
        Assert.Empty(ratio.Part.Connection!.Details);
    }

    [Theory]
    [InlineData("workspaceId: ${WORKSPACE}", "workspaceId: shop-logs", 7, "connectionDetails.workspaceId: 'shop-logs' is no GUID")]
    [InlineData("workspaceId: ${WORKSPACE}", "workspace: ${WORKSPACE}", 7, "connectionDetails.workspace: unknown key 'workspace'")]
    [InlineData("https://api", "http://api", 8, "connectionDetails.endpoint: 'http://api.loganalytics.azure.com' must be an address")]
    [InlineData("azure.com", "azure.com/v1", 8, "connectionDetails.endpoint: 'https://api.loganalytics.azure.com/v1' must be an address")]
    [InlineData("cloud: public", "cloud: germany", 9, "connectionDetails.cloud: 'germany' must be public, government, china")]
    [InlineData("granularity: PT5M } } }\n        total", "granularity: PT2M } } }\n        total", 19, "spec.granularity: 'PT2M' must be PT1M, PT5M")]
    [InlineData("granularity: PT5M } } }\n        total", "granularity: PT1M } } }\n        total", 19, "spec: must have the granularity of total, PT5M")]
    [InlineData("granularity: PT5M } } }\n        total", "step: PT5M } } }\n        total", 19, "spec.step: unknown key 'step'")]
    public void What_is_wrong_with_a_query_is_an_error_at_its_place(string text, string replacement, int line, string message) =>
        AssertWrong(Logs, text, replacement, line, message);

    [Theory]
    [InlineData("metric: Http5xx, aggregation: Total", "metric: Http5xx, aggregation: Average", 14, "spec.aggregation: 'Average' must be Total, Count")]
    [InlineData("metric: Http5xx, aggregation: Total", "metric: Http5xx", 14, "spec.aggregation: missing key 'aggregation'")]
    [InlineData("metric: Http5xx", "metric: \"Http4xx,Http5xx\"", 14, "spec.metric: must be one metric")]
    [InlineData("metric: Http5xx, aggregation: Total, empty: zero", "metric: Requests, aggregation: Total, namespace: Microsoft.Web/sites", 14, "spec: must not be the metric and filter of total")]
    [InlineData("empty: zero", "empty: none", 14, "spec.empty: 'none' must be no-data, zero")]
    [InlineData("namespace: Microsoft.Web/sites", "empty: zero", 15, "spec.empty: unknown key 'empty'")]
    [InlineData("resourceId: /subscriptions/6b8a6f3e-6a4f-4a3e-8c39-3f0a3e2f7c11/resourceGroups/g/providers/Microsoft.Web/sites/shop, metric: Requests", "resourceId: shop, metric: Requests", 15, "spec.resourceId: 'shop' is no ID of a resource")]
    [InlineData("connectionDetails: {}", "connectionDetails: { workspaceId: a }", 4, "connectionDetails.workspaceId: unknown key 'workspaceId'")]
    public void What_is_wrong_with_a_metric_is_an_error_at_its_place(string text, string replacement, int line, string message) =>
        AssertWrong(Metrics, text, replacement, line, message);

    [Fact]
    public void Loopback_may_be_asked_by_http() =>
        Bound(Logs.Replace("https://api.loganalytics.azure.com", "http://127.0.0.1:5000", StringComparison.Ordinal));

    private static void AssertWrong(string document, string text, string replacement, int line, string message)
    {
        Assert.Contains(text, document, StringComparison.Ordinal);
        var (slos, errors) = Read(document.Replace(text, replacement, StringComparison.Ordinal));

        Assert.Empty(slos);
        Assert.Contains(errors, error => error.Line == line && $"{error.Path}: {error.Message}".Contains(message, StringComparison.Ordinal));
    }

    private static SloIndicator Bound(string text)
    {
        var (slos, errors) = Read(text);
        Assert.Empty(errors);
        return Assert.Single(Assert.Single(slos).Members).Indicator;
    }

    private static (IReadOnlyList<ServiceLevelObjective> Slos, IReadOnlyList<ConfigurationError> Errors) Read(string text)
    {
        var files = new OpenSloFiles(new HashSet<string>());
        var errors = new ConfigurationErrors("slos/a.yaml", name => name == "WORKSPACE" ? "b1d7a3de-2f0b-4c8e-9f55-0d6ab6a1f3c1" : null);
        files.Read(text, errors);
        return (files.Bind(), errors.Items);
    }
}
