using System.Buffers;

namespace Reliability.Core.Rum.Intake;

/// <summary>Tells programs from people by their user agent, as far as programs say so.</summary>
/// <remarks>
/// Words that crawlers, monitors, browsers without a screen and HTTP libraries have in their user agents, in any case. A program that
/// poses as a browser is not told. Bots are flagged, never dropped: a monitor's visits may be all there is at night.
/// </remarks>
public static class BotDetector
{
    private const string Phone = "cubot"; // a maker of telephones

    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            // Crawlers, and what fetches pages to show a preview of them.
            "bot", "crawl", "spider", "slurp", "mediapartners-google", "google-inspectiontool", "google-read-aloud", "feedfetcher", "facebookexternalhit",
            "facebookcatalog", "whatsapp/", "embedly", "bingpreview", "linkpreview", "skypeuripreview", "archiver", "nutch", "scrapy", "yandeximages", "baiduspider", "meta-externalagent",
            // Browsers that programs drive.
            "headless", "phantomjs", "slimerjs", "prerender", "puppeteer", "playwright", "selenium", "webdriver", "cypress", "jsdom", "htmlunit",
            // Monitors and measuring services.
            "lighthouse", "pagespeed", "gtmetrix", "ptst/", "pingdom", "uptime", "statuscake", "site24x7", "datadogsynthetics", "newrelicpinger", "catchpoint",
            "dareboost", "speedcurve", "monitor", "nagios", "zabbix", "elb-healthchecker", "googlehc", "kube-probe", "alwayson",
            // Libraries and tools.
            "curl/", "wget/", "httpie", "python-", "python/", "aiohttp", "httpx", "urllib", "okhttp", "java/", "httpclient", "go-http-client", "node-fetch",
            "axios/", "undici", "got (", "guzzle", "libwww-perl", "ruby", "php/", "postmanruntime", "insomnia", "reqwest", "winhttp", "k6.io", "jmeter",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Tells whether a user agent names itself as a program.</summary>
    /// <param name="userAgent">The <c>User-Agent</c>; empty tells nothing.</param>
    public static bool IsBot(ReadOnlySpan<char> userAgent)
    {
        while (userAgent.IndexOfAny(Words) is var at && at >= 0)
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
