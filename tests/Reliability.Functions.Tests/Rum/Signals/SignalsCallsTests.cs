using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Signals;
using Reliability.Functions.Rum.Signals;
using Reliability.Functions.Tests.Http;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables.Rum;
using Reliability.Integrations.Tables.Rum.Signals;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Rum.Signals;

public sealed class SignalsCallsTests
{
    private static readonly VitalDimensions Home = new("/", DeviceKind.Mobile, ConnectionKind.FourG, "1.0");

    private static readonly RumSite Shop = new() { Name = "shop", Keys = ["k"], Origins = [], Service = "storefront", Funnels = [new RumFunnel("purchase", ["view", "pay"])] };

    private static readonly ErrorEvent Error = new(Home, "TypeError", "x is undefined", "") { Session = 0xab, AgeSeconds = 60, Count = 2 };

    private static readonly string Fingerprint = ErrorFingerprint.Of(Error).ToString("x16", CultureInfo.InvariantCulture);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 10, 1, 12, 30, 0, TimeSpan.Zero));
    private readonly InMemoryTables _store = new();

    private readonly ReliabilityConfiguration _configuration = ReliabilityConfiguration.Empty with { Sites = [Shop] };

    [Fact]
    public async Task Sessions_have_exactly_the_published_shape()
    {
        var sent = await SessionsAsync("");
        Assert.Equal(
            """
            {"from":"2026-09-30T12:30:00Z","to":"2026-10-01T12:30:00Z","sessions":[
            {"id":"00000000000000ab","start":"2026-10-01T12:00:00Z","end":"2026-10-01T12:01:00Z","entryPage":"/","device":"mobile","connection":"4g","release":"1.0","bot":false,
            "views":1,"interactions":0,"rageClicks":1,"engagedSeconds":3.5,"bounced":true,"errors":2,"errorFingerprints":["FINGERPRINT"],
            "vitals":{"LCP":{"worst":2500,"latest":2500,"rating":"good"},"PageLoad":{"worst":3800,"latest":3800,"rating":null}},
            "funnels":[{"name":"purchase","step":1,"steps":2}],"business":{"revenue":{"count":1,"sum":9.5,"min":9.5,"max":9.5}},
            "score":{"total":65.6,"vitals":90,"loadTime":90,"interactions":90,"errors":81}}],
            "sessionsNotKept":0,"continuation":null}
            """.ReplaceLineEndings("").Replace("FINGERPRINT", Fingerprint, StringComparison.Ordinal),
            sent.Body);
    }

    [Fact]
    public async Task Errors_have_exactly_the_published_shape()
    {
        var signals = await CreateAsync();
        var sent = await Sent.FromAsync(await new GetErrors(_configuration, signals, _time).Run(Request(""), "shop", CancellationToken.None));
        const string lcp = """{"LCP":{"sessions":1,"p75":2496.1,"good":1,"needsImprovement":0,"poor":0}}""";
        Assert.Equal(
            """{"from":"2026-09-30T00:00:00Z","to":"2026-10-02T00:00:00Z","sessions":{"count":1,"withErrors":1,"vitals":""" + lcp + """},"errors":[{"fingerprint":""" + $"\"{Fingerprint}\"" + ""","type":"TypeError","message":"x is undefined","stack":"","count":2,"sessions":1,"sessionShare":1,"firstSeen":"2026-10-01T12:00:00Z","lastSeen":"2026-10-01T12:00:00Z","pages":[{"name":"/","count":2}],"releases":[{"name":"1.0","count":2}],"vitals":""" + lcp + """}],"continuation":null}""",
            sent.Body);
    }

    [Fact]
    public async Task Funnel_has_exactly_the_published_shape()
    {
        var sent = await FunnelAsync("shop", "purchase");
        const string side = """{"sessions":1,"vitals":{"LCP":{"sessions":1,"p75":2496.1,"good":1,"needsImprovement":0,"poor":0}}}""";
        const string none = """{"sessions":0,"vitals":{}}""";
        Assert.Equal(
            """{"name":"purchase","from":"2026-09-30T00:00:00Z","to":"2026-10-02T00:00:00Z","sessions":1,"completed":0,"conversion":0,"steps":[{"name":"view","sessions":1,"dropOff":null,"medianSeconds":null,"wentOn":"""
            + none + ",\"stopped\":" + side + """},{"name":"pay","sessions":0,"dropOff":1,"medianSeconds":null,"wentOn":""" + none + ",\"stopped\":" + none + "}]}",
            sent.Body);
        Assert.Equal((404, "urn:reliability:problem:unknown-funnel"), await ProblemAsync(FunnelAsync("shop", "nothing")));
        Assert.Equal((404, "urn:reliability:problem:unknown-site"), await ProblemAsync(FunnelAsync("nowhere", "purchase")));
    }

    [Fact]
    public async Task Business_has_exactly_the_published_shape()
    {
        Assert.Equal(
            """
            {"from":"2026-09-30T00:00:00Z","to":"2026-10-02T00:00:00Z",
            "engagement":{"sessions":1,"sessionsWithActivity":1,"bounceRate":1,"engagementRate":0,"viewsPerSession":1,"meanEngagedSeconds":3.5,"errorRate":1,"meanScore":65.6},
            "metrics":[{"name":"revenue","total":{"count":1,"sum":9.5,"min":9.5,"max":9.5},"hours":[{"start":"2026-10-01T12:00:00Z","amount":{"count":1,"sum":9.5,"min":9.5,"max":9.5}}],
            "parts":[{"dimension":"page","value":"/","amount":{"count":1,"sum":9.5,"min":9.5,"max":9.5}}]}]}
            """.ReplaceLineEndings(""),
            (await BusinessAsync("shop")).Body);
    }

    [Fact]
    public async Task Service_without_a_site_has_business_metrics_when_it_posted_any()
    {
        Assert.Equal(200, (await BusinessAsync("payments")).Status);
        Assert.Equal((404, "urn:reliability:problem:unknown-site"), await ProblemAsync(BusinessAsync("nobody")));
        Assert.Equal((404, "urn:reliability:problem:unknown-site"), await ProblemAsync(BusinessAsync("No|body")));
    }

    [Fact]
    public async Task Filters_leave_out_what_does_not_match()
    {
        async Task<int> CountAsync(string query) => (await SessionsAsync(query)).Json.GetProperty("sessions").GetArrayLength();
        Assert.Equal((1, 0), (await CountAsync("?device=mobile&page=/&minErrors=2&maxScore=66&bots=exclude"), await CountAsync("?bots=only")));
        Assert.Equal((0, 0, 0), (await CountAsync("?minErrors=3"), await CountAsync("?maxScore=65"), await CountAsync("?to=2026-10-01T12:00:00Z")));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_query_is_told_at_once()
    {
        var sent = await SessionsAsync("?from=yesterday&device=fridge&bots=some&minErrors=-1&maxScore=101&top=201&continuation=!");
        Assert.Equal(400, sent.Status);
        Assert.Equal(
            ["bots", "continuation", "device", "from", "maxScore", "minErrors", "top"],
            sent.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()).Order());
    }

    private async Task<Sent> SessionsAsync(string query)
    {
        var signals = await CreateAsync();
        return await Sent.FromAsync(await new GetSessions(_configuration, signals, _time).Run(Request(query), "shop", CancellationToken.None));
    }

    private async Task<Sent> FunnelAsync(string site, string name)
    {
        var signals = await CreateAsync();
        return await Sent.FromAsync(await new GetFunnel(_configuration, signals, _time).Run(Request(""), site, name, CancellationToken.None));
    }

    private async Task<Sent> BusinessAsync(string site)
    {
        var signals = await CreateAsync();
        return await Sent.FromAsync(await new GetBusiness(_configuration, signals, _time).Run(Request(""), site, CancellationToken.None));
    }

    private static async Task<(int Status, string? Type)> ProblemAsync(Task<Sent> sending)
    {
        var sent = await sending;
        return (sent.Status, sent.Json.GetProperty("type").GetString());
    }

    private async Task<RumSignalReader> CreateAsync()
    {
        var (sessions, totals) = (_store.GetTableClient("sessions"), _store.GetTableClient("totals"));
        await sessions.CreateIfNotExistsAsync();
        await totals.CreateIfNotExistsAsync();
        var record = new RumRecord("shop", new DateTimeOffset(2026, 10, 1, 12, 1, 0, TimeSpan.Zero), [Sample(VitalMetric.LCP, 2_500), Sample(VitalMetric.PageLoad, 3_800)])
        {
            Events =
            [
                Error,
                new ActivityEvent(Home, 1, 0, 1, 3.5) { Session = 0xab },
                new StepEvent(Home, "view") { Session = 0xab },
                new BusinessEvent(Home, "revenue", 9.5) { Session = 0xab },
            ],
        };
        var posted = new RumRecord("payments", _time.GetUtcNow(), []) { Events = [new BusinessEvent(Home, "refund", 1)] };
        var signals = new RumSignals(sessions, totals, site => _configuration.FindSite(site)?.Funnels ?? [], new RumSignalOptions());
        await signals.ApplyAsync(new RumRound(1, [record, posted]), CancellationToken.None);
        return new RumSignalReader(sessions, totals);
    }

    private static VitalSample Sample(VitalMetric metric, double value) => new(metric, value, 0, Home) { Session = 0xab };

    private static HttpRequest Request(string query) => new DefaultHttpContext { Request = { QueryString = new QueryString(query) } }.Request;
}
