using System.Text;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;

namespace Reliability.Core.Tests.Rum.Formats;

/// <summary>No text of a beacon is kept as it came.</summary>
public sealed class KeptTextTests
{
    [Theory]
    [InlineData("""{"rum":1,"events":[{"t":"error","type":"joe@shop.example","message":"joe@shop.example","stack":"joe@shop.example"}]}""")]
    [InlineData("""{"rum":1,"events":[{"t":"event","name":"joe@shop.example"}]}""")]
    [InlineData("""{"rum":1,"events":[{"t":"business","name":"joe@shop.example","value":1}]}""")]
    [InlineData("""{"rum":1,"events":[{"t":"res","items":[{"k":"image","h":"joe@shop.example"}]}]}""")]
    [InlineData("""{"rum":1,"release":"joe@shop.example","events":[{"t":"activity","views":1}]}""")]
    [InlineData("""{"rum":1,"events":[{"t":"vital","name":"LCP","value":1,"target":"#joe@shop.example"}]}""")]
    [InlineData("""{"name":"LCP","value":1,"release":"joe@shop.example","attribution":{"target":"#joe@shop.example"}}""")]
    [InlineData("""{"meta":{"app":{"release":"joe@shop.example"}},"exceptions":[{"type":"joe@shop.example","value":"joe@shop.example"}]}""")]
    [InlineData("""{"meta":{},"events":[{"name":"joe@shop.example"}]}""")]
    [InlineData("""{"meta":{},"events":[{"name":"faro.performance.resource","attributes":{"name":"https://joe@shop.example:x@y","httpHost":"joe@shop.example"}}]}""")]
    [InlineData("""[{"type":"joe@shop.example","age":1,"body":{"message":"joe@shop.example"}}]""")]
    [InlineData("""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"eventName":"joe@shop.example"}]}]}]}""")]
    public void No_text_keeps_an_address(string body)
    {
        var reading = new BeaconReading();
        new BeaconParser().Parse(Encoding.UTF8.GetBytes(body), Visits.Desktop, reading);
        Assert.Equal((1, 0), (reading.Accepted, reading.Rejected));
        Assert.DoesNotContain("joe@", ReadingText.Of(reading), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("1.2.3.4", "1.2.3.4")]
    [InlineData("web-2026.11.21-rc1+build 7", "web-2026.11.21-rc1+build_7")]
    [InlineData("20261121093000", "20261121093000")]
    [InlineData("8f14e45fceea167a8f14e45fceea167a8f14e45f", "8f14e45fceea167a8f14e45fceea167a8f14e45f")]
    [InlineData("shop@8f14e45fceea167a8f14e45fceea167a8f14e45f", "shop@8f14e45fceea167a8f14e45fceea167a8f14e45f")]
    [InlineData("joe@shop.example", "[email]")]
    [InlineData("token=abc", "token=[token]")]
    [InlineData("sk_live_4eC39HqLyjWDarjtT1zdp7dc", "[token]")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqb2UifQ.c2lnbmF0dXJl", "[token]")]
    public void Release_keeps_versions_and_hashes_but_no_person_and_no_token(string release, string kept) => Assert.Equal(kept, ReleaseName.Of(release));

    [Theory]
    [InlineData("CDN.example", "cdn.example")]
    [InlineData("cdn.example:8443", "cdn.example:8443")]
    [InlineData(" localhost ", "localhost")]
    [InlineData("", "")]
    [InlineData("cdn.example:x", "")]
    [InlineData("joe@cdn.example", "")]
    [InlineData("https://cdn.example/", "")]
    [InlineData("call +49 151", "")]
    public void Host_is_kept_only_if_it_looks_like_one(string name, string kept) => Assert.Equal(kept, BeaconText.Host(name));
}
