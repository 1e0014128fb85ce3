using System.Net;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>What a browser is told about who may send and who may read.</summary>
[Collection(SharedSuite.Name)]
public sealed class CorsTests(SuiteFixture fixture)
{
    private const string Address = "api/rum/shop?key=pk_shop_1";

    private static readonly string[] AllowedHeaders =
        ["content-encoding", "content-type", "idempotency-key", "traceparent", "tracestate", "x-api-key", "x-faro-session-id", "x-rum-token", "x-scope-orgid"];

    private readonly SuiteProcess _suite = fixture.Suite;

    [Theory]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://localhost:3000", true)]
    [InlineData("http://LOCALHOST:3000", true)]
    [InlineData("https://127.0.0.1:8080", false)]
    [InlineData("http://127.0.0.1.evil.example", false)]
    [InlineData("http://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("http://127.0.0.1:*", false)]
    [InlineData(null, false)]
    public async Task Only_listed_origins_may_preflight_and_post_and_they_see_themselves_echoed(string? origin, bool isAllowed)
    {
        using var preflight = await SendAsync(HttpMethod.Options, origin);
        using var post = await SendAsync(HttpMethod.Post, origin);
        Assert.Equal(isAllowed ? HttpStatusCode.NoContent : HttpStatusCode.Forbidden, preflight.StatusCode);
        Assert.Equal(isAllowed ? HttpStatusCode.Accepted : HttpStatusCode.Forbidden, post.StatusCode);
        foreach (var response in new[] { preflight, post })
        {
            Assert.Equal(["Origin"], response.Headers.Vary);
            Assert.Equal(isAllowed ? origin : null, Header(response, "Access-Control-Allow-Origin"));
            Assert.Equal(isAllowed ? "true" : null, Header(response, "Access-Control-Allow-Credentials"));
            Assert.Equal(isAllowed ? "Retry-After, X-Faro-Session-Status" : null, Header(response, "Access-Control-Expose-Headers"));
        }

        Assert.Equal(isAllowed ? "86400" : null, Header(preflight, "Access-Control-Max-Age"));
        Assert.Equal(isAllowed ? "POST, GET" : null, Header(preflight, "Access-Control-Allow-Methods"));
        var headers = Header(preflight, "Access-Control-Allow-Headers")?.Split(", ").Order(StringComparer.Ordinal);
        Assert.Equal(isAllowed ? AllowedHeaders : null, headers);
    }

    [Fact]
    public async Task A_page_may_read_why_its_beacon_was_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/rum/shop?key=wrong") { Content = new StringContent("{}") };
        request.Headers.Add("Origin", Load.Origin);
        using var response = await _suite.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(Load.Origin, Header(response, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Refusal_of_an_unknown_site_is_not_kept_for_other_origins()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "api/rum/nowhere");
        request.Headers.Add("Origin", Load.Origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        using var response = await _suite.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(["Origin"], response.Headers.Vary);
    }

    [Fact]
    public async Task A_refused_preflight_is_counted()
    {
        const string Name = "rum_requests_rejected_total{reason=\"foreign-origin\"}";
        var before = (await SuiteMetrics.OfAsync(_suite))[Name];
        using var preflight = await SendAsync(HttpMethod.Options, "http://evil.example");
        Assert.Equal(before + 1, (await SuiteMetrics.OfAsync(_suite))[Name]);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string? origin)
    {
        using var request = new HttpRequestMessage(method, Address);
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        if (method == HttpMethod.Post) request.Content = new StringContent("""{"name":"LCP","value":1200}""");
        else request.Headers.Add("Access-Control-Request-Method", "POST");
        return await _suite.Client.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
