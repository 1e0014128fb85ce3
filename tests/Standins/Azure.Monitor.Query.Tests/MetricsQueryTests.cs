using Azure.Monitor.Query.Models;
using Reliability.Simulators.AzureMonitor;

namespace Azure.Monitor.Query.Tests;

public sealed class MetricsQueryTests : SimulatorTest
{
    private static readonly QueryTimeRange TenMinutes = new(Noon, Noon.AddMinutes(10));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Points_have_what_was_asked_for(bool isAsync)
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "Requests", time => time.Minute)];
        var options = Options(MetricAggregationType.Total, MetricAggregationType.Average, MetricAggregationType.Minimum, MetricAggregationType.Maximum, MetricAggregationType.Count);
        options.Granularity = TimeSpan.FromMinutes(5);

        var result = (isAsync ? await Metrics().QueryResourceAsync(ResourceId, ["Requests"], options) : Metrics().QueryResource(ResourceId, ["Requests"], options)).Value;

        Assert.Equal((TimeSpan.FromMinutes(5), "Microsoft.Web/sites", "westeurope", 0), (result.Granularity, result.Namespace, result.ResourceRegion, result.Cost));
        Assert.Equal(TenMinutes, result.TimeSpan);
        var metric = result.GetMetricByName("Requests");
        Assert.Equal((MetricUnit.Count, "Microsoft.Insights/metrics", "What Requests measures."), (metric.Unit, metric.ResourceType, metric.Description));
        Assert.Null(metric.Error);
        var points = Assert.Single(metric.TimeSeries).Values;
        Assert.Equal([Noon, Noon.AddMinutes(5)], points.Select(point => point.TimeStamp));
        Assert.Equal((35d, 7d, 5d, 9d, 5d), (points[1].Total, points[1].Average, points[1].Minimum, points[1].Maximum, points[1].Count));
        Assert.Empty(Simulator.Refusals);
        Assert.Equal(["https://management.azure.com//.default"], Credential.Scopes);
    }

    [Fact]
    public async Task Points_without_measurements_have_only_their_time()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "Requests", time => time.Minute == 1 ? null : 1)];

        var points = (await Metrics().QueryResourceAsync(ResourceId, ["Requests"], Options(MetricAggregationType.Total))).Value.Metrics[0].TimeSeries[0].Values;

        Assert.Equal([1d, null, 1d], points.Take(3).Select(point => point.Total));
        Assert.Null(points[0].Average);
        Assert.Contains("Total: 1", points[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_splits_by_dimension_with_names_in_lower_case()
    {
        Simulator.Metrics = [.. ((string[])["200", "500", "503"]).Select((code, index) => new SimulatedMetric(ResourceId, "Requests", _ => index)
        {
            Namespace = "custom/space",
            Dimensions = new Dictionary<string, string> { ["Status"] = code },
        })];
        var options = Options(MetricAggregationType.Total);
        (options.Filter, options.Size, options.OrderBy, options.MetricNamespace) = ("Status eq '500' or Status eq '503'", 5, "total desc", "custom/space");

        var series = (await Metrics().QueryResourceAsync(ResourceId, ["Requests"], options)).Value.Metrics[0].TimeSeries;

        Assert.Equal(["500", "503"], series.Select(one => one.Metadata["status"]));
        Assert.Equal([1d, 2d], series.Select(one => one.Values[0].Total));
        var call = Assert.Single(Simulator.MetricsCalls);
        Assert.Equal((options.Filter, 5, "custom/space"), (call.Filter, call.Top, call.Namespace));
    }

    [Fact]
    public async Task Metrics_fail_one_by_one_within_a_reply()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "A", _ => 1), new SimulatedMetric(ResourceId, "B/sec", _ => 1) { ErrorCode = "InternalError" }];

        var metrics = (await Metrics().QueryResourceAsync(ResourceId, ["A", "B/sec"], Options(MetricAggregationType.Total))).Value.Metrics;

        Assert.Null(metrics[0].Error);
        Assert.Equal(("InternalError", "B/sec could not be read."), (metrics[1].Error!.Code, metrics[1].Error!.Message));
        Assert.Empty(metrics[1].TimeSeries);
    }

    [Fact]
    public async Task Metric_without_a_code_of_success_has_an_error()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "A", _ => 1)];
        Simulator.Tamper = body => body["value"]!.AsArray()[0]!.AsObject().Remove("errorCode");

        Assert.NotNull((await Metrics().QueryResourceAsync(ResourceId, ["A"], Options(MetricAggregationType.Total))).Value.Metrics[0].Error);
    }

    [Fact]
    public async Task Unknown_metric_in_a_result_is_named()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "A", _ => 1)];
        var result = (await Metrics().QueryResourceAsync(ResourceId, ["A"], Options(MetricAggregationType.Total))).Value;

        Assert.Contains("'a'", Assert.Throws<KeyNotFoundException>(() => result.GetMetricByName("a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_carry_the_code_of_the_flat_body()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "A", _ => 1)];
        var odd = Options(MetricAggregationType.Total);
        odd.Granularity = TimeSpan.FromMinutes(2);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Metrics().QueryResourceAsync(ResourceId, ["A"], odd));
        var stranger = await Assert.ThrowsAsync<RequestFailedException>(() => Metrics().QueryResourceAsync(ResourceId + "2", ["A"], Options(MetricAggregationType.Total)));

        Assert.Equal((400, "BadRequest"), (failure.Status, failure.ErrorCode));
        Assert.Contains("Invalid time grain duration: PT2M", failure.Message, StringComparison.Ordinal);
        Assert.Equal((404, "ResourceNotFound"), (stranger.Status, stranger.ErrorCode));
    }

    [Theory]
    [InlineData("Status = '500'")]
    [InlineData("Status eq '500' or Api eq 'x'")]
    [InlineData("Status eq 500")]
    public async Task Wrong_filters_are_refused(string filter)
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "A", _ => 1)];
        var options = Options(MetricAggregationType.Total);
        options.Filter = filter;

        Assert.Equal(400, (await Assert.ThrowsAsync<RequestFailedException>(() => Metrics().QueryResourceAsync(ResourceId, ["A"], options))).Status);
    }

    [Fact]
    public async Task Throttled_tries_are_repeated_four_times_at_most()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "A", _ => 1)];
        Simulator.Plan = _ => SimulatorFault.Throttled(0);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Metrics().QueryResourceAsync(ResourceId, ["A"], Options(MetricAggregationType.Total)));

        Assert.Equal((429, 4), (failure.Status, Simulator.Requests));
    }

    [Fact]
    public async Task Token_for_another_audience_is_refused()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "A", _ => 1)];

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Metrics(new SimulatorCredential("https://api.loganalytics.io")).QueryResourceAsync(ResourceId, ["A"], Options(MetricAggregationType.Total)));

        Assert.Equal(403, failure.Status);
    }

    [Fact]
    public void Cloud_follows_from_the_audience()
    {
        Assert.Equal(new Uri("https://management.azure.com"), new MetricsQueryClient(Credential).Endpoint);
        Assert.Equal(
            new Uri("https://management.chinacloudapi.cn"), new MetricsQueryClient(Credential, new MetricsQueryClientOptions { Audience = MetricsQueryAudience.AzureChina }).Endpoint);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetricsQueryClientOptions((MetricsQueryClientOptions.ServiceVersion)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogsQueryClientOptions((LogsQueryClientOptions.ServiceVersion)9));
    }

    [Fact]
    public async Task Older_version_is_sent_when_chosen()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "A", _ => 1)];
        var client = new MetricsQueryClient(Simulator.Endpoint, Credential, Quick(new MetricsQueryClientOptions(MetricsQueryClientOptions.ServiceVersion.V2018_01_01)));

        Assert.Single((await client.QueryResourceAsync(ResourceId, ["A"], Options(MetricAggregationType.Total))).Value.Metrics);
    }

    private static MetricsQueryOptions Options(params MetricAggregationType[] aggregations)
    {
        var options = new MetricsQueryOptions { TimeRange = TenMinutes, Granularity = TimeSpan.FromMinutes(1) };
        foreach (var aggregation in aggregations)
            options.Aggregations.Add(aggregation);
        return options;
    }
}
