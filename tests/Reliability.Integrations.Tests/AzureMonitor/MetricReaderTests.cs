using System.Text.Json.Nodes;
using Reliability.Core.Slo;
using Reliability.Integrations.AzureMonitor;
using Reliability.Simulators.AzureMonitor;

namespace Reliability.Integrations.Tests.AzureMonitor;

public sealed class MetricReaderTests : AzureMonitorTest
{
    [Theory]
    [InlineData(-1, "The metric 'Requests' is -1 at 2026-05-01T11:00:00Z: a count must not be negative.")]
    [InlineData(1e300, "The metric 'Requests' is 1E+300 at 2026-05-01T11:00:00Z: it is beyond what is counted.")]
    public async Task Wrong_counts_are_refused_by_their_time(double value, string message)
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "Requests", _ => value)];

        Assert.Equal(message, (await Assert.ThrowsAsync<AzureMonitorRejectedException>(ReadAsync)).Message);
    }

    [Fact]
    public async Task No_number_is_a_broken_answer()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "Requests", _ => double.NaN)];

        await Assert.ThrowsAsync<AzureMonitorUnavailableException>(ReadAsync);
    }

    [Fact]
    public async Task Part_more_than_total_is_refused()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "Requests", _ => 1), new SimulatedMetric(ResourceId, "Http5xx", _ => 2)];

        Assert.Equal(
            "2026-05-01T11:00Z: bad is 2, more than total, 1: it must count a part of total.",
            (await Assert.ThrowsAsync<AzureMonitorRejectedException>(() => ReadAsync("Http5xx"))).Message);
    }

    [Fact]
    public async Task Metric_that_azure_could_not_read_is_unavailable()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "Requests", _ => 1) { ErrorCode = "InternalError" }];

        Assert.Equal(
            "Azure Monitor could not read the metric 'Requests': InternalError Requests could not be read.",
            (await Assert.ThrowsAsync<AzureMonitorUnavailableException>(ReadAsync)).Message);
    }

    [Fact]
    public async Task Points_in_any_order_are_the_same_and_those_around_are_left_out()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "Requests", time => time.Minute + 1)];
        Simulator.Tamper = body => Points(body, points =>
        {
            points.Add(new JsonObject { ["timeStamp"] = "2026-05-01T10:59:00Z", ["total"] = 7 });
            points.Add(new JsonObject { ["timeStamp"] = "2026-05-01T12:07:00Z", ["total"] = 7 });
            return points.Reverse();
        });

        Assert.Equal([Point(0, 1, 1), Point(1, 2, 2)], await ReadAsync());
    }

    [Fact]
    public async Task Two_points_of_one_time_are_a_broken_answer()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "Requests", _ => 1)];
        Simulator.Tamper = body => Points(body, points => points.Append(points[0]));

        Assert.Contains(
            "two points at 2026-05-01T11:00:00Z", (await Assert.ThrowsAsync<AzureMonitorUnavailableException>(ReadAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_between_bins_are_refused()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "Requests", _ => 1)];
        Simulator.Tamper = body => Points(body, points => points.Append(new JsonObject { ["timeStamp"] = "2026-05-01T11:00:30Z", ["total"] = 7 }));

        Assert.Contains("which is no start of 1 minutes", (await Assert.ThrowsAsync<AzureMonitorRejectedException>(ReadAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coarser_points_than_asked_for_are_refused()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "Requests", _ => 1)];
        Simulator.Tamper = body => body["interval"] = "PT1H";

        Assert.Equal(
            "The metric 'Requests' is kept by 60 minutes, not by 1: set its granularity.",
            (await Assert.ThrowsAsync<AzureMonitorRejectedException>(ReadAsync)).Message);
    }

    [Fact]
    public async Task Metric_without_any_series_has_no_data()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "Requests", _ => 1)];
        Simulator.Tamper = body => body["value"]![0]!["timeseries"] = new JsonArray();

        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task Several_series_are_no_value()
    {
        Simulator.Metrics = [.. ((string[])["a", "b"]).Select(name => new SimulatedMetric(ResourceId, "Latency", _ => 1) { Dimensions = new Dictionary<string, string> { ["Instance"] = name } })];
        var source = Source("Latency", ("filter", "Instance eq '*'"));

        Assert.Equal(
            "The metric 'Latency' has 2 time series: the filter must select one, without '*' and 'or'.",
            (await Assert.ThrowsAsync<AzureMonitorRejectedException>(() => ReadAsync(Metrics(), new ThresholdIndicator(source, ThresholdOperator.Below, 1), until: At(2)))).Message);
    }

    [Fact]
    public async Task Unknown_metric_is_rejected_with_what_azure_says()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "Other", _ => 1)];

        var failure = await Assert.ThrowsAsync<AzureMonitorRejectedException>(ReadAsync);

        Assert.Contains("Failed to find metric configuration: Requests", failure.Message, StringComparison.Ordinal);
    }

    private static void Points(JsonObject body, Func<JsonArray, IEnumerable<JsonNode?>> change)
    {
        var series = body["value"]![0]!["timeseries"]![0]!;
        series["data"] = new JsonArray([.. change(series["data"]!.AsArray()).Select(point => point!.DeepClone())]);
    }

    private Task<IReadOnlyList<Core.SliPoint>> ReadAsync() => ReadAsync("Requests");

    private Task<IReadOnlyList<Core.SliPoint>> ReadAsync(string bad) => ReadAsync(
        Metrics(), bad == "Requests" ? new RatioIndicator(Source(bad), Source(bad), CountsBad: false) : new RatioIndicator(Source("Requests"), Source(bad), CountsBad: true), until: At(2));

    private MetricSource Source(string metric, params (string Key, string Value)[] more)
    {
        var spec = new Dictionary<string, string> { ["resourceId"] = ResourceId, ["metric"] = metric, ["aggregation"] = "Total" };
        foreach (var (key, value) in more)
            spec[key] = value;
        return new MetricSource("azure-monitor-metrics", spec) { Connection = Connection };
    }
}
