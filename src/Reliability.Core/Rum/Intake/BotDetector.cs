using System.Buffers;

namespace Reliability.Core.Rum.Intake;

/// <summary>Tells programs from people by their user agent, as far as programs say so.</summary>
/// <remarks>
/// Words that crawlers, monitors, browsers without a screen, libraries and tools have in their user agents, in any case. A program that poses as a browser is not told. Bots are flagged, never dropped: a monitor's visits may be all there is at night.
/// </remarks>
public static class BotDetector
{
    private const string Phone = "cubot"; // a maker of telephones

    // What says that it is a browser, and is none.
    private static readonly SearchValues<string> Browsers = SearchValues.Create(
        [
            // Crawlers, and what fetches pages to show a preview of them.
            "bot", "crawl", "spider", "slurp", "mediapartners-google", "google-inspectiontool", "google-read-aloud", "preview/", "archiver", "nutch", "meta-externalagent",
            // Browsers that programs drive.
            "headless", "phantomjs", "slimerjs", "prerender", "puppeteer", "playwright", "selenium", "webdriver", "cypress", "jsdom", "htmlunit",
            // Monitors and measuring services.
            "lighthouse", "pagespeed", "gtmetrix", "ptst/", "pingdom", "uptime", "statuscake", "site24x7", "datadogsynthetics", "catchpoint", "speedcurve", "monitor", "k6.io",
        ],
        StringComparison.OrdinalIgnoreCase);

    // What does not even say so. Not okhttp and CFNetwork, with which the apps of people send.
    private static readonly SearchValues<string> Others = SearchValues.Create(
        [
            "bot", "crawl", "spider", "slurp", "mediapartners-google", "feedfetcher", "googlehc", "facebookexternalhit", "facebookcatalog", "whatsapp/", "embedly", "preview",
            "curl/", "wget/", "httpie", "python", "aiohttp", "httpx", "urllib", "java/", "httpclient", "go-http-client", "node", "axios/", "undici", "got (", "guzzle",
            "libwww-perl", "ruby", "php", "postmanruntime", "insomnia", "reqwest", "winhttp", "jmeter", "k6.io", "scrapy", "monitor", "pingdom", "uptime", "nagios", "zabbix",
            "elb-healthchecker", "kube-probe", "alwayson", "newrelicpinger", "lighthouse", "selenium", "playwright", "puppeteer",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Tells whether a user agent names itself as a program.</summary>
    /// <param name="userAgent">The <c>User-Agent</c>; empty tells nothing.</param>
    public static bool IsBot(ReadOnlySpan<char> userAgent)
    {
        var words = userAgent.StartsWith("Mozilla/", StringComparison.Ordinal) ? Browsers : Others;
        while (userAgent.IndexOfAny(words) is var at && at >= 0)
        {
            if (!IsPhone(userAgent, at)) return true;
            userAgent = userAgent[(at + "bot".Length)..];
        }

        return false;
    }

    private static bool IsPhone(ReadOnlySpan<char> userAgent, int at)
    {
        var start = at - (Phone.Length - "bot".Length);
        return start >= 0 && userAgent[start..].StartsWith(Phone, StringComparison.OrdinalIgnoreCase);
    }
}
