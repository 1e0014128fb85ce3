using Microsoft.Extensions.Logging.Abstractions;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.Prometheus;
using Reliability.Testing;
using static Reliability.Integrations.Tests.Prometheus.StubPrometheus;

namespace Reliability.Integrations.Tests.Prometheus;

/// <summary>What the source makes of answers, those of misbehaving servers included.</summary>
public sealed class PrometheusSliSourceTests
{
    private static readonly SourceConnection Here = Connection("http://prom.example");

    private static readonly RatioIndicator Good = new(Query(Here, "total[{{.window}}]"), Query(Here, "good[{{.window}}]"), CountsBad: false);

    [Fact]
    public async Task Value_at_the_end_of_a_minute_counts_for_that_minute()
    {
        var points = await ReadAsync(Good, Series((1, "10"), (2, "4.5")), Series((1, "9"), (2, "4")));
        Assert.Equal([Point(0, 9m, 10m), Point(1, 4m, 4.5m)], points);
    }

    [Fact]
    public async Task Bad_events_are_taken_from_the_total() => Assert.Equal(
        [Point(0, 9m, 10m)],
        await ReadAsync(Good with { CountsBad = true }, Series((1, "10")), Series((1, "1"))));

    [Theory]
    [InlineData("NaN", "1", "NaN")]
    [InlineData("+Inf", "1", "Infinity")]
    [InlineData("-1", "0", "-1")]
    [InlineData("1e300", "1", "1E+300")]
    [InlineData("10", "NaN", "NaN")]
    [InlineData("0", "NaN", "NaN")]
    [InlineData("10", "-Inf", "-Infinity")]
    [InlineData("10", "-1", "-1")]
    public async Task Count_that_is_no_number_of_events_is_refused(string total, string good, string told)
    {
        var exception = await Assert.ThrowsAsync<PrometheusRejectedException>(
            () => ReadAsync(Good, Series((1, total), (2, "2")), Series((1, good), (2, "1"))));
        Assert.Equal($"A count must be 0 to 1e15; in the step from {Noon:u} it is {told}.", exception.Message);
    }

    [Fact]
    public async Task Minute_without_events_has_no_data() => Assert.Equal(
        [Point(1, 1m, 2m)],
        await ReadAsync(Good, Series((1, "0"), (2, "2")), Series((1, "0"), (2, "1"))));

    [Fact]
    public async Task Value_that_is_infinite_is_refused() => await Assert.ThrowsAsync<PrometheusRejectedException>(
        () => ReadAsync(new ThresholdIndicator(Query(Here, "latency"), ThresholdOperator.AtMost, 0.3m), Series((1, "+Inf"))));

    [Fact]
    public async Task Part_without_a_series_is_no_event_of_its_kind()
    {
        Assert.Equal([Point(0, 0m, 10m)], await ReadAsync(Good, Series((1, "10"))));
        Assert.Equal([Point(0, 10m, 10m)], await ReadAsync(Good with { CountsBad = true }, Series((1, "10"))));
        Assert.Empty(await ReadAsync(Good));
    }

    [Theory]
    [InlineData("100", "105")]
    [InlineData("3", "4")]
    public async Task Part_that_is_above_the_total_by_extrapolation_is_the_total(string total, string good) => Assert.Equal(
        decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture),
        Assert.Single(await ReadAsync(Good, Series((1, total)), Series((1, good)))).Good);

    [Theory]
    [InlineData("100", "105.1")]
    [InlineData("3", "4.1")]
    public async Task Part_that_is_no_part_of_the_total_is_refused(string total, string good)
    {
        var exception = await Assert.ThrowsAsync<PrometheusRejectedException>(() => ReadAsync(Good, Series((1, total)), Series((1, good))));
        Assert.Contains($"it counts {good} of {total}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_in_any_order_and_twice_with_one_value_count_once() => Assert.Equal(
        [Point(0, 1m, 1m), Point(1, 2m, 2m)],
        await ReadAsync(Good, Series((2, "2"), (1, "1"), (2, "2")), Series((2, "2"), (1, "1"))));

    [Theory]
    [InlineData(1, "2", "two values for one time")]
    [InlineData(3, "1", "a time that was not asked for")]
    [InlineData(0, "1", "a time that was not asked for")]
    public async Task Contradicting_answer_counts_for_nothing(int minute, string value, string message)
    {
        var exception = await Assert.ThrowsAsync<PrometheusUnavailableException>(() => ReadAsync(Good, Series((1, "1"), (minute, value))));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_one_series_is_refused_with_their_labels()
    {
        var exception = await Assert.ThrowsAsync<PrometheusRejectedException>(() => ReadAsync(
            Good, """{"metric":{"code":"200","job":"api"},"values":[]},{"metric":{"code":"500"},"values":[]}"""));
        Assert.Equal("""The query gives 2 series, among them {code="200", job="api"} and {code="500"}: it must give one; use sum().""", exception.Message);
    }

    [Fact]
    public async Task Observations_are_good_by_their_threshold()
    {
        var threshold = new ThresholdIndicator(Query(Here, "latency"), ThresholdOperator.AtMost, 0.3m);
        Assert.Equal(
            [Point(0, 1m, 1m), Point(1, 0m, 1m)],
            await ReadAsync(threshold, Series((1, "0.30000000000000004"), (2, "1e300"))));
        Assert.Equal([Point(0, 1m, 1m)], await ReadAsync(threshold, Series((1, "-5"), (2, "NaN"))));
    }

    [Fact]
    public async Task Raw_ratios_are_one_unit_each()
    {
        var raw = new RawRatioIndicator(Query(Here, "failing"), IsFailure: true);
        Assert.Equal([Point(0, 0.75m, 1m), Point(1, 0m, 1m)], await ReadAsync(raw, Series((1, "0.25"), (2, "1.0000001"))));
        var exception = await Assert.ThrowsAsync<PrometheusRejectedException>(() => ReadAsync(raw, Series((1, "37"))));
        Assert.Equal("A raw ratio must be 0 to 1; in the step from 2026-03-10 12:00:00Z it is 37.", exception.Message);
    }

    [Fact]
    public async Task Minute_that_has_not_ended_is_left_out()
    {
        var stub = Answering(Matrix());
        var source = Source(stub, Noon.AddSeconds(150));
        await source.ReadAsync(Good, Noon, Noon.AddMinutes(5), CancellationToken.None);
        await source.ReadAsync(Good, Noon.AddMinutes(2), Noon.AddMinutes(5), CancellationToken.None);

        // Total and part of the two minutes that have ended; of the third, nothing.
        Assert.Equal(2, stub.Sent.Count);
        Assert.All(stub.Sent, sent => Assert.Contains($"end={Noon.AddMinutes(2).ToUnixTimeSeconds()}&", System.Text.Encoding.UTF8.GetString(sent.Body), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Single_minute_is_an_instant_query()
    {
        var stub = Answering($$$"""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[{{{Noon.AddMinutes(1).ToUnixTimeSeconds()}}}.000,"3"]}]}}""");
        Assert.Equal([Point(0, 3m, 3m)], await Source(stub, Noon.AddHours(1)).ReadAsync(Good, Noon.AddSeconds(-30), Noon.AddSeconds(30), CancellationToken.None));
        Assert.All(stub.Sent, sent => Assert.EndsWith("api/v1/query", sent.Uri.AbsolutePath, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Window_in_the_query_is_the_step_of_the_connection()
    {
        var stub = Answering(Matrix());
        var slow = Connection("http://prom.example", ("step", "5m"));
        var indicator = new RatioIndicator(Query(slow, "total[{{.window}}]"), Query(slow, "good[{{.window}}]"), CountsBad: false);
        await Source(stub, Noon.AddHours(1)).ReadAsync(indicator, Noon, Noon.AddMinutes(10), CancellationToken.None);

        Assert.StartsWith(
            $"query=total%5B5m%5D&start={Noon.AddMinutes(5).ToUnixTimeSeconds()}&end={Noon.AddMinutes(10).ToUnixTimeSeconds()}&step=300&",
            System.Text.Encoding.UTF8.GetString(stub.Sent[0].Body),
            StringComparison.Ordinal);
    }

    private static SliPoint Point(int minute, decimal good, decimal total) => new(Noon.AddMinutes(minute), TimeSpan.FromMinutes(1), good, total);

    private static PrometheusSliSource Source(StubTransport stub, DateTimeOffset now) =>
        new(Client(stub, new FakeTimeProvider(now)), new FakeTimeProvider(now), NullLogger<PrometheusSliSource>.Instance);

    // The first two minutes from noon: the total first, then the part; what is not given is no series.
    private static Task<IReadOnlyList<SliPoint>> ReadAsync(SloIndicator indicator, params string[] series)
    {
        var stub = new StubTransport((_, index) => StubTransport.Reply(
            System.Net.HttpStatusCode.OK, Matrix(index < series.Length ? [series[index]] : [])));
        return Source(stub, Noon.AddHours(1)).ReadAsync(indicator, Noon, Noon.AddMinutes(2), CancellationToken.None);
    }
}
