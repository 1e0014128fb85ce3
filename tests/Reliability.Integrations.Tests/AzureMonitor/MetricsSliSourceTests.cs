using Reliability.Core.Slo;
using Reliability.Simulators.AzureMonitor;

namespace Reliability.Integrations.Tests.AzureMonitor;

public sealed class MetricsSliSourceTests : AzureMonitorTest
{
    [Fact]
    public async Task Two_metrics_of_a_resource_are_read_at_once()
    {
        Simulator.Metrics = [Metric("Requests", time => time.Minute < 2 ? 10 : null), Metric("Http5xx", time => time.Minute)];

        Assert.Equal([Point(0, 10, 10), Point(1, 9, 10)], await ReadAsync(Metrics(), Ratio("Requests", "Http5xx", countsBad: true), until: At(2)));

        var call = Assert.Single(Simulator.MetricsCalls);
        Assert.Equal((ResourceId, TimeSpan.FromMinutes(1)), (call.ResourceId, call.Interval));
        Assert.Equal((Eleven, At(2)), (call.Time.Start, call.Time.End));
        Assert.Equal(["Http5xx", "Requests"], call.Names);
        Assert.Equal(["total"], call.Aggregations);
    }

    [Fact]
    public async Task Points_without_a_value_are_no_data_not_zero()
    {
        Simulator.Metrics = [Metric("Requests", time => time.Minute == 0 ? null : 10), Metric("Http5xx", time => time.Minute == 1 ? null : 0)];

        Assert.Equal([Point(2, 10, 10)], await ReadAsync(Metrics(), Ratio("Requests", "Http5xx", countsBad: true), until: At(3)));
    }

    [Fact]
    public async Task Points_without_a_part_are_zero_when_the_objective_says_so()
    {
        Simulator.Metrics = [Metric("Requests", time => time.Minute == 0 ? null : 10), Metric("Http5xx", time => null)];

        Assert.Equal([Point(1, 10, 10)], await ReadAsync(Metrics(), Ratio("Requests", "Http5xx", countsBad: true, ("empty", "zero")), until: At(2)));
    }

    [Fact]
    public async Task Time_series_of_counts_add_up()
    {
        Simulator.Metrics = [.. ((string[])["200", "500", "503"]).Select((status, index) => Metric("Requests", _ => index + 1, ("Status", status)))];

        var points = await ReadAsync(
            Metrics(), Ratio("Requests", "Requests", countsBad: true, ("filter", "Status eq '500' or Status eq '503'")), until: At(1));

        Assert.Equal([Point(0, 1, 6)], points);
        Assert.Equal(["Status eq '500' or Status eq '503'", null], Simulator.MetricsCalls.Select(call => call.Filter));
        Assert.Equal(1_000, Simulator.MetricsCalls.First().Top);
    }

    [Theory]
    [InlineData("Average", 0.5)]
    [InlineData("Minimum", 0)]
    [InlineData("Maximum", 1)]
    [InlineData("Total", 7)]
    [InlineData("Count", 15)]
    public async Task Threshold_is_held_against_the_aggregation(string aggregation, double value)
    {
        Simulator.Metrics = [Metric("Latency", time => time.Minute == 7 ? 0.5 : time.Minute % 2 == 0 && time.Minute < 14 ? 1 : time.Minute < 14 ? 0 : 0.5 - (time.Minute == 14 ? 0.5 : 0))];
        var source = Source(("metric", "Latency"), ("aggregation", aggregation), ("granularity", "PT15M"));
        var actual = Enumerable.Range(0, 15).Select(minute => Simulator.Metrics.First().Values(At(minute))!.Value).ToArray();
        var expected = aggregation switch { "Average" => actual.Average(), "Total" => actual.Sum(), _ => value };

        var at = await ReadAsync(Metrics(), new ThresholdIndicator(source, ThresholdOperator.AtMost, (decimal)expected), until: At(15));
        var below = await ReadAsync(Metrics(), new ThresholdIndicator(source, ThresholdOperator.Below, (decimal)expected), until: At(15));

        Assert.Equal((1m, 0m, TimeSpan.FromMinutes(15)), (Assert.Single(at).Good, Assert.Single(below).Good, at[0].Duration));
    }

    [Fact]
    public async Task Raw_percents_are_ratios()
    {
        Simulator.Metrics = [Metric("Availability", time => 99.5) with { Unit = "Percent" }];
        var source = Source(("metric", "Availability"), ("aggregation", "Average"));

        Assert.Equal([Point(0, 0.995m, 1)], await ReadAsync(Metrics(), new RawRatioIndicator(source, IsFailure: false), until: At(1)));
    }

    [Fact]
    public async Task Long_time_is_asked_in_parts_within_the_limit_of_points()
    {
        Simulator.Metrics = [Metric("Requests", _ => 1), Metric("Http5xx", _ => 0)];

        var points = await ReadAsync(Metrics(), Ratio("Requests", "Http5xx", countsBad: true), from: Noon.AddDays(-2.5));

        Assert.Equal(3_600, points.Count);
        Assert.Equal(3_600, points.Select(point => point.Start).Distinct().Count());
        Assert.Equal([1_440d, 1_440d, 720d], Simulator.MetricsCalls.Select(call => call.Time.Duration.TotalMinutes));
    }

    [Fact]
    public async Task What_azure_no_longer_keeps_is_not_asked_for()
    {
        Limits = Limits with { MetricPoints = 100 };
        Simulator.Metrics = [Metric("Requests", _ => 1)];
        var source = Source(("metric", "Requests"), ("aggregation", "Total"), ("granularity", "P1D"));

        await ReadAsync(Metrics(), new ThresholdIndicator(source, ThresholdOperator.Above, 0), from: Noon.AddDays(-400));

        Assert.Equal(new DateTimeOffset(2026, 1, 29, 0, 0, 0, TimeSpan.Zero), Assert.Single(Simulator.MetricsCalls).Time.Start);
    }

    [Fact]
    public async Task Minute_that_has_not_ended_is_not_asked_for()
    {
        Clock.Advance(TimeSpan.FromSeconds(59));
        Simulator.Metrics = [Metric("Requests", _ => 1), Metric("Http5xx", _ => 0)];

        var points = await ReadAsync(Metrics(), Ratio("Requests", "Http5xx", countsBad: true), from: At(58), until: Noon.AddSeconds(59));

        Assert.Equal([At(58), At(59)], points.Select(point => point.Start));
    }

    [Fact]
    public async Task Late_and_revised_values_are_read_anew()
    {
        var isLate = true;
        Simulator.Metrics = [Metric("Requests", time => time.Minute == 1 && isLate ? null : 10), Metric("Http5xx", time => isLate ? 0 : 5)];
        var (metrics, ratio) = (Metrics(), Ratio("Requests", "Http5xx", countsBad: true));
        Assert.Equal([Point(0, 10, 10)], await ReadAsync(metrics, ratio, until: At(2)));

        isLate = false;

        Assert.Equal([Point(0, 5, 10), Point(1, 5, 10)], await ReadAsync(metrics, ratio, until: At(2)));
    }

    private static SimulatedMetric Metric(string name, Func<DateTimeOffset, double?> values, params (string Key, string Value)[] dimensions) =>
        new(ResourceId, name, values) { Dimensions = dimensions.ToDictionary(pair => pair.Key, pair => pair.Value) };

    private MetricSource Source(params (string Key, string Value)[] spec) =>
        new("azure-monitor-metrics", spec.Prepend(("resourceId", ResourceId)).ToDictionary(pair => pair.Item1, pair => pair.Item2)) { Connection = Connection };

    private RatioIndicator Ratio(string total, string part, bool countsBad, params (string Key, string Value)[] more) => new(
        Source(("metric", total), ("aggregation", "Total")), Source([("metric", part), ("aggregation", "Total"), .. more]), countsBad);
}
