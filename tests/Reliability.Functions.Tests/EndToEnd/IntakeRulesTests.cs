using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Limits, tokens, sampling and deletion, as senders and operators see them. One suite for all of them: each test has a site of its own.</summary>
public sealed class IntakeRulesTests(IntakeRulesTests.WithRules rules) : IClassFixture<IntakeRulesTests.WithRules>
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string Refused = "rum_requests_rejected_total";
    private const string Good = """{"name":"LCP","value":1200,"page":"/a"}""";
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CountedWithin = TimeSpan.FromSeconds(60);

    private readonly SuiteProcess _suite = rules.Suite;

    [Fact]
    public async Task Network_that_sends_too_much_is_told_so_before_its_body_is_read_and_a_page_may_read_when_to_come_back()
    {
        const int Requests = 20;
        var before = await SuiteMetrics.OfAsync(_suite);
        var answers = await Task.WhenAll(Enumerable.Range(0, Requests).Select(async _ =>
        {
            using var connection = await RawConnection.OpenAsync(_suite.Client.BaseAddress!);
            await connection.SendAsync(RawConnection.Head("X-Forwarded-For: 203.0.113.7\r\nContent-Length: 500"));
            return await connection.ReadOnceAsync(AnswersWithin);
        }));
        var refused = answers.Where(one => one.StartsWith("HTTP/1.1 429 ", StringComparison.Ordinal)).ToList();
        var answer = refused[0];
        // A second, and one more for each request that took the last token at the same instant.
        Assert.Matches("\r\nRetry-After: [1-9]\r\n", answer);
        Assert.Contains($"\r\nAccess-Control-Allow-Origin: {Load.Origin}\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("urn:reliability:problem:rate-limited", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync("shop?key=pk_shop_1", Good, "198.51.100.7")).Status);
        Assert.Equal(refused.Count, await RefusedSinceAsync(before, "rate-limited"));
    }

    [Fact]
    public async Task Site_with_tokens_takes_beacons_only_with_one_that_its_back_end_signed()
    {
        var before = await SuiteMetrics.OfAsync(_suite);
        Assert.Equal((HttpStatusCode.Unauthorized, "bad-token"), Of(await SendAsync("signed?key=k", Good)));
        Assert.Equal((HttpStatusCode.Unauthorized, "bad-token"), Of(await SendAsync($"signed?key=k&token={Token(Secret[1..] + "x")}", Good)));
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync($"signed?key=k&token={Token(Secret)}", Good)).Status);
        Assert.Equal(2, await RefusedSinceAsync(before, "bad-token"));
    }

    [Fact]
    public async Task Visits_that_a_site_does_not_keep_are_taken_with_thanks_and_counted_as_sampled()
    {
        const string Sampled = "rum_events_rejected_total{reason=\"sampled\"}";
        const string Accepted = "rum_events_accepted_total";
        const int Visits = 200;
        var before = await SuiteMetrics.OfAsync(_suite);
        for (var visit = 0; visit < Visits; visit++)
        {
            var answer = await SendAsync("sampled?key=k", $$"""{"name":"LCP","value":1200,"id":"v6-{{visit}}"}""");
            Assert.Equal((HttpStatusCode.Accepted, """{"accepted":1,"rejected":0,"errors":[]}"""), Of(answer));
        }

        var metrics = await SuiteMetrics.OfAsync(_suite);
        var left = metrics[Sampled] - before[Sampled];
        Assert.Equal(Visits, left + metrics.Sum(Accepted) - before.Sum(Accepted));
        Assert.InRange(left, Visits / 2, Visits - 1);
        Assert.Equal(before.Sum(Refused), metrics.Sum(Refused));
    }

    [Fact]
    public async Task Only_allowed_parameters_stay_in_page_addresses()
    {
        await SendAsync("allowing?key=k", """{"name":"LCP","value":1,"page":"/a?q=joe&utm_source=mail"}""");
        await SendAsync("allowing?key=k", """{"name":"LCP","value":1,"page":"/a?utm_source=joe%40shop.example"}""");
        await SuiteMetrics.CatchUpAsync(_suite, CountedWithin);
        Assert.Equal(["/a?utm_source=:id", "/a?utm_source=mail"], await PagesAsync("allowing"));
    }

    [Fact]
    public async Task Site_is_deleted_with_the_admin_key_only()
    {
        await SendAsync("deleted?key=k", Good);
        await SuiteMetrics.CatchUpAsync(_suite, CountedWithin);
        Assert.Equal(["/a"], await PagesAsync("deleted"));

        Assert.Equal(HttpStatusCode.Unauthorized, await DeleteAsync("deleted", SuiteProcess.FunctionKey));
        Assert.Equal(["/a"], await PagesAsync("deleted"));
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync("deleted", SuiteProcess.AdminKey));
        Assert.Empty(await PagesAsync("deleted"));

        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync("deleted", SuiteProcess.AdminKey));
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync("Deleted", SuiteProcess.AdminKey));
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync("deleted%7CLCP", SuiteProcess.AdminKey));
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync("deleted/sessions/s-1", SuiteProcess.FunctionKey));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeleteAsync("deleted/sessions/s-1", "wrong"));
        Assert.Equal(HttpStatusCode.BadRequest, await DeleteAsync("deleted/sessions/" + new string('x', 257), SuiteProcess.FunctionKey));
    }

    private async Task<List<string>> PagesAsync(string site)
    {
        var report = await _suite.GetJsonAsync($"api/rum/{site}/vitals?metric=LCP&groupBy=page");
        return [.. report.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("key").GetProperty("page").GetString()!).Order(StringComparer.Ordinal)];
    }

    private async Task<double> RefusedSinceAsync(SuiteMetrics before, string reason)
    {
        var name = $"{Refused}{{reason=\"{reason}\"}}";
        return (await SuiteMetrics.OfAsync(_suite))[name] - before[name];
    }

    private async Task<Answer> SendAsync(string address, string body, string? forwarded = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/rum/{address}") { Content = new StringContent(body) };
        request.Headers.Add("Origin", Load.Origin);
        if (forwarded is not null) request.Headers.Add("X-Forwarded-For", forwarded);
        return await _suite.SendAsync(request);
    }

    private async Task<HttpStatusCode> DeleteAsync(string address, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"api/rum/{address}");
        request.Headers.Add("x-functions-key", key);
        using var client = new HttpClient { BaseAddress = _suite.Client.BaseAddress };
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static (HttpStatusCode Status, string Type) Of(Answer answer) => (answer.Status, answer.Type);

    private static string Token(string secret)
    {
        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds()}.s-1"));
        return payload + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(payload)));
    }

    /// <summary>The suite, with sites that have rules.</summary>
    public sealed class WithRules : IAsyncLifetime
    {
        private readonly AzuriteServer _storage = new();
        private readonly DirectoryInfo _configuration = Directory.CreateTempSubdirectory("intake-rules");
        /// <summary>Gets the suite.</summary>
        public SuiteProcess Suite { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await File.WriteAllTextAsync(Path.Combine(_configuration.FullName, "sites.yaml"), """
                sites:
                  - { name: shop, keys: [pk_shop_1], origins: ["http://127.0.0.1:*"] }
                  - { name: signed, keys: [k], origins: ["http://127.0.0.1:*"], sessionTokens: { secret: "${RUM_TOKEN_SECRET}", minutes: 10 } }
                  - { name: sampled, keys: [k], origins: ["http://127.0.0.1:*"], sampling: 0.25 }
                  - { name: allowing, keys: [k], origins: ["http://127.0.0.1:*"], queryAllowList: [utm_source] }
                  - { name: deleted, keys: [k], origins: ["http://127.0.0.1:*"] }
                """);
            await _storage.InitializeAsync();
            Suite = await SuiteProcess.StartAsync(_storage.ConnectionString, _configuration.FullName, new Dictionary<string, string>
            {
                ["RUM_TOKEN_SECRET"] = Secret,
                ["Reliability__RumLimits__AddressPerSecond"] = "1",
                ["Reliability__RumLimits__AddressBurst"] = "2",
            });
        }

        public async Task DisposeAsync()
        {
            await Suite.DisposeAsync();
            await _storage.DisposeAsync();
            _configuration.Delete(recursive: true);
        }
    }
}
