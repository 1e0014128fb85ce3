using System.Text.Json;
using Microsoft.Playwright;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>The main job with nothing replaced: Debian's Chromium visits the demo page, and the suite reports what it measured.</summary>
public sealed class BrowserTests(AzuriteServer storage) : IClassFixture<AzuriteServer>
{
    private static readonly string[] Vitals = ["LCP", "CLS", "INP", "FCP", "TTFB"];
    private static readonly TimeSpan VitalsWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SloWithin = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task What_a_browser_measures_is_in_the_vitals_and_in_the_slo_report()
    {
        await using var suite = await SuiteProcess.StartAsync(storage.ConnectionString);
        var sent = await VisitAsync(new Uri(suite.Client.BaseAddress!, "api/rum/demo"), vitals => LandAsync(suite, vitals));
        Assert.Equal(Vitals.Order(), sent.Select(metric => metric.GetProperty("name").GetString()!).Order());

        var (slos, _) = await Eventually.AsksAsync(
            () => suite.GetJsonAsync("api/slos"),
            answer => answer.EnumerateArray().Any(slo => slo.GetProperty("name").GetString() == "shop-lcp" && slo.GetProperty("total").GetDecimal() == 1m),
            SloWithin,
            () => suite.Log);
        Assert.Contains("shop-latency", slos.EnumerateArray().Select(slo => slo.GetProperty("name").GetString()));

        using var report = await suite.Client.GetAsync(new Uri("api/slos/report", UriKind.Relative));
        Assert.Equal("text/markdown", report.Content.Headers.ContentType?.MediaType);
        Assert.Contains("shop-lcp", await report.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task LandAsync(SuiteProcess suite, IEnumerable<JsonElement> sent)
    {
        foreach (var metric in sent)
        {
            var name = metric.GetProperty("name").GetString();
            var (vitals, _) = await Eventually.AsksAsync(
                () => suite.GetJsonAsync($"api/rum/shop/vitals?metric={name}&groupBy=page"), answer => answer.GetProperty("groups").GetArrayLength() > 0, VitalsWithin, () => suite.Log);
            var group = Assert.Single(vitals.GetProperty("groups").EnumerateArray());
            Assert.Equal("/api/rum/demo", group.GetProperty("key").GetProperty("page").GetString());
            Assert.Equal(1, group.GetProperty("count").GetInt64());
            var value = metric.GetProperty("value").GetDouble();
            Assert.InRange(group.GetProperty("p75").GetDouble(), (value * 0.99) - 0.05, (value * 1.01) + 0.05);
        }
    }

    // Opens the page, clicks, and leaves it. The browser stays until all has arrived, as what it still has to send goes with it.
    private static async Task<JsonElement[]> VisitAsync(Uri page, Func<JsonElement[], Task> arriveAsync)
    {
        using var playwright = await Playwright.CreateAsync();
        var profile = Directory.CreateTempSubdirectory("chromium");
        await using var context = await playwright.Chromium.LaunchPersistentContextAsync(profile.FullName, new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        await context.AddInitScriptAsync("addEventListener('reliability:batch', ({ detail }) => detail.events.filter(event => event.t === 'vital').forEach(event => localStorage.setItem(event.id, JSON.stringify(event))))");
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(page.ToString(), new() { WaitUntil = WaitUntilState.Load });
        await tab.WaitForFunctionAsync("() => performance.getEntriesByName('first-contentful-paint').length > 0");
        await tab.Locator("[data-work]").First.ClickAsync();
        await tab.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))");
        await tab.GotoAsync(new Uri(page, "/api/health").ToString()); // hides the page, as any way of leaving it does
        var stored = await tab.EvaluateAsync<string[]>("() => Object.values(localStorage)");
        JsonElement[] sent = [.. stored.Select(metric => JsonSerializer.Deserialize<JsonElement>(metric))];
        await arriveAsync(sent);
        await context.CloseAsync();
        profile.Delete(recursive: true);
        return sent;
    }
}
