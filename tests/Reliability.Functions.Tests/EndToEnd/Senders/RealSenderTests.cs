using System.Text.Json;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd.Senders;

/// <summary>Libraries from npm, unmodified, in Chromium, on another origin: what they measured is what the suite reports.</summary>
public sealed class RealSenderTests(SuiteFixture fixture, Chromium chromium) : IClassFixture<SuiteFixture>, IClassFixture<Chromium>
{
    private static readonly TimeSpan VitalsWithin = TimeSpan.FromSeconds(20);

    private readonly SuiteProcess _suite = fixture.Suite;

    private Uri Beacons => new(_suite.Client.BaseAddress!, "api/rum/shop");

    [Fact]
    public async Task Web_vitals_as_its_readme_sends_one_metric_at_a_time()
    {
        await LandsAsync("/readme", $$"""
            <script src="/web-vitals.js"></script>
            <script>
              function sendToAnalytics(metric) {
                remember(metric.name, metric.value);
                const body = JSON.stringify({ name: metric.name, value: metric.value, id: metric.id, page_location: metric.navigationURL });
                navigator.sendBeacon('{{Beacons}}?key=pk_shop_1', body);
              }
              for (const on of ['onCLS', 'onINP', 'onLCP', 'onFCP', 'onTTFB']) webVitals[on](sendToAnalytics);
            </script>
            """, "localStorage.FCP", "CLS", "INP", "LCP", "FCP", "TTFB");
    }

    [Fact]
    public async Task Web_vitals_as_its_readme_sends_a_batch_with_attribution_and_entries()
    {
        await LandsAsync("/batch", $$"""
            <script src="/web-vitals-attribution.js"></script>
            <script>
              const queue = new Set();
              function addToQueue(metric) { remember(metric.name, metric.value); queue.add(metric); }
              function flushQueue() {
                if (queue.size > 0) {
                  navigator.sendBeacon('{{Beacons}}?key=pk_shop_1', JSON.stringify([...queue]));
                  queue.clear();
                }
              }
              for (const on of ['onCLS', 'onINP', 'onLCP', 'onFCP', 'onTTFB']) webVitals[on](addToQueue);
              addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') flushQueue(); });
            </script>
            """, "localStorage.FCP", "CLS", "INP", "LCP", "FCP", "TTFB");
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Faro_sends_its_vitals_and_navigation_timings_plain_and_compressed(string compress)
    {
        var path = $"/faro-{compress}";
        await LandsAsync(path, $$"""
            <script src="/faro.js"></script>
            <script>
              const { initializeFaro, FetchTransport } = GrafanaFaroWebSdk;
              window.faro = initializeFaro({
                transports: [new FetchTransport({ url: '{{Beacons}}', apiKey: 'pk_shop_1', requestCompression: {{compress}} })],
                app: { name: 'shop', version: '1.4.0' },
                beforeSend: item => {
                  if (item.type === 'measurement' && item.payload.type === 'web-vitals')
                    for (const name of ['cls', 'inp', 'lcp', 'fcp', 'ttfb'])
                      if (item.payload.values[name] !== undefined) remember(name.toUpperCase(), item.payload.values[name]);
                  if (item.type === 'event' && item.payload.name === 'faro.performance.navigation') remember('PageLoad', Number(item.payload.attributes.duration));
                  return item;
                },
              });
            </script>
            """, "localStorage.FCP && localStorage.PageLoad", "CLS", "INP", "LCP", "FCP", "TTFB", "PageLoad");
    }

    [Theory]
    [InlineData("AUTO")]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Boomerang_sends_its_beacons_as_images_and_as_forms(string transport)
    {
        var path = $"/boomerang-{transport.ToLowerInvariant()}";
        await LandsAsync(path, $$"""
            <script src="/boomerang.js"></script>
            <img src="/held.png" alt="">
            <script>
              // A load that ends before the first paint has no paints to tell of: the image holds it up until there was one.
              new PerformanceObserver(() => fetch('/painted')).observe({ type: 'largest-contentful-paint', buffered: true });
              BOOMR.subscribe('beacon', data => {
                const seen = {
                  LCP: data['pt.lcp'], FCP: data['pt.fcp'], INP: data['et.inp'] ?? data['et.inp.inc'], PageLoad: data['rt.quit'] === undefined ? data.t_done : undefined,
                  TTFB: data['nt_res_st'] && data['nt_res_st'] - data['nt_nav_st'],
                };
                for (const name in seen) if (seen[name] !== undefined) remember(name, seen[name]);
                if (data['c.cls'] !== undefined) remember('CLS', JSON.parse(localStorage.CLS ?? '0') + Number(data['c.cls']));
              });
              BOOMR.init({ beacon_url: '{{Beacons}}?key=pk_shop_1', beacon_type: '{{transport}}', autorun: false, Continuity: { enabled: true } });
              // A load that ends before the first paint has no paints to tell of: the page says itself when it is ready.
              new PerformanceObserver((list, observer) => {
                observer.disconnect();
                setTimeout(() => BOOMR.page_ready(), 0);
              }).observe({ type: 'largest-contentful-paint', buffered: true });
            </script>
            """, "localStorage.PageLoad", "LCP", "FCP", "TTFB", "PageLoad", "CLS");
    }

    [Fact]
    public async Task Chromium_reports_what_a_policy_forbids()
    {
        const string Accepted = "rum_events_accepted_total{format=\"reporting\"}";
        var before = (await SuiteMetrics.OfAsync(_suite))[Accepted];
        await using var pages = await SenderPages.StartAsync(new Dictionary<string, string>(), $"img-src 'none'; report-uri {Beacons}?key=pk_shop_1");
        await Visitor.VisitAsync(chromium.Browser, new Uri(pages.Address, "/policy"), "true", tab => tab.EvaluateAsync("() => { new Image().src = '/forbidden.png'; }"));
        await Eventually.AsksAsync(async () => (await SuiteMetrics.OfAsync(_suite))[Accepted], accepted => accepted > before, VitalsWithin, () => _suite.Log);
    }

    // Each metric was measured, and is reported once with its value to within the sketch's error.
    private async Task LandsAsync(string path, string script, string ready, params string[] metrics)
    {
        await using var pages = await SenderPages.StartAsync(new Dictionary<string, string> { [path] = script });
        await Visitor.VisitAsync(chromium.Browser, new Uri(pages.Address, path), ready, left: measured => LandsAsync(path, measured, metrics));
    }

    private async Task LandsAsync(string page, Dictionary<string, JsonElement> measured, string[] metrics)
    {
        Assert.Empty(metrics.Except(measured.Keys));
        foreach (var metric in metrics)
        {
            var (vitals, _) = await Eventually.AsksAsync(
                () => _suite.GetJsonAsync($"api/rum/shop/vitals?metric={metric}&groupBy=page&page={page}"), answer => answer.GetProperty("groups").GetArrayLength() > 0, VitalsWithin, () => _suite.Log);
            var group = Assert.Single(vitals.GetProperty("groups").EnumerateArray());
            var value = measured[metric].GetDouble();
            Assert.True(group.GetProperty("count").GetInt64() == 1, $"{metric}: {group}");
            Assert.InRange(group.GetProperty("p75").GetDouble(), (value * 0.99) - 0.05, (value * 1.01) + 0.05);
        }
    }
}
