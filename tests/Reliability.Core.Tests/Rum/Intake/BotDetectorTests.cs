using Reliability.Core.Rum;
using Reliability.Core.Rum.Intake;

namespace Reliability.Core.Tests.Rum.Intake;

public sealed class BotDetectorTests
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36";

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")]
    [InlineData("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/139.0.0.0 Safari/537.36")]
    [InlineData("Mozilla/5.0 (Linux; Android 11; moto g power) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse")]
    [InlineData("Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)")]
    [InlineData("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)")]
    [InlineData("Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)")]
    [InlineData("Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)")]
    [InlineData("curl/8.5.0")]
    [InlineData("python-requests/2.32.3")]
    [InlineData("Go-http-client/1.1")]
    [InlineData("node")]
    [InlineData("CURL/8")]
    [InlineData("Mozilla/5.0 (Linux; Android 9; CUBOT_P30) HeadlessChrome/90.0")]
    [InlineData("Mozilla/5.0 (Linux; Android 9; CUBOT NOTE; Googlebot/2.1)")]
    public void Program_is_a_bot(string userAgent) => Assert.True(BotDetector.IsBot(userAgent));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("okhttp/4.12.0")]
    [InlineData("Shop/12 CFNetwork/1410.0.3 Darwin/22.6.0")]
    [InlineData("Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16")]
    [InlineData(Chrome)]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1")]
    [InlineData("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-S928B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36")]
    [InlineData("Mozilla/5.0 (Linux; Android 9; CUBOT_P30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0 Mobile Safari/537.36")]
    public void Browser_is_none(string? userAgent) => Assert.False(BotDetector.IsBot(userAgent));

    [Fact]
    public void Samples_of_a_bot_are_flagged_and_those_of_a_browser_on_the_same_page_are_not()
    {
        var parser = new Core.Rum.Formats.WebVitalsParser();
        var reading = new BeaconReading();
        foreach (var (userAgent, isBot) in new[] { (Chrome, false), ("curl/8", true), (Chrome, false), ("curl/8", true) })
        {
            parser.Parse("""{"name":"LCP","value":1,"page":"/a"}"""u8, new VisitDefaults(null, userAgent, null), reading);
            Assert.Equal(isBot, Assert.Single(reading.Samples).Dimensions.IsBot);
        }
    }
}
