using System.Text;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;

namespace Reliability.Core.Tests.Rum.Formats;

public sealed class FaroResourceHostTests
{
    [Theory]
    [InlineData("https://CDN.example/a.js?v=1", null, "cdn.example")]
    [InlineData("https://cdn.example:8443/a.js", null, "cdn.example:8443")]
    [InlineData("https://cdn.example", "unknown", "cdn.example")]
    [InlineData("https:\\/\\/cdn.example\\/a.js", null, "cdn.example")]
    [InlineData("https://user:pw@cdn.example/a.js", null, "cdn.example")]
    [InlineData("https://Shop.example/a.js", null, "")]
    [InlineData("https://shop.example:443/a.js", null, "")]
    [InlineData("/a.js", null, "")]
    [InlineData("/a.js", "unknown", "")]
    [InlineData("/a.js", "CDN.example", "cdn.example")]
    public void Host_of_a_resource_is_that_of_its_address(string address, string? httpHost, string host)
    {
        var told = httpHost is null ? "" : $",\"httpHost\":\"{httpHost}\"";
        var body = "{\"meta\":{\"page\":{\"url\":\"https://shop.example/\"}},\"events\":[{\"name\":\"faro.performance.resource\",\"attributes\":{\"name\":\""
            + address + "\",\"initiatorType\":\"script\"" + told + "}}],\"measurements\":[]}";
        var reading = new BeaconReading();
        new BeaconParser().Parse(Encoding.UTF8.GetBytes(body), Visits.Desktop, reading);
        Assert.Equal(host, Assert.IsType<ResourceEvent>(Assert.Single(reading.Events)).Host);
    }
}
