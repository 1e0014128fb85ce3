using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Every way a page can send, from a listed origin and from another: Chromium decides what leaves and what may be read.</summary>
[Collection(EmptyStorage.Name)]
public sealed class CorsMatrixTests(AzuriteServer storage) : IDisposable
{
    private const string Form = "form";

    // What a page sees where it may send: sendBeacon tells that it was queued, an answer without a picture is an error to an
    // image, and answers of requests without CORS are opaque.
    private static readonly (string Transport, string Seen)[] Transports =
    [
        ("beacon-string", "true"), ("beacon-form", "true"), ("beacon-json", "true"), ("beacon-reports", "true"),
        ("fetch-omit", "202"), ("fetch-same-origin", "202"), ("fetch-include", "202"), ("fetch-keepalive", "202"), ("fetch-headers", "202"), ("fetch-plain", "202"), ("fetch-no-cors", "0"),
        ("xhr", "202"), ("xhr-credentials", "202"), ("image", "error"),
    ];

    private const string Script = """
        async ([url, name]) => {
          const metric = way => JSON.stringify({ name: 'LCP', value: 1200, page: `/${name}-${way}` });
          const json = { 'content-type': 'application/json' };
          const all = { ...json, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', tracestate: 'a=b', 'x-api-key': 'k', 'x-faro-session-id': 's', 'x-scope-orgid': '1', 'idempotency-key': name };
          const post = (way, init) => fetch(url, { method: 'POST', headers: json, body: metric(way), ...init }).then(answer => String(answer.status), () => 'refused');
          const xhr = (way, withCredentials) => new Promise(done => {
            const request = new XMLHttpRequest();
            request.onloadend = () => done(request.status ? String(request.status) : 'refused');
            request.open('POST', url);
            request.withCredentials = withCredentials;
            request.setRequestHeader('content-type', 'application/json');
            request.send(metric(way));
          });
          const seen = {
            'beacon-string': String(navigator.sendBeacon(url, metric('beacon-string'))),
            'beacon-form': String(navigator.sendBeacon(url, new Blob([`u=/${name}-beacon-form&pid=f${name}&pt.lcp=1200`], { type: 'application/x-www-form-urlencoded' }))),
            'beacon-json': String(navigator.sendBeacon(url, new Blob([metric('beacon-json')], { type: 'application/json' }))),
            'beacon-reports': String(navigator.sendBeacon(url, new Blob([metric('beacon-reports')], { type: 'application/reports+json' }))),
            'fetch-omit': await post('fetch-omit', { credentials: 'omit' }),
            'fetch-same-origin': await post('fetch-same-origin', { credentials: 'same-origin' }),
            'fetch-include': await post('fetch-include', { credentials: 'include' }),
            'fetch-keepalive': await post('fetch-keepalive', { keepalive: true, credentials: 'include' }),
            'fetch-headers': await post('fetch-headers', { headers: all }),
            'fetch-plain': await post('fetch-plain', { headers: {} }),
            'fetch-no-cors': await post('fetch-no-cors', { mode: 'no-cors', headers: {} }),
            xhr: await xhr('xhr', false),
            'xhr-credentials': await xhr('xhr-credentials', true),
            image: await new Promise(done => {
              const image = new Image();
              image.onload = () => done('load');
              image.onerror = () => done('error');
              image.src = `${url}&u=/${name}-image&pid=i${name}&pt.lcp=1200`;
            }),
          };
          return JSON.stringify(seen);
        }
        """;

    private readonly DirectoryInfo _configuration = Directory.CreateTempSubdirectory("configuration");

    public void Dispose() => _configuration.Delete(recursive: true);

    [Fact]
    public async Task Every_transport_lands_from_a_listed_origin_and_none_from_another()
    {
        await storage.ClearAsync();
        var (listed, other) = (FreePort.Next(), FreePort.Next());
        await File.WriteAllTextAsync(Path.Combine(_configuration.FullName, "sites.yaml"), $"sites:\n  - name: shop\n    keys: [k]\n    origins: [\"http://127.0.0.1:{listed}\"]\n");
        await using var suite = await SuiteProcess.StartAsync(storage.ConnectionString, _configuration.FullName);
        await using var pages = await ServeAsync(listed, other);
        var url = new Uri(suite.Client.BaseAddress!, "api/rum/shop?key=k").ToString();

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Headless = true, Args = ["--no-sandbox", "--disable-gpu"] });
        var refused = await VisitAsync(browser, other, url, "other");
        var accepted = await VisitAsync(browser, listed, url, "listed");

        Assert.Equal(Transports.ToDictionary(way => way.Transport, way => way.Seen), accepted);
        Assert.Equal(Transports.ToDictionary(way => way.Transport, way => way.Seen is "true" or "0" or "error" ? way.Seen : "refused"), refused);

        await SuiteMetrics.CatchUpAsync(suite, TimeSpan.FromSeconds(30));
        var vitals = await suite.GetJsonAsync("api/rum/shop/vitals?metric=LCP&groupBy=page");
        var counted = vitals.GetProperty("groups").EnumerateArray().ToDictionary(group => group.GetProperty("key").GetProperty("page").GetString()!, group => group.GetProperty("count").GetInt64());
        Assert.Equal(Transports.Select(way => way.Transport).Append(Form).ToDictionary(way => $"/listed-{way}", _ => 1L), counted);
    }

    private static async Task<Dictionary<string, string>> VisitAsync(IBrowser browser, int port, string url, string name)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync($"http://127.0.0.1:{port}/");
        var sent = page.WaitForRequestFinishedOrFailedAsync("ping", 4);
        var seen = await page.EvaluateAsync<string>(Script, new[] { url, name });
        await sent;
        // A form takes the page with it to the answer.
        var form = page.WaitForResponseAsync(response => response.Request.IsNavigationRequest);
        await page.EvaluateAsync(
            """
            ([url, name]) => {
              const form = Object.assign(document.createElement('form'), { method: 'POST', action: url, enctype: 'text/plain' });
              document.body.append(form);
              const input = Object.assign(document.createElement('input'), { name: `u=/${name}-form&pid=p${name}&pt.lcp`, value: '1200' });
              form.append(input);
              form.submit();
            }
            """,
            new[] { url, name });
        await form;
        await page.CloseAsync();
        return JsonSerializer.Deserialize<Dictionary<string, string>>(seen)!;
    }

    private static async Task<WebApplication> ServeAsync(params int[] ports)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls([.. ports.Select(port => $"http://127.0.0.1:{port}")]);
        var app = builder.Build();
        app.Run(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<!doctype html><title>A shop</title><body>");
        });
        await app.StartAsync();
        return app;
    }
}
