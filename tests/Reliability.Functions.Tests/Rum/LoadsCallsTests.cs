using Microsoft.AspNetCore.Http;
using Reliability.Core.Rum;
using Reliability.Functions.Rum;
using Reliability.Functions.Tests.Http;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Rum;

public sealed class LoadsCallsTests
{
    private static readonly VitalDimensions Home = new("/", DeviceKind.Mobile, ConnectionKind.FourG, "");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 10, 1, 12, 30, 0, TimeSpan.Zero));
    private readonly InMemoryTables _store = new();

    [Fact]
    public async Task Resources_are_told_by_type_with_the_most_bytes_first()
    {
        var sent = await ResourcesAsync("?from=2026-10-01&to=2026-10-02");
        Assert.Equal(
            """
            {"from":"2026-10-01T00:00:00Z","to":"2026-10-02T00:00:00Z","resources":[
            {"key":{"type":"image"},"count":80,"transferBytes":20000000,"meanMilliseconds":20,"cachedRatio":0.25,"connectMilliseconds":0},
            {"key":{"type":"script"},"count":120,"transferBytes":4800000,"meanMilliseconds":30,"cachedRatio":0,"connectMilliseconds":40}],
            "continuation":null}
            """.ReplaceLineEndings(""),
            sent.Body);
    }

    [Theory]
    [InlineData("?from=2026-09-30T12:00:00Z", "2026-09-30", "2026-10-02")]
    [InlineData("?from=2026-10-01T10:00:00Z&to=2026-10-01T11:00:00Z", "2026-10-01", "2026-10-02")]
    [InlineData("?from=2026-09-29&to=2026-10-01", "2026-09-29", "2026-10-01")]
    public async Task Answers_tell_the_whole_days_they_are_for(string query, string from, string to)
    {
        var (site, loads) = await CreateAsync();
        foreach (var sent in new[] { await ResourcesAsync(query), await Sent.FromAsync(await new GetAdvice(site, loads, _time).Run(Request(query), "shop", CancellationToken.None)) })
            Assert.StartsWith($$"""{"from":"{{from}}T00:00:00Z","to":"{{to}}T00:00:00Z",""", sent.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_the_list_follow_each_other()
    {
        var first = (await ResourcesAsync("?groupBy=host,type&top=1")).Json;
        var second = (await ResourcesAsync($"?groupBy=host,type&top=1&continuation={first.GetProperty("continuation").GetString()}")).Json;
        Assert.Equal("", first.GetProperty("resources")[0].GetProperty("key").GetProperty("host").GetString());
        Assert.Equal("cdn.example", second.GetProperty("resources")[0].GetProperty("key").GetProperty("host").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("continuation").ValueKind);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_query_is_told_at_once()
    {
        var sent = await ResourcesAsync("?from=yesterday&to=1999-01-01&type=movie&groupBy=weather&top=0&continuation=!");
        Assert.Equal(400, sent.Status);
        Assert.Equal(["from", "to", "type", "groupBy", "continuation", "top"], sent.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()).OrderBy(Position));
        static int Position(string? path) => Array.IndexOf(["from", "to", "type", "groupBy", "continuation", "top"], path);
    }

    [Fact]
    public async Task Advice_carries_its_evidence()
    {
        var (site, loads) = await CreateAsync();
        var json = (await Sent.FromAsync(await new GetAdvice(site, loads, _time).Run(Request(""), "shop", CancellationToken.None))).Json;
        var advice = json.GetProperty("advice").EnumerateArray().Single(advice => advice.GetProperty("kind").GetString() == "preconnect");
        Assert.Equal("cdn.example", advice.GetProperty("subject").GetString());
        Assert.Equal(120, advice.GetProperty("evidence").GetProperty("connectMillisecondsPerVisit").GetDouble());
    }

    [Fact]
    public async Task Budgets_tell_their_state_and_those_never_evaluated_that_nothing_is_known()
    {
        var (site, _) = await CreateAsync();
        var table = _store.GetTableClient("budgets");
        await table.CreateAsync();
        var cell = new VitalCell();
        for (var i = 0; i < 200; i++) cell.Add(VitalMetric.LCP, 4_000);
        var state = RumBudgetState.Next(null, "shop", RumBudget.Defaults[0], cell, 100, _time.GetUtcNow());
        Assert.True(await new RumBudgetTable(table).WriteAsync(state, null, CancellationToken.None));

        var lines = (await Sent.FromAsync(await new GetBudgets(site, new RumBudgetTable(table)).Run(Request(""), "shop", CancellationToken.None))).Json.GetProperty("budgets");
        Assert.Equal(RumBudget.Defaults.Count, lines.GetArrayLength());
        Assert.Equal(("LCP", true, "above", 200), (lines[0].GetProperty("metric").GetString(), lines[0].GetProperty("isBreached").GetBoolean(), lines[0].GetProperty("verdict").GetString(), lines[0].GetProperty("count").GetInt32()));
        Assert.Equal((false, "insufficient"), (lines[1].GetProperty("isBreached").GetBoolean(), lines[1].GetProperty("verdict").GetString()));
    }

    [Fact]
    public async Task Unknown_site_is_not_found()
    {
        var (site, loads) = await CreateAsync();
        Assert.Equal(404, (await Sent.FromAsync(await new GetResources(site, loads, _time).Run(Request(""), "nowhere", CancellationToken.None))).Status);
    }

    private async Task<Sent> ResourcesAsync(string query)
    {
        var (site, loads) = await CreateAsync();
        return await Sent.FromAsync(await new GetResources(site, loads, _time).Run(Request(query), "shop", CancellationToken.None));
    }

    private async Task<(VitalsReader Site, LoadsReader Loads)> CreateAsync()
    {
        var table = _store.GetTableClient("resources");
        await table.CreateIfNotExistsAsync();
        var resources = new RumResources(table);
        var visits = Enumerable.Range(0, 40).Select(_ => new RumRecord("shop", _time.GetUtcNow(), [])
        {
            Events =
            [
                new ResourceEvent(Home, ResourceKind.Script, "cdn.example", 3, 120_000, 90) { ConnectMilliseconds = 120 },
                new ResourceEvent(Home, ResourceKind.Image, "", 2, 500_000, 40) { Cached = 1 - (_ & 1) },
            ],
        });
        await resources.ApplyAsync(new RumRound(1, [.. visits]), CancellationToken.None);
        var site = new RumSite { Name = "shop", Keys = ["k"], Origins = [], Service = "shop" };
        return (new VitalsReader(ReliabilityConfiguration.Empty with { Sites = [site] }, new RumVitals(_store.GetTableClient("cells"))), new LoadsReader(resources));
    }

    private static HttpRequest Request(string query) => new DefaultHttpContext { Request = { QueryString = new QueryString(query) } }.Request;
}
