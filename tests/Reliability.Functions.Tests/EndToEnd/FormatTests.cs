using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Every format over HTTP: what its senders are answered, and that it is stored and counted.</summary>
[Collection(SharedSuite.Name)]
public sealed class FormatTests(SuiteFixture fixture)
{
    private const string Address = "api/rum/shop?key=pk_shop_1";
    private static readonly string Fixtures = Path.Combine(RepositoryRoot.Path, "tests", "Reliability.Core.Tests", "Rum", "Formats", "Fixtures");
    private static readonly TimeSpan VitalsWithin = TimeSpan.FromSeconds(15);

    private readonly SuiteProcess _suite = fixture.Suite;

    [Theory]
    [InlineData("web-vitals-attribution.json", "web-vitals")]
    [InlineData("client.json", "client")]
    [InlineData("faro.json", "faro")]
    [InlineData("boomerang-load.form", "boomerang")]
    [InlineData("reporting.json", "reporting")]
    [InlineData("csp-report.json", "reporting")]
    [InlineData("otlp.json", "otlp")]
    public async Task Every_format_is_taken_at_one_address_whatever_its_type_is_called(string file, string format)
    {
        var name = $"rum_events_accepted_total{{format=\"{format}\"}}";
        var before = await SuiteMetrics.OfAsync(_suite);
        var body = await File.ReadAllBytesAsync(Path.Combine(Fixtures, file));
        var accepted = 0;
        foreach (var type in new[] { "text/plain;charset=UTF-8", "application/json", "application/reports+json", "application/x-www-form-urlencoded" })
        {
            using var request = Request(HttpMethod.Post, Address, body, type);
            var answer = await _suite.SendAsync(request);
            Assert.Equal(HttpStatusCode.Accepted, answer.Status);
            accepted += JsonDocument.Parse(answer.Body).RootElement.GetProperty("accepted").GetInt32();
        }

        Assert.InRange(accepted, 4, int.MaxValue);
        Assert.Equal(accepted, (await SuiteMetrics.OfAsync(_suite))[name] - before[name]);
    }

    [Fact]
    public async Task A_beacon_in_the_query_string_is_an_image_that_no_one_keeps()
    {
        using var request = Request(HttpMethod.Get, Address + "&v=1&u=%2Fin-the-query&rt.start=navigation&pid=q1&t_done=1234&n=1");
        using var response = await _suite.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        var (vitals, _) = await Eventually.AsksAsync(
            () => _suite.GetJsonAsync("api/rum/shop/vitals?metric=PageLoad&page=/in-the-query"), answer => answer.GetProperty("groups").GetArrayLength() > 0, VitalsWithin, () => _suite.Log);
        Assert.InRange(vitals.GetProperty("groups")[0].GetProperty("p75").GetDouble(), 1_221, 1_247);
    }

    [Theory]
    [InlineData("", 400, "malformed")]
    [InlineData("&name=LCP&value=1", 400, "malformed")]
    [InlineData("&pid=1&rt.start=x&t_done=-5", 400, "out-of-range")]
    public async Task A_query_string_that_is_no_beacon_is_refused(string query, int status, string reason)
    {
        using var request = Request(HttpMethod.Get, Address + query);
        var answer = await _suite.SendAsync(request);
        Assert.Equal((status, reason), ((int)answer.Status, answer.Type));
    }

    [Fact]
    public async Task An_exporter_of_logs_is_answered_as_its_protocol_says()
    {
        const string Vital = """{"eventName":"browser.web_vital","attributes":[{"key":"name","value":{"stringValue":"lcp"}},{"key":"value","value":{"doubleValue":1}}]}""";
        Assert.Equal("200 {}", await LogsAsync($"[{Vital}]"));
        Assert.Equal("200 {}", await LogsAsync("[]"));
        Assert.Equal("""200 {"partialSuccess":{"rejectedLogRecords":"2","errorMessage":"record 1: not-an-object, record 2: not-an-object"}}""", await LogsAsync($"[{Vital},1,2]"));
        Assert.Equal("""200 {"partialSuccess":{"rejectedLogRecords":"1","errorMessage":"record 0: not-an-object"}}""", await LogsAsync("[1]"));
        Assert.StartsWith("400 malformed", await LogsAsync("["), StringComparison.Ordinal);
        Assert.Equal("200 {}", await LogsBodyAsync("{}"));
        Assert.Equal("200 {}", await LogsBodyAsync("""{"resourceLogs":[]}"""));
        Assert.StartsWith("400 malformed", await LogsBodyAsync("""{"name":"LCP","value":1}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_only_noted_is_accepted()
    {
        var answer = await _suite.PostBeaconAsync("""{"meta":{},"logs":[{"message":"hello","level":"info"}],"traces":{"resourceSpans":[]}}""");
        Assert.Equal((HttpStatusCode.Accepted, """{"accepted":2,"rejected":0,"errors":[]}"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Key_of_the_site_may_come_in_a_header_when_the_address_has_none()
    {
        using var header = Request(HttpMethod.Post, "api/rum/shop", """{"name":"LCP","value":1}"""u8.ToArray());
        header.Headers.Add("x-api-key", "pk_shop_1");
        Assert.Equal(HttpStatusCode.Accepted, (await _suite.SendAsync(header)).Status);
        using var both = Request(HttpMethod.Post, "api/rum/shop?key=wrong", """{"name":"LCP","value":1}"""u8.ToArray());
        both.Headers.Add("x-api-key", "pk_shop_1");
        Assert.Equal("bad-key", (await _suite.SendAsync(both)).Type);
    }

    [Fact]
    public async Task A_request_that_is_sent_again_with_its_key_is_counted_once()
    {
        for (var i = 0; i < 3; i++)
        {
            using var request = Request(HttpMethod.Post, Address, """[{"name":"LCP","value":1000,"page":"/sent-again"},{"name":"LCP","value":2000,"page":"/sent-again"}]"""u8.ToArray());
            request.Headers.Add("Idempotency-Key", "Ab3 ~!-key");
            Assert.Equal(HttpStatusCode.Accepted, (await _suite.SendAsync(request)).Status);
        }

        await SuiteMetrics.CatchUpAsync(_suite, VitalsWithin);
        var vitals = await _suite.GetJsonAsync("api/rum/shop/vitals?metric=LCP&page=/sent-again");
        Assert.Equal(2, vitals.GetProperty("groups")[0].GetProperty("count").GetInt64());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    [InlineData(257)]
    public async Task A_key_that_cannot_be_one_is_refused(object key)
    {
        using var request = Request(HttpMethod.Post, Address, """{"name":"LCP","value":1}"""u8.ToArray());
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key is int length ? new string('k', length) : (string)key);
        Assert.Equal("bad-idempotency-key", (await _suite.SendAsync(request)).Type);
    }

    private static HttpRequestMessage Request(HttpMethod method, string address, byte[]? body = null, string type = "text/plain")
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Origin", Load.Origin);
        if (body is null) return request;
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return request;
    }

    private async Task<string> LogsAsync(string records)
    {
        return await LogsBodyAsync($$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":{{records}}}]}]}""");
    }

    private async Task<string> LogsBodyAsync(string body)
    {
        using var request = Request(HttpMethod.Post, "api/rum/shop/v1/logs?key=pk_shop_1", Encoding.UTF8.GetBytes(body), "application/json");
        var answer = await _suite.SendAsync(request);
        return $"{(int)answer.Status} {answer.Type}";
    }
}
