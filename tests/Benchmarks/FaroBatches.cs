using System.Globalization;
using System.Text;

namespace Reliability.Benchmarks;

/// <summary>Batches as Faro 2.12 sends them after a page load: five vitals, the navigation, the start of a session and three resources; about 6 kB.</summary>
internal static class FaroBatches
{
    private const string Sdk = """
        "sdk":{"name":"faro-web","version":"2.12.1","integrations":[{"name":"@grafana/faro-web-sdk:instrumentation-errors","version":"2.12.1"},{"name":"@grafana/faro-web-sdk:instrumentation-web-vitals","version":"2.12.1"},{"name":"@grafana/faro-web-sdk:instrumentation-session","version":"2.12.1"},{"name":"@grafana/faro-web-sdk:instrumentation-view","version":"2.12.1"},{"name":"@grafana/faro-web-sdk:instrumentation-performance","version":"2.12.1"},{"name":"@grafana/faro-web-sdk:instrumentation-console","version":"2.12.1"}]}
        """;

    private const string Browser = """
        "browser":{"name":"Chrome","version":"138.0.0.0","os":"Linux","userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36","language":"en-US","mobile":false,"brands":[{"brand":"Not)A;Brand","version":"8"},{"brand":"Chromium","version":"138"}],"viewportHeight":"720","viewportWidth":"1280"}
        """;

    private const string Timings = """
        "tcpHandshakeTime":"24","dnsLookupTime":"9","tlsNegotiationTime":"14","responseStatus":"200","redirectTime":"0","requestTime":"120","responseTime":"12","fetchTime":"170","serviceWorkerTime":"0","decodedBodySize":"48211","encodedBodySize":"12011","cacheHitStatus":"fullLoad","renderBlockingStatus":"non-blocking","protocol":"h2","visibilityState":"visible","transferSize":"12311"
        """;

    /// <summary>Makes batches, always the same.</summary>
    public static byte[][] Bodies(int count)
    {
        var random = new Random(12);
        string[] pages = ["/", "/products", "/products/1234", "/cart", "/checkout"];
        return [.. Enumerable.Range(0, count).Select(_ => Encoding.UTF8.GetBytes(Batch(random, pages[random.Next(pages.Length)])))];
    }

    private static string Batch(Random random, string page)
    {
        var session = Id(random, 10);
        var vitals = string.Join(',', new[] { ("ttfb", 400.0), ("fcp", 1_200), ("lcp", 1_900), ("cls", 0.08), ("inp", 120) }.Select(vital => Vital(random, vital.Item1, vital.Item2)));
        var resources = string.Join(',', new[] { ("app.js", "script"), ("style.css", "link"), ("hero.webp", "img") }.Select(resource => Resource(random, resource.Item1, resource.Item2)));
        return $$$"""{"meta":{"page":{"url":"https://shop.example{{{page}}}"},"session":{"id":"{{{session}}}","attributes":{}},{{{Sdk}}},"app":{"name":"shop","version":"1.4.0"},{{{Browser}}},"view":{"name":"default"}},"measurements":[{{{vitals}}}],"events":[{"name":"session_start","domain":"browser","attributes":{},"timestamp":"2026-11-21T10:00:00.000Z"},{"name":"faro.performance.navigation","domain":"browser","attributes":{"name":"https://shop.example{{{page}}}","httpHost":"shop.example","initiatorType":"navigation","duration":"{{{random.Next(500, 4_000)}}}","pageLoadTime":"480","documentParsingTime":"200","domProcessingTime":"150","domContentLoadHandlerTime":"3","onLoadTime":"1","ttfb":"180","type":"navigate",{{{Timings}}},"faroNavigationId":"{{{Id(random, 10)}}}","faroPreviousNavigationId":"unknown"},"timestamp":"2026-11-21T10:00:00.010Z"},{{{resources}}}]}""";
    }

    private static string Vital(Random random, string name, double scale)
    {
        var value = (random.NextDouble() * scale * 2).ToString("R", CultureInfo.InvariantCulture);
        return $$$"""{"type":"web-vitals","values":{"{{{name}}}":{{{value}}},"delta":{{{value}}},"element_render_delay":820.5,"time_to_first_byte":180.25},"timestamp":"2026-11-21T10:00:02.500Z","context":{"id":"v6-17952{{{random.Next(10_000_000, 99_999_999)}}}-{{{random.NextInt64(1_000_000_000_000, 9_999_999_999_999)}}}","rating":"good","navigation_type":"navigate","navigation_entry_id":"VVxrbVxGmT","element":"main>h1"}}""";
    }

    private static string Resource(Random random, string file, string initiator) =>
        $$$"""{"name":"faro.performance.resource","domain":"browser","attributes":{"name":"https://cdn.example/{{{file}}}","httpHost":"cdn.example","initiatorType":"{{{initiator}}}","duration":"{{{random.Next(20, 400)}}}","ttfb":"60",{{{Timings}}},"faroNavigationId":"VVxrbVxGmT","faroResourceId":"{{{Id(random, 10)}}}"},"timestamp":"2026-11-21T10:00:00.300Z"}""";

    private static string Id(Random random, int length)
    {
        const string Letters = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        return string.Concat(Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)]));
    }
}
