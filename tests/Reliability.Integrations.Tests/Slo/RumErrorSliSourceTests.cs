using Reliability.Core;
using Reliability.Core.Rum;
using Reliability.Core.Slo;
using Reliability.Integrations.Slo;
using Reliability.Integrations.Tables.Rum.Signals;
using Reliability.Integrations.Tests.Tables.Rum.Signals;
using Reliability.Testing;
using static Reliability.Integrations.Tests.Tables.Rum.Signals.SignalRecords;

namespace Reliability.Integrations.Tests.Slo;

public sealed class RumErrorSliSourceTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Sessions_without_an_error_are_the_good_ones_of_the_hour_they_began_in()
    {
        var world = await CreateAsync();

        Assert.Equal([new SliPoint(Noon.AddDays(-1), Hour, 1, 1), new SliPoint(Noon, Hour, 1, 3), new SliPoint(Noon.AddHours(1), Hour, 1, 1)], await ReadAsync(world));
    }

    [Fact]
    public async Task Error_that_comes_later_counts_in_the_hour_its_session_began_in()
    {
        var world = await CreateAsync();
        await world.ApplyAsync(9, Record(Noon.AddHours(3), [], Error(4), Error(1)));

        Assert.Equal([(1m, 1m), (1m, 3m), (0m, 1m)], (await ReadAsync(world)).Select(point => (point.Good, point.Total)));
    }

    [Fact]
    public async Task Page_is_the_one_that_a_session_began_on()
    {
        var world = await CreateAsync();

        Assert.Equal([new SliPoint(Noon, Hour, 0, 1)], await ReadAsync(world, "/cart"));
        Assert.Empty(await ReadAsync(world, "/nowhere"));
    }

    [Fact]
    public async Task Only_hours_that_start_in_the_time_are_read()
    {
        var world = await CreateAsync();

        var points = await Source(world).ReadAsync(Indicator(), Noon.AddMinutes(-30), Noon.AddHours(1), CancellationToken.None);
        Assert.Equal(Noon, Assert.Single(points).Start);
        Assert.Empty(await Source(world).ReadAsync(Indicator(), Noon.AddSeconds(1), Noon.AddHours(1), CancellationToken.None));
    }

    [Fact]
    public Task Indicator_of_good_sessions_is_refused() => Assert.ThrowsAsync<ArgumentException>(() =>
        Source(new SignalWorld(new InMemoryTables())).ReadAsync(Indicator() with { CountsBad = false }, Noon, Noon.AddHours(1), CancellationToken.None));

    private static async Task<SignalWorld> CreateAsync()
    {
        var world = await new SignalWorld(new InMemoryTables()).CreateAsync();
        await world.ApplyAsync(1, Record(Noon.AddDays(-1), [Sample(7, VitalMetric.LCP, 1_000)]));
        await world.ApplyAsync(2, Record(Noon, [Sample(1, VitalMetric.LCP, 1_000)], Error(1, count: 3), Error(2, page: "/cart"), Activity(3)));
        await world.ApplyAsync(3, Record(Noon.AddHours(1), [], Activity(4), Error(2, page: "/cart")));
        return world;
    }

    private static RumErrorSliSource Source(SignalWorld world) => new(new RumSessionCounts(world.Sessions, world.Totals));

    private static Task<IReadOnlyList<SliPoint>> ReadAsync(SignalWorld world, string? page = null) =>
        Source(world).ReadAsync(Indicator(page), Noon.AddDays(-28), Noon.AddHours(6), CancellationToken.None);

    private static RatioIndicator Indicator(string? page = null)
    {
        var spec = new Dictionary<string, string> { ["site"] = "shop" };
        if (page is not null)
            spec["page"] = page;
        return new RatioIndicator(new MetricSource("rum-errors", spec), new MetricSource("rum-errors", spec), CountsBad: true);
    }
}
