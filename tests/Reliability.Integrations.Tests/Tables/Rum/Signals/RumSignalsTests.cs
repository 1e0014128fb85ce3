using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Signals;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tables.Rum.Signals;
using Reliability.Testing;
using static Reliability.Integrations.Tests.Tables.Rum.Signals.SignalRecords;

namespace Reliability.Integrations.Tests.Tables.Rum.Signals;

public sealed class RumSignalsTests
{
    private static readonly SignalsQuery Day = new(Noon.AddHours(-12), Noon.AddHours(12));

    [Fact]
    public async Task Session_is_told_with_all_that_is_known_of_it()
    {
        var world = await new SignalWorld(new InMemoryTables()).CreateAsync();
        await world.ApplyAsync(1, Record(Noon, [Sample(1, VitalMetric.LCP, 2_500, 60, "/entry"), Sample(1, VitalMetric.CLS, 0.3)], Activity(1, views: 2, interactions: 1, rage: 1, seconds: 20), Error(1), Step(1, "view", 50)));
        await world.ApplyAsync(2, Record(Noon.AddMinutes(1), [Sample(1, VitalMetric.LCP, 1_000)], Step(1, "cart"), Business(1, "revenue", 12.5)));

        var session = Assert.Single(await world.ListAsync(new SessionsQuery(Day)));

        Assert.Equal(("0000000000000001", Noon.AddMinutes(-1), Noon.AddMinutes(1), "/entry"), (session.Id, session.Start, session.End, session.EntryPage));
        Assert.Equal((2, 1, 1, 20.0, false), (session.Views, session.Interactions, session.RageClicks, session.EngagedSeconds, session.Bounced));
        Assert.Equal(new SessionVitalReport(2_500, 1_000, "good"), session.Vitals["LCP"]);
        Assert.Equal(new SessionVitalReport(0.3, 0.3, "poor"), session.Vitals["CLS"]);
        Assert.Equal(new SessionFunnelReport("purchase", 2, 3), Assert.Single(session.Funnels));
        Assert.Equal(new AmountReport(1, 12.5m, 12.5m, 12.5m), session.Business["revenue"]);
        Assert.Equal(1, session.Errors);
        Assert.NotNull(session.Score.Total);
    }

    [Fact]
    public async Task Errors_are_told_with_the_vitals_of_their_sessions_beside_those_of_all()
    {
        var world = await new SignalWorld(new InMemoryTables()).CreateAsync();
        await world.ApplyAsync(1, Record(Noon, [Sample(1, VitalMetric.LCP, 4_100), Sample(2, VitalMetric.LCP, 1_000), Sample(3, VitalMetric.LCP, 1_000)], Error(1, "a", 3), Error(0, "a"), Error(2, "b")));
        await world.ApplyAsync(2, Record(Noon, [Sample(2, VitalMetric.LCP, 9_000)], Error(3, "b", page: "/cart")));

        var report = await world.Reader.ErrorsAsync("shop", Day, CancellationToken.None);

        Assert.Equal((3, 3), (report.Sessions.Count, report.Sessions.WithErrors));
        Assert.Equal(["b", "a"], report.Errors.Select(error => error.Message));
        var (b, a) = (report.Errors[0], report.Errors[1]);
        Assert.Equal((4, 1, 0.3333), (a.Count, a.Sessions, a.SessionShare));
        Assert.Equal((2, 2), (b.Count, b.Sessions));
        Assert.Equal([new NamedCount("/", 1), new NamedCount("/cart", 1)], b.Pages);
        Assert.Equal((1, 0, 0, 1), (a.Vitals["LCP"].Sessions, a.Vitals["LCP"].Good, a.Vitals["LCP"].NeedsImprovement, a.Vitals["LCP"].Poor));
        Assert.InRange(a.Vitals["LCP"].P75, 4_100 * 0.98, 4_100 * 1.02);
        Assert.Equal((1, 1), (b.Vitals["LCP"].Good, b.Vitals["LCP"].Poor)); // session 2 got worse after its error was counted
        Assert.Equal(3, report.Sessions.Vitals["LCP"].Sessions);
    }

    [Fact]
    public async Task Funnel_counts_steps_in_order_and_compares_those_who_went_on_with_those_who_stopped()
    {
        var world = await new SignalWorld(new InMemoryTables()).CreateAsync();
        await world.ApplyAsync(1, Record(Noon, [Sample(1, VitalMetric.LCP, 1_000), Sample(2, VitalMetric.LCP, 5_000)], Step(1, "view", 100), Step(1, "cart", 40), Step(2, "view", 10), Step(3, "pay", 10)));
        await world.ApplyAsync(2, Record(Step(1, "pay"), Step(4, "cart", 10), Step(4, "view", 5)));

        var report = await world.Reader.FunnelAsync("shop", SignalWorld.Purchase, Day, CancellationToken.None);

        Assert.Equal((3, 1, 0.3333), (report.Sessions, report.Completed, report.Conversion));
        Assert.Equal([3, 1, 1], report.Steps.Select(step => step.Sessions));
        Assert.Equal([null, 0.6667, 0.0], report.Steps.Select(step => step.DropOff));
        Assert.Null(report.Steps[0].MedianSeconds);
        Assert.InRange(report.Steps[1].MedianSeconds!.Value, 60 * 0.98, 60 * 1.02);
        var first = report.Steps[0];
        Assert.Equal((1, 2), (first.WentOn.Sessions, first.Stopped.Sessions));
        Assert.InRange(first.WentOn.Vitals["LCP"].P75, 980, 1_020);
        Assert.InRange(first.Stopped.Vitals["LCP"].P75, 4_900, 5_100);
    }

    [Fact]
    public async Task Business_metrics_are_exact_by_hour_and_part()
    {
        var world = await new SignalWorld(new InMemoryTables()).CreateAsync();
        await world.ApplyAsync(1, Record(Business(1, "revenue", 0.1), Business(0, "revenue", 0.2), Activity(1), Activity(2, views: 3)));
        await world.ApplyAsync(2, Record(Noon.AddHours(1), [], Business(1, "revenue", 0.3) with { Tags = new Dictionary<string, string> { ["plan"] = "gold" } }, Business(1, "rating", -1)));

        var report = await world.Reader.BusinessAsync("shop", Day, CancellationToken.None);

        Assert.Equal(["revenue", "rating"], report.Metrics.Select(metric => metric.Name));
        Assert.Equal(new AmountReport(3, 0.6m, 0.1m, 0.3m), report.Metrics[0].Total);
        Assert.Equal([(Noon, 2), (Noon.AddHours(1), 1)], report.Metrics[0].Hours.Select(hour => (hour.Start, hour.Amount.Count)));
        Assert.Equal([("page", "/pay", 3), ("plan", "gold", 1)], report.Metrics[0].Parts.Select(part => (part.Dimension, part.Value, part.Amount.Count)));
        Assert.Equal((2, 2, 0.5, 0.5), (report.Engagement.Sessions, report.Engagement.SessionsWithActivity, report.Engagement.BounceRate, report.Engagement.EngagementRate));
    }

    [Fact]
    public async Task Programs_can_be_left_out()
    {
        var world = await new SignalWorld(new InMemoryTables()).CreateAsync();
        await world.ApplyAsync(1, Record(Error(1), new ErrorEvent(At("/", isBot: true), "TypeError", "b", "") { Session = 2 }, Business(1, "revenue", 1)));
        async Task<(long Sessions, int Errors, int Listed)> AskAsync(BotSelection bots)
        {
            var report = await world.Reader.ErrorsAsync("shop", Day with { Bots = bots }, CancellationToken.None);
            return (report.Sessions.Count, report.Errors.Count, (await world.ListAsync(new SessionsQuery(Day with { Bots = bots }))).Count);
        }

        Assert.Equal((2, 2, 2), await AskAsync(BotSelection.Include));
        Assert.Equal((1, 1, 1), await AskAsync(BotSelection.Exclude));
        Assert.Equal((1, 1, 1), await AskAsync(BotSelection.Only));
    }

    [Fact]
    public async Task Session_over_midnight_is_one_on_each_day()
    {
        var world = await new SignalWorld(new InMemoryTables()).CreateAsync();
        await world.ApplyAsync(1, Record(Noon.AddHours(12).AddMinutes(1), [Sample(1, VitalMetric.LCP, 1, age: 120), Sample(1, VitalMetric.LCP, 2)]));
        Assert.Equal([2, 1], (await world.ListAsync(new SessionsQuery(new SignalsQuery(Noon, Noon.AddDays(1))))).Select(session => session.Vitals["LCP"].Worst));
    }

    [Fact]
    public async Task Sessions_beyond_the_bound_are_estimated_and_places_are_left_for_the_rest_of_the_day()
    {
        var world = await new SignalWorld(new InMemoryTables(), new RumSignalOptions { MaxSessionsPerDay = 100 }).CreateAsync();
        RumRecord Flood(DateTimeOffset at, int first) => Record(at, [], [.. Enumerable.Range(first, 200).Select(i => Error(Hash64.Of(BitConverter.GetBytes(i))))]);
        await world.ApplyAsync(1, Flood(Noon.AddHours(-12), 1));
        var query = new SessionsQuery(Day with { Top = 200 });
        Assert.Equal(25, (await world.ListAsync(query)).Count);

        await world.ApplyAsync(2, Flood(Noon, 1));

        var report = await world.Reader.SessionsAsync(SignalWorld.Shop, query, CancellationToken.None);
        Assert.Equal(62, report.Sessions.Count);
        Assert.InRange(report.SessionsNotKept, 160, 190); // 175, of which 37 got a place later
        Assert.Equal((400, 62), (await ErrorsAsync(world)) is [var one] ? (one.Count, one.Sessions) : default);
    }

    [Fact]
    public async Task Kinds_of_error_beyond_the_bound_are_one()
    {
        var world = await new SignalWorld(new InMemoryTables()).CreateAsync();
        static string Name(int i) => new([.. i.ToString("000", System.Globalization.CultureInfo.InvariantCulture).Select(digit => (char)('a' + digit - '0'))]);
        await world.ApplyAsync(1, Record([.. Enumerable.Range(0, 498).Select(i => Error(1, Name(i)))]));
        await world.ApplyAsync(2, Record([.. Enumerable.Range(490, 20).Select(i => Error(2, Name(i)))]));
        var query = Day with { Top = 200 };
        var errors = new List<ErrorReport>();
        for (ErrorsReport? page = null; page is null || page.Continuation is not null;)
        {
            page = await world.Reader.ErrorsAsync("shop", query with { After = page is null ? null : ListPosition.Parse(page.Continuation!) }, CancellationToken.None);
            errors.AddRange(page.Errors);
        }

        Assert.Equal(501, errors.Count);
        Assert.Equal(501, errors.Select(error => error.Fingerprint).Distinct().Count());
        Assert.Equal(518, errors.Sum(error => error.Count));
        Assert.Equal(10, Assert.Single(errors, error => error.Fingerprint == LabelCatalogue.Other).Count);
    }

    [Fact]
    public async Task Sessions_are_listed_by_filter_and_page_by_page()
    {
        var world = await new SignalWorld(new InMemoryTables { PageSize = 3 }).CreateAsync();
        await world.ApplyAsync(1, [.. Enumerable.Range(1, 25).Select(i => Record(Noon.AddHours(-i * 12), [Sample((ulong)i, VitalMetric.LCP, i % 2 == 0 ? 9_000 : 100)], i % 5 == 0 ? [Error((ulong)i)] : []))]);
        async Task<List<string>> PagesAsync(SessionsQuery query)
        {
            var (ids, pages) = (new List<string>(), 0);
            for (string? next = null; pages == 0 || next is not null; pages++)
            {
                var page = await world.Reader.SessionsAsync(SignalWorld.Shop, query with { Time = query.Time with { After = next is null ? null : ListPosition.Parse(next) } }, CancellationToken.None);
                ids.AddRange(page.Sessions.Select(session => session.Id));
                next = page.Continuation;
                Assert.InRange(pages, 0, 10);
            }

            return ids;
        }

        static IEnumerable<string> Ids(Func<int, bool> which) => Enumerable.Range(1, 25).Where(which).Select(i => $"{i:x16}");
        var all = new SessionsQuery(new SignalsQuery(Noon.AddDays(-20), Noon) { Top = 4 });
        Assert.Equal(Ids(_ => true), await PagesAsync(all));
        Assert.Equal(Ids(i => i % 5 == 0), await PagesAsync(all with { MinErrors = 1 }));
        Assert.Equal(Ids(i => i % 2 == 0), await PagesAsync(all with { MaxScore = 50 }));
        Assert.Empty(await PagesAsync(all with { Device = DeviceKind.Desktop }));
        Assert.Equal(Ids(_ => true), await PagesAsync(all with { Page = "/", Device = DeviceKind.Mobile }));
        Assert.Equal(Ids(i => i is >= 3 and < 6), await PagesAsync(all with { Time = all.Time with { From = Noon.AddHours(-60), To = Noon.AddHours(-35) } }));
    }

    [Fact]
    public async Task Earlier_round_is_stale()
    {
        var world = await new SignalWorld(new InMemoryTables()).CreateAsync();
        await world.ApplyAsync(2, Record(Error(1)));
        await Assert.ThrowsAsync<StaleReaderException>(() => world.ApplyAsync(1, Record(Error(1))));
        await Assert.ThrowsAsync<StaleReaderException>(() => world.ApplyAsync(1, Record(Error(9))));
    }

    [Fact]
    public async Task Sessions_and_sites_can_be_deleted()
    {
        var clock = new FakeTimeProvider(Noon);
        var world = await new SignalWorld(new InMemoryTables(clock), clock: clock).CreateAsync();
        await world.ApplyAsync(1, Record(Noon, [Sample(1, VitalMetric.LCP, 1), Sample(2, VitalMetric.LCP, 1)], Error(1)), Record(Error(1)) with { Site = "shop-2" });

        await world.Retention.DeleteSessionAsync("shop", 1, CancellationToken.None);
        Assert.Equal("0000000000000002", Assert.Single(await world.ListAsync(new SessionsQuery(Day))).Id);
        Assert.Single(await ErrorsAsync(world));

        await world.Retention.DeleteSiteAsync("shop", CancellationToken.None);
        Assert.Empty(await ErrorsAsync(world));
        Assert.All(await world.RowsAsync(), row => Assert.Contains("PartitionKey=shop-2|", row, StringComparison.Ordinal));
        Assert.NotEmpty(await world.RowsAsync());
    }

    [Fact]
    public async Task Old_days_are_deleted_and_others_kept()
    {
        var clock = new FakeTimeProvider(Noon);
        var world = await new SignalWorld(new InMemoryTables(clock), new RumSignalOptions { RetentionDays = 30 }, clock).CreateAsync();
        await world.ApplyAsync(1, Record(Noon.AddDays(-31), [], Error(1)), Record(Noon.AddDays(-30), [], Error(1)), Record(Noon.AddDays(-40), [], Error(1)) with { Site = "blog" });
        Assert.Equal(8, await world.Retention.RunAsync(CancellationToken.None)); // on each of two days: one session, its hour, its error, what was admitted
        Assert.All(await world.RowsAsync(), row => Assert.Contains("PartitionKey=shop|20251211", row, StringComparison.Ordinal));
        Assert.NotEmpty(await world.RowsAsync());
    }

    private static async Task<IReadOnlyList<ErrorReport>> ErrorsAsync(SignalWorld world) => (await world.Reader.ErrorsAsync("shop", Day, CancellationToken.None)).Errors;
}
