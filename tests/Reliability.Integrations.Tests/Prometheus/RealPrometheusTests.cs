using System.Globalization;
using System.Text;
using Reliability.Core.Slo;
using Reliability.Integrations.Prometheus;
using Reliability.Testing;
using static Reliability.Integrations.Tests.Prometheus.StubPrometheus;

namespace Reliability.Integrations.Tests.Prometheus;

/// <summary>The source against a real Prometheus with six hours of history.</summary>
public sealed class RealPrometheusTests(RealPrometheusTests.WithHistory prometheus) : IClassFixture<RealPrometheusTests.WithHistory>
{
    private const int Hours = 6;
    private const int ScrapeSeconds = 15;

    private SourceConnection Here => Connection(prometheus.Address);

    [Fact]
    public async Task Every_minute_of_history_is_counted_exactly()
    {
        var points = await Read(Ratio("sum(increase(failed_total[{{.window}}]))"), Noon, Noon.AddHours(Hours));

        Assert.Equal(Hours * 60, points.Count);
        Assert.All(points, (point, minute) =>
        {
            Assert.Equal((Noon.AddMinutes(minute), TimeSpan.FromMinutes(1)), (point.Start, point.Duration));
            Assert.Equal(All(minute), point.Total, 6);
            Assert.Equal(All(minute) - Failed(minute), point.Good, 6);
        });
    }

    [Fact]
    public async Task More_points_than_prometheus_gives_at_once_are_read_in_parts()
    {
        // Eight days are 11,520 minutes; Prometheus refuses more than 11,000.
        var points = await Read(Ratio("sum(increase(failed_total[{{.window}}]))"), Noon.AddDays(-8), Noon.AddHours(Hours));
        Assert.Equal(Enumerable.Range(0, Hours * 60).Sum(All), points.Sum(point => point.Total), 3);
    }

    [Fact]
    public async Task Time_without_history_gives_nothing() =>
        Assert.Empty(await Read(Ratio("sum(increase(failed_total[{{.window}}]))"), Noon.AddDays(-30), Noon.AddDays(-29)));

    [Fact]
    public async Task Errors_that_never_happened_are_none()
    {
        var points = await Read(Ratio("sum(increase(never_seen_total[{{.window}}]))"), Noon, Noon.AddHours(1));
        Assert.Equal(60, points.Count);
        Assert.All(points, point => Assert.Equal(point.Total, point.Good));
    }

    [Fact]
    public async Task Gauges_and_ratios_are_observed()
    {
        var threshold = await Read(new ThresholdIndicator(Query(Here, "depth"), ThresholdOperator.Below, 30m), Noon, Noon.AddHours(1));
        Assert.Equal((29m, 60m), (threshold.Sum(point => point.Good), threshold.Sum(point => point.Total)));
        var raw = await Read(new RawRatioIndicator(Query(Here, "depth / 1000"), IsFailure: true), Noon, Noon.AddMinutes(2));
        Assert.Equal([0.999m, 0.998m], raw.Select(point => point.Good));
    }

    [Fact]
    public async Task Division_by_zero_is_no_data() =>
        Assert.Empty(await Read(new RawRatioIndicator(Query(Here, "0 * depth / 0"), IsFailure: false), Noon, Noon.AddHours(1)));

    [Fact]
    public async Task Wrong_query_is_told_with_what_prometheus_says()
    {
        var syntax = await Assert.ThrowsAsync<PrometheusRejectedException>(() => Read(Ratio("sum(increase(failed_total[{{.window}}])"), Noon, Noon.AddHours(1)));
        Assert.Contains("answered 400, bad_data:", syntax.Message, StringComparison.Ordinal);
        var series = await Assert.ThrowsAsync<PrometheusRejectedException>(() => Read(Ratio("{__name__=~\"failed_total|requests_total\"}"), Noon, Noon.AddHours(1)));
        Assert.Contains("among them", series.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_that_prometheus_cannot_execute_is_rejected()
    {
        var exception = await Assert.ThrowsAsync<PrometheusRejectedException>(() => Read(Ratio("increase({__name__=~\".+\"}[{{.window}}])"), Noon, Noon.AddHours(1)));
        Assert.Contains("answered 422, execution:", exception.Message, StringComparison.Ordinal);
    }

    private RatioIndicator Ratio(string bad) =>
        new(Query(Here, "sum(increase(requests_total[{{.window}}]))"), Query(Here, bad), CountsBad: true);

    private static Task<IReadOnlyList<Core.SliPoint>> Read(SloIndicator indicator, DateTimeOffset from, DateTimeOffset until) =>
        Real(new FakeTimeProvider(Noon.AddDays(1))).ReadAsync(indicator, from, until, CancellationToken.None);

    private static int All(int minute) => 40 + (minute % 7 * 4);

    private static int Failed(int minute) => minute % 5 == 0 ? 4 : 0;

    // Counters grow evenly within each minute, so that nothing depends on how Prometheus extrapolates.
    private static string History()
    {
        var text = new StringBuilder();
        Append(text, "requests", All);
        Append(text, "failed", Failed);
        text.Append("# TYPE depth gauge\n");
        for (var minute = 1; minute <= Hours * 60; minute++)
            text.Append(CultureInfo.InvariantCulture, $"depth {minute} {Noon.AddMinutes(minute).ToUnixTimeSeconds()}\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, Func<int, int> perMinute)
    {
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} counter\n");
        var (value, perMinuteScrapes) = (1_000m, 60 / ScrapeSeconds);
        for (var scrape = 0; scrape <= Hours * 60 * perMinuteScrapes; scrape++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}_total {value} {Noon.AddSeconds(scrape * ScrapeSeconds).ToUnixTimeSeconds()}\n");
            value += (decimal)perMinute(scrape / perMinuteScrapes) / perMinuteScrapes;
        }
    }

    /// <summary>The server that all tests ask.</summary>
    public sealed class WithHistory : IAsyncLifetime
    {
        private PrometheusServer? _server;

        /// <summary>Gets its address.</summary>
        public string Address => _server!.Address;

        /// <inheritdoc/>
        public async Task InitializeAsync() => _server = await PrometheusServer.StartAsync(History());

        /// <inheritdoc/>
        public async Task DisposeAsync()
        {
            if (_server is not null)
                await _server.DisposeAsync();
        }
    }
}
