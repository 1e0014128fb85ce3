using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Functions.Rum;
using Reliability.Functions.Tests.Http;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Rum;

public sealed class VitalsCallsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 30, 0, TimeSpan.Zero);
    private static readonly VitalDimensions Phone = new("/", DeviceKind.Mobile, ConnectionKind.FourG, "1") { Navigation = NavigationKind.Navigate };

    private readonly InMemoryTables _store = new();
    private long _round;

    [Fact]
    public async Task Vitals_tell_groups_with_counts_percentiles_and_budget()
    {
        await AddAsync(Now, VitalMetric.LCP, Phone, 1_000, 3);
        await AddAsync(Now, VitalMetric.LCP, Phone with { Navigation = NavigationKind.Reload }, 3_000, 1);
        var sent = await VitalsAsync("?metric=lcp&groupBy=page,navigation");
        var (fast, slow) = (Shown(1_000), Shown(3_000));
        Assert.Equal(
            $$"""
            {"metric":"LCP","from":"2026-02-28T13:00:00Z","to":"2026-03-01T13:00:00Z","groups":[
            {"key":{"page":"/","navigation":"navigate"},"count":3,"p50":{{fast}},"p75":{{fast}},"p95":{{fast}},"good":3,"needsImprovement":0,"poor":0,"histogram":[{"start":0,"end":2500,"density":1},{"start":2500,"end":4000,"density":0},{"start":4000,"end":null,"density":0}],"budget":2500,"withinBudget":true,"estimatedCount":6},
            {"key":{"page":"/","navigation":"reload"},"count":1,"p50":{{slow}},"p75":{{slow}},"p95":{{slow}},"good":0,"needsImprovement":1,"poor":0,"histogram":[{"start":0,"end":2500,"density":0},{"start":2500,"end":4000,"density":1},{"start":4000,"end":null,"density":0}],"budget":2500,"withinBudget":false,"estimatedCount":2}]}
            """.ReplaceLineEndings(""),
            sent.Body);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("&bots=include", 3)]
    [InlineData("&bots=exclude", 2)]
    [InlineData("&bots=Only", 1)]
    [InlineData("&navigation=reload", 0)]
    [InlineData("&navigation=Navigate&device=Mobile&connection=4G", 3)]
    [InlineData("&navigation=navigate&device=mobile&connection=4g&release=1&page=/", 3)]
    public async Task Vitals_can_be_narrowed(string filter, int count)
    {
        await AddAsync(Now, VitalMetric.LCP, Phone, 1_000, 2);
        await AddAsync(Now, VitalMetric.LCP, Phone with { IsBot = true }, 1_000, 1);
        Assert.Equal(count, (await VitalsAsync($"?metric=LCP{filter}")).Json.GetProperty("groups").EnumerateArray().Sum(group => group.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_query_is_told_at_once()
    {
        var sent = await VitalsAsync("?metric=speed&from=yesterday&groupBy=weather&bots=some");
        Assert.Equal((400, "metric from groupBy bots"), (sent.Status, PathsOf(sent)));
        sent = await VitalsAsync("?metric=LCP&device=fridge&connection=5g&navigation=zzz");
        Assert.Equal((400, "device connection navigation"), (sent.Status, PathsOf(sent)));
        Assert.Contains("mobile, tablet, desktop", sent.Body, StringComparison.Ordinal);
        sent = await PagesAsync("?device=fridge");
        Assert.Equal((400, "device"), (sent.Status, PathsOf(sent)));
        sent = await CruxAsync("?connection=5g&navigation=zzz");
        Assert.Equal((400, "connection navigation"), (sent.Status, PathsOf(sent)));
        sent = await PagesAsync("?metric=speed&top=0&continuation=!&page=/");
        Assert.Equal((400, "metric page top continuation"), (sent.Status, PathsOf(sent)));
        sent = await CruxAsync("?metric=LCP&from=2026-01-01&bots=x");
        Assert.Equal((400, "metric from"), (sent.Status, PathsOf(sent)));
    }

    [Fact]
    public async Task Pages_tell_all_vitals_of_each_page_the_worst_first()
    {
        await AddAsync(Now, VitalMetric.LCP, Phone, 1_000, 3);
        await AddAsync(Now, VitalMetric.LCP, Phone with { Page = "/slow" }, 9_000, 1);
        await AddAsync(Now, VitalMetric.CLS, Phone, 0.05, 1);
        var first = (await PagesAsync("?top=1")).Json;
        Assert.Equal(("LCP", 2), (first.GetProperty("metric").GetString(), first.GetProperty("total").GetInt32()));
        var slow = first.GetProperty("pages")[0];
        Assert.Equal(("/slow", 1, 0.25), (slow.GetProperty("page").GetString(), slow.GetProperty("count").GetInt32(), slow.GetProperty("share").GetDouble()));
        Assert.False(slow.GetProperty("vitals").GetProperty("LCP").GetProperty("withinBudget").GetBoolean());

        var second = (await PagesAsync($"?top=1&continuation={first.GetProperty("continuation").GetString()}")).Json;
        var home = second.GetProperty("pages")[0];
        Assert.Equal("/", home.GetProperty("page").GetString());
        Assert.Equal(["LCP", "CLS"], home.GetProperty("vitals").EnumerateObject().Select(vital => vital.Name));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("continuation").ValueKind);
    }

    [Fact]
    public async Task Comparison_tells_28_full_days_without_soft_navigations()
    {
        foreach (var daysAgo in new[] { 0, 1, 28, 29 }) await AddAsync(Now.AddDays(-daysAgo), VitalMetric.LCP, Phone, 1_000, 200);
        await AddAsync(Now.AddDays(-1), VitalMetric.LCP, Phone with { Navigation = NavigationKind.SoftNavigation }, 1_000, 500);
        var json = (await CruxAsync("?page=/")).Json;
        Assert.Equal("""{"firstDate":{"year":2026,"month":2,"day":1},"lastDate":{"year":2026,"month":2,"day":28}}""", json.GetProperty("collectionPeriod").GetRawText());
        var phone = json.GetProperty("records")[1];
        Assert.Equal("PHONE", phone.GetProperty("formFactor").GetString());
        Assert.Equal(
            $$$"""{"count":400,"insufficient":false,"histogram":[{"start":0,"end":2500,"density":1},{"start":2500,"end":4000,"density":0},{"start":4000,"end":null,"density":0}],"percentiles":{"p75":{{{Math.Round(LogBins.Representative(LogBins.IndexOf(1_000)))}}}}}""",
            phone.GetProperty("metrics").GetProperty("largest_contentful_paint").GetRawText());
        Assert.True(phone.GetProperty("metrics").GetProperty("cumulative_layout_shift").GetProperty("insufficient").GetBoolean());
    }

    [Fact]
    public async Task Layout_shift_is_compared_in_texts()
    {
        await AddAsync(Now.AddDays(-1), VitalMetric.CLS, Phone, 0.05, 300);
        var cls = (await CruxAsync("")).Json.GetProperty("records")[0].GetProperty("metrics").GetProperty("cumulative_layout_shift");
        Assert.Equal("""{"start":"0.00","end":"0.10","density":1}""", cls.GetProperty("histogram")[0].GetRawText());
        Assert.Equal("0.05", cls.GetProperty("percentiles").GetProperty("p75").GetString());
    }

    [Fact]
    public async Task Unknown_site_is_not_found()
    {
        var (reader, time) = await CreateAsync();
        foreach (var result in new[]
        {
            await new GetVitals(reader, time).Run(Request(""), "nowhere", CancellationToken.None),
            await new GetPages(reader, time).Run(Request(""), "nowhere", CancellationToken.None),
            await new GetCrux(reader, time).Run(Request(""), "nowhere", CancellationToken.None),
        })
            Assert.Equal(404, (await Sent.FromAsync(result)).Status);
    }

    private async Task<Sent> VitalsAsync(string query)
    {
        var (reader, time) = await CreateAsync();
        return await Sent.FromAsync(await new GetVitals(reader, time).Run(Request(query), "shop", CancellationToken.None));
    }

    private async Task<Sent> PagesAsync(string query)
    {
        var (reader, time) = await CreateAsync();
        return await Sent.FromAsync(await new GetPages(reader, time).Run(Request(query), "shop", CancellationToken.None));
    }

    private async Task<Sent> CruxAsync(string query)
    {
        var (reader, time) = await CreateAsync();
        return await Sent.FromAsync(await new GetCrux(reader, time).Run(Request(query), "shop", CancellationToken.None));
    }

    private async Task AddAsync(DateTimeOffset at, VitalMetric metric, VitalDimensions dimensions, double value, int count)
    {
        var table = _store.GetTableClient("cells");
        await table.CreateIfNotExistsAsync();
        var change = new VitalCellChange();
        for (var i = 0; i < count; i++) change.Added.Add(metric, value, weight: 2_000);
        await new RumCells(table).ApplyAsync(++_round, [new(new VitalCellKey("shop", at.AddMinutes(-at.Minute), metric, dimensions), change)], CancellationToken.None);
    }

    private async Task<(VitalsReader Reader, FakeTimeProvider Time)> CreateAsync()
    {
        var table = _store.GetTableClient("cells");
        await table.CreateIfNotExistsAsync();
        var site = new RumSite { Name = "shop", Keys = ["k"], Origins = [], Service = "shop" };
        return (new VitalsReader(ReliabilityConfiguration.Empty with { Sites = [site] }, new RumVitals(table)), new FakeTimeProvider(Now));
    }

    private static string Shown(double value) => Math.Round(LogBins.Representative(LogBins.IndexOf(value)), 1).ToString(CultureInfo.InvariantCulture);

    private static string PathsOf(Sent sent) => string.Join(' ', sent.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()));

    private static HttpRequest Request(string query) => new DefaultHttpContext { Request = { QueryString = new QueryString(query) } }.Request;
}
