using System.Text;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;

namespace Reliability.Core.Tests.Rum.Formats;

public sealed class BeaconSnifferTests
{
    [Theory]
    [InlineData("""{"name":"LCP","value":1}""", BeaconFormat.WebVitals)]
    [InlineData("""[{"name":"LCP","value":1}]""", BeaconFormat.WebVitals)]
    [InlineData(""" [ { "delta":1, "meta":{"a":1}, "body":2, "value":1 } ]""", BeaconFormat.WebVitals)]
    [InlineData("""{"rum":"yes","url":"/","value":1}""", BeaconFormat.WebVitals)]
    [InlineData("""{"type":"x","url":"/"}""", BeaconFormat.WebVitals)]
    [InlineData("[]", BeaconFormat.WebVitals)]
    [InlineData("{}", BeaconFormat.WebVitals)]
    [InlineData("[1]", BeaconFormat.WebVitals)]
    [InlineData("", BeaconFormat.WebVitals)]
    [InlineData("name=LCP&value=1", BeaconFormat.WebVitals)]
    [InlineData("\n\t {\"rum\":1,\"events\":[]}", BeaconFormat.Client)]
    [InlineData("""{"events":[{"t":"vital","name":"LCP"}],"page":"/","rum" : 2}""", BeaconFormat.Client)]
    [InlineData("""{"meta":{}}""", BeaconFormat.Faro)]
    [InlineData("""{"meta":{},"measurements":[]}""", BeaconFormat.Faro)]
    [InlineData("""{"exceptions":[],"meta":{}}""", BeaconFormat.Faro)]
    [InlineData("""{"events":[],"meta":{}}""", BeaconFormat.Faro)]
    [InlineData("""{"resourceLogs":[]}""", BeaconFormat.Otlp)]
    [InlineData("""{"csp-report":{}}""", BeaconFormat.Reporting)]
    [InlineData("""[{"age":1,"body":{"name":"x"},"type":"crash","url":"/"}]""", BeaconFormat.Reporting)]
    [InlineData("""{"type":"crash","url":"/","user_agent":"","body":{}}""", BeaconFormat.Reporting)]
    [InlineData("v=1&u=%2F&rt.start=navigation", BeaconFormat.Boomerang)]
    [InlineData(" u=%2F&pid=1", BeaconFormat.Boomerang)]
    public void Format_is_told_by_names_at_the_top(string body, BeaconFormat format) =>
        Assert.Equal(format, BeaconSniffer.FormatOf(Encoding.UTF8.GetBytes(body)));
}
