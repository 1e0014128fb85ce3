using System.Net;
using System.Text;
using System.Text.Json;
using Reliability.Testing;
using Xunit.Abstractions;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>What strangers may send to a public address: each is refused clearly, and counted by reason.</summary>
[Collection(SharedSuite.Name)]
public sealed class BadInputTests(SuiteFixture fixture, ITestOutputHelper output) : IDisposable
{
    private const string Good = """{"name":"LCP","value":1200}""";
    private const string Requests = "rum_requests_rejected_total";
    private const string Events = "rum_events_rejected_total";
    private const long MaxResidentBytes = 256 << 20;

    private readonly SuiteProcess _suite = fixture.Suite;

    public void Dispose()
    {
        output.WriteLine($"{_suite.ResidentBytes >> 20} MiB resident");
        Assert.InRange(_suite.ResidentBytes, 0, MaxResidentBytes);
        fixture.AssertUnharmed();
    }

    [Fact]
    public async Task Whatever_is_not_json_is_malformed()
    {
        var before = await SuiteMetrics.OfAsync(_suite);
        var wrong = new List<string>();
        byte[][] bodies = [.. BadBodies.Malformed.Select(Encoding.UTF8.GetBytes), .. BadBodies.NotUtf8];
        foreach (var body in bodies)
        {
            var answer = await _suite.PostBeaconAsync(body);
            if (answer is not { Status: HttpStatusCode.BadRequest, Type: "malformed" }) wrong.Add($"{Start(Encoding.UTF8.GetString(body))} -> {answer}");
        }

        Assert.Empty(wrong);
        Assert.Equal(bodies.Length, await SinceAsync(before, Requests, "malformed"));
    }

    [Fact]
    public async Task An_event_that_is_not_taken_is_refused_with_its_reason()
    {
        var before = await SuiteMetrics.OfAsync(_suite);
        var wrong = new List<string>();
        foreach (var (body, reason) in BadBodies.OneBadEvent)
        {
            var answer = await _suite.PostBeaconAsync(body);
            if (answer.Status != HttpStatusCode.BadRequest || answer.Type != reason) wrong.Add($"{Start(body)} is not {reason} but {answer}");
        }

        Assert.Empty(wrong);
        foreach (var reason in BadBodies.OneBadEvent.GroupBy(bad => bad.Reason))
        {
            Assert.Equal(reason.Count(), await SinceAsync(before, Requests, reason.Key));
            Assert.Equal(reason.Count(), await SinceAsync(before, Events, reason.Key));
        }
    }

    [Fact]
    public async Task One_bad_event_does_not_spoil_the_others()
    {
        foreach (var (body, reason) in BadBodies.OneBadEvent.Where(bad => bad.Body[0] == '{'))
        {
            var answer = await _suite.PostBeaconAsync($"[{Good},{body},{Good}]");
            Assert.Equal((HttpStatusCode.Accepted, $$"""{"accepted":2,"rejected":1,"errors":[{"index":1,"reason":"{{reason}}"}]}"""), (answer.Status, answer.Body));
        }
    }

    [Fact]
    public async Task Events_beyond_the_hundredth_and_empty_arrays_are_refused()
    {
        var many = await _suite.PostBeaconAsync($"[{string.Join(',', Enumerable.Repeat(Good, 150))}]");
        var result = JsonDocument.Parse(many.Body).RootElement;
        Assert.Equal((HttpStatusCode.Accepted, 100, 50), (many.Status, result.GetProperty("accepted").GetInt32(), result.GetProperty("rejected").GetInt32()));
        Assert.Equal(5, result.GetProperty("errors").GetArrayLength());
        Assert.Equal("too-many-events", result.GetProperty("errors")[0].GetProperty("reason").GetString());
        Assert.Equal("empty", (await _suite.PostBeaconAsync("[]")).Type);
    }

    [Theory]
    [InlineData("shop?key=wrong", Load.Origin, 401, "bad-key")]
    [InlineData("shop", Load.Origin, 401, "bad-key")]
    [InlineData("shop?key=", Load.Origin, 401, "bad-key")]
    [InlineData("shop?key=wrong&key=pk_shop_1", Load.Origin, 401, "bad-key")]
    [InlineData("nowhere?key=pk_shop_1", Load.Origin, 404, "unknown-site")]
    [InlineData("SHOP?key=pk_shop_1", Load.Origin, 404, "unknown-site")]
    [InlineData("shop?key=pk_shop_1", "https://evil.example", 403, "foreign-origin")]
    [InlineData("shop?key=pk_shop_1", "null", 403, "foreign-origin")]
    [InlineData("shop?key=pk_shop_1", "not an origin", 403, "foreign-origin")]
    [InlineData("shop?key=pk_shop_1", null, 403, "foreign-origin")]
    public async Task Who_may_not_send_is_told_why(string address, string? origin, int status, string reason)
    {
        var before = await SuiteMetrics.OfAsync(_suite);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/rum/{address}") { Content = new StringContent(Good) };
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        var answer = await _suite.SendAsync(request);
        Assert.Equal((status, reason), ((int)answer.Status, answer.Type));
        Assert.Equal(1, await SinceAsync(before, Requests, reason));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_64_kib_is_too_large_with_and_without_its_length(bool chunked)
    {
        var before = await SuiteMetrics.OfAsync(_suite);
        var fits = await _suite.PostBeaconAsync(Encoding.UTF8.GetBytes(Good.PadRight(65_536)), chunked: chunked);
        var over = await _suite.PostBeaconAsync(Encoding.UTF8.GetBytes(Good.PadRight(65_537)), chunked: chunked);
        Assert.Equal(HttpStatusCode.Accepted, fits.Status);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-large"), (over.Status, over.Type));

        // So large that the suite answers and closes before all is sent: the client may not get to see the answer.
        for (var i = 0; i < 5; i++)
        {
            try
            {
                Assert.Equal("too-large", (await _suite.PostBeaconAsync(new byte[10 << 20], chunked: chunked)).Type);
            }
            catch (HttpRequestException)
            {
            }
        }

        Assert.Equal(6, await SinceAsync(before, Requests, "too-large"));
    }

    [Fact]
    public async Task Compressed_bodies_are_taken_when_they_are_sound_and_within_bounds()
    {
        var good = Gzip.Of(Encoding.UTF8.GetBytes(Good));
        (byte[] Body, string? Encoding, HttpStatusCode Status, string Type)[] cases =
        [
            (good, "gzip", HttpStatusCode.Accepted, """{"accepted":1,"rejected":0,"errors":[]}"""),
            (good, "GZIP", HttpStatusCode.Accepted, """{"accepted":1,"rejected":0,"errors":[]}"""),
            (Encoding.UTF8.GetBytes(Good), "identity", HttpStatusCode.Accepted, """{"accepted":1,"rejected":0,"errors":[]}"""),
            (good, null, HttpStatusCode.BadRequest, "malformed"),
            ([], "gzip", HttpStatusCode.UnsupportedMediaType, "bad-encoding"),
            (Gzip.Of("{"u8), "gzip", HttpStatusCode.BadRequest, "malformed"),
            (Encoding.UTF8.GetBytes(Good), "gzip", HttpStatusCode.UnsupportedMediaType, "bad-encoding"),
            (good[..^1], "gzip", HttpStatusCode.UnsupportedMediaType, "bad-encoding"),
            (good[..^8], "gzip", HttpStatusCode.UnsupportedMediaType, "bad-encoding"),
            (good[..^9], "gzip", HttpStatusCode.UnsupportedMediaType, "bad-encoding"),
            (good[..12], "gzip", HttpStatusCode.UnsupportedMediaType, "bad-encoding"),
            ([.. good[..^8], 1, 2, 3, 4, .. good[^4..]], "gzip", HttpStatusCode.UnsupportedMediaType, "bad-encoding"),
            (good, "br", HttpStatusCode.UnsupportedMediaType, "bad-encoding"),
            (good, "gzip, gzip", HttpStatusCode.UnsupportedMediaType, "bad-encoding"),
            (Gzip.Bomb(60), "gzip", HttpStatusCode.RequestEntityTooLarge, "too-large"),
            (Gzip.Bomb(1_024), "gzip", HttpStatusCode.RequestEntityTooLarge, "too-large"),
        ];
        var wrong = new List<string>();
        foreach (var (body, encoding, status, type) in cases)
        {
            var answer = await _suite.PostBeaconAsync(body, encoding);
            if (answer.Status != status || answer.Type != type) wrong.Add($"{body.Length} bytes of {encoding}: {answer}, not {status} {type}");
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("PUT", 405)]
    [InlineData("DELETE", 401)]
    public async Task Another_method_is_told_apart(string method, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "api/rum/shop?key=pk_shop_1");
        Assert.Equal(status, (int)(await _suite.SendAsync(request)).Status);
    }

    private async Task<double> SinceAsync(SuiteMetrics before, string family, string reason)
    {
        var name = $"{family}{{reason=\"{reason}\"}}";
        return (await SuiteMetrics.OfAsync(_suite))[name] - before[name];
    }

    private static string Start(string body) => body.Length > 60 ? body[..60] + "…" : body;
}
