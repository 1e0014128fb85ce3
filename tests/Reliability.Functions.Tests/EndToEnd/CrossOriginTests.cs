using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Chromium decides: a page elsewhere sends in every way a page can, once from a listed origin and once from another.</summary>
[Collection(EndToEndTests.Name)]
public sealed class CrossOriginTests(AzuriteServer storage) : IClassFixture<AzuriteServer>, IDisposable
{
    private static readonly TimeSpan VitalsWithin = TimeSpan.FromSeconds(15);

    private readonly DirectoryInfo _configuration = Directory.CreateTempSubdirectory("configuration");

    public void Dispose() => _configuration.Delete(recursive: true);

    [Fact]
    public async Task Beacons_of_a_listed_origin_land_and_those_of_another_do_not()
    {
        var (listed, other) = (FreePort.Next(), FreePort.Next());
        await File.WriteAllTextAsync(Path.Combine(_configuration.FullName, "sites.yaml"), $$"""
            sites:
              - name: shop
                keys: [pk_shop_1]
                origins: ["http://127.0.0.1:{{listed}}"]
                service: storefront
            """);
        await using var suite = await SuiteProcess.StartAsync(storage.ConnectionString, _configuration.FullName);
        await using var pages = await ServeAsync(listed, other);
        var beacons = new Uri(suite.Client.BaseAddress!, "api/rum/shop?key=pk_shop_1");

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Headless = true, Args = ["--no-sandbox", "--disable-gpu"] });
        var refused = await VisitAsync(browser, other, beacons);
        var accepted = await VisitAsync(browser, listed, beacons);
        Assert.Equal("202 {\"accepted\":1,\"rejected\":0,\"errors\":[]}", accepted);
        Assert.StartsWith("TypeError", refused, StringComparison.Ordinal); // neither sent after its preflight, nor readable

        var (vitals, _) = await Eventually.AsksAsync(
            () => suite.GetJsonAsync("api/rum/shop/vitals?metric=LCP&groupBy=page"),
            answer => answer.GetProperty("groups").GetArrayLength() == 3,
            VitalsWithin,
            () => suite.Log);
        var counted = vitals.GetProperty("groups").EnumerateArray().Select(group => $"{group.GetProperty("key").GetProperty("page")} {group.GetProperty("count")}");
        Assert.Equal([$"/{Name(listed)}-beacon 1", $"/{Name(listed)}-blob 1", $"/{Name(listed)}-fetch 1"], counted.Order(StringComparer.Ordinal));
    }

    // Sends by sendBeacon with a string and with a JSON blob, then by fetch; returns what fetch let the page see.
    private static async Task<string> VisitAsync(IBrowser browser, int port, Uri beacons)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync($"http://127.0.0.1:{port}/");
        var sent = page.WaitForRequestFinishedOrFailedAsync("ping", 2);
        var answer = await page.EvaluateAsync<string>(
            """
            async ([url, name]) => {
              const event = way => JSON.stringify({ name: 'LCP', value: 1200, page: `/${name}-${way}` });
              navigator.sendBeacon(url, event('beacon'));
              navigator.sendBeacon(url, new Blob([event('blob')], { type: 'application/json' }));
              const init = { method: 'POST', keepalive: true, credentials: 'include', headers: { 'content-type': 'application/json', 'idempotency-key': 'one' }, body: event('fetch') };
              return fetch(url, init).then(async answer => `${answer.status} ${await answer.text()}`, error => String(error));
            }
            """,
            new[] { beacons.ToString(), Name(port) });
        await sent;
        await page.CloseAsync();
        return answer;
    }

    // A word without digits, which page templates leave as it is.
    private static string Name(int port) => string.Concat($"{port}".Select(digit => (char)('g' + (digit - '0'))));

    private static async Task<WebApplication> ServeAsync(params int[] ports)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls([.. ports.Select(port => $"http://127.0.0.1:{port}")]);
        var app = builder.Build();
        app.Run(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<!doctype html><title>A shop</title>");
        });
        await app.StartAsync();
        return app;
    }
}

internal static class PageRequests
{
    /// <summary>Waits until some requests of a kind have ended, one way or the other.</summary>
    public static Task WaitForRequestFinishedOrFailedAsync(this IPage page, string kind, int count)
    {
        var ended = new TaskCompletionSource();
        var left = count;
        page.RequestFinished += (_, request) => Count(request);
        page.RequestFailed += (_, request) => Count(request);
        return ended.Task.WaitAsync(TimeSpan.FromSeconds(15));

        void Count(IRequest request)
        {
            if (request.ResourceType == kind && request.Method == "POST" && Interlocked.Decrement(ref left) == 0) ended.TrySetResult();
        }
    }
}
