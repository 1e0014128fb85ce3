using System.Text;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;

namespace Reliability.Core.Tests.Rum.Formats;

/// <summary>What senders do that is not quite as it should be, and does no harm.</summary>
public sealed class SenderOddityTests
{
    [Theory]
    [InlineData("1b8", 1_700.0)]
    [InlineData("1e3", 1_803.0)]
    [InlineData("1234", 1_234.0)]
    [InlineData("1234.5", 1_234.5)]
    [InlineData("1e-7", 1e-7)]
    [InlineData("mwq5a1b2", 1_795_249_631_774.0)]
    [InlineData("undefined", null)]
    [InlineData("null", null)]
    [InlineData("1B8", null)]
    [InlineData("1b8.5", null)]
    [InlineData("aaaaaaaaaa", null)]
    [InlineData("NaN", null)]
    [InlineData("", null)]
    public void Number_of_boomerang_is_read_in_its_base(string text, double? number) => Assert.Equal(number, BoomerangNumbers.Either(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Times_of_boomerang_in_base_36_are_read_and_scores_are_not()
    {
        var reading = Read("pid=1&rt.start=navigation&u=/x&pt.lcp=1b8&c.cls=2s&nt_nav_st=mwq5a1b2&nt_res_st=mwq5a1bc");
        Assert.Equal([(VitalMetric.TTFB, 10.0), (VitalMetric.LCP, 1_700.0)], reading.Samples.Select(sample => (sample.Metric, sample.Value)));
        Assert.Equal(RejectReason.WrongType, Assert.Single(reading.Errors).Reason);
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"resourceLogs":[]}""", null)]
    [InlineData("\uFEFF{}", null)]
    [InlineData("""{"resourceLogs":7}""", "resourceLogs")]
    [InlineData("""{"name":"LCP","value":1}""", "resourceLogs")]
    [InlineData("[]", "resourceLogs")]
    [InlineData("7", "resourceLogs")]
    [InlineData("", "")]
    [InlineData("{", "")]
    public void Only_OTLP_is_taken_as_logs(string body, string? fault)
    {
        var reading = new BeaconReading();
        new BeaconParser().ParseLogs(Encoding.UTF8.GetBytes(body), Visits.Desktop, reading);
        Assert.Equal((0, 0, fault is null), (reading.Accepted, reading.Rejected, reading.Fault is null));
        if (fault is not null) Assert.Contains(fault, reading.Fault!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"LCP","value":1}""")]
    [InlineData("""{"rum":1,"events":[{"t":"vital","name":"LCP","value":1}]}""")]
    [InlineData("pid=1&rt.start=navigation&u=/x&pt.lcp=1")]
    public void Byte_order_mark_is_passed_over(string body) => Assert.Equal((VitalMetric.LCP, 1.0), Read("\uFEFF" + body).Samples.Select(sample => (sample.Metric, sample.Value)).Single());

    [Theory]
    [InlineData("id")]
    [InlineData("page")]
    [InlineData("url")]
    [InlineData("device")]
    [InlineData("connection")]
    [InlineData("release")]
    [InlineData("navigationType")]
    public void Optional_field_of_a_wrong_type_is_as_one_that_is_missing(string field)
    {
        var expected = Assert.Single(Read("""{"name":"LCP","value":1}""").Samples);
        foreach (var value in new[] { "7", "{\"a\":1}", "false", "[]" })
        {
            Assert.Equal(expected, Assert.Single(Read($"{{\"name\":\"LCP\",\"value\":1,\"{field}\":{value}}}").Samples));
            Assert.Equal(expected, Assert.Single(Read($"{{\"rum\":1,\"{field}\":{value},\"events\":[{{\"t\":\"vital\",\"name\":\"LCP\",\"value\":1,\"{field}\":{value}}}]}}").Samples));
        }
    }

    [Theory]
    [InlineData("javascript:alert(1)", "(unknown)")]
    [InlineData(" DATA:text/html,hello", "(unknown)")]
    [InlineData("/data:x", "/data:x")]
    [InlineData("/hosts/1.2.3.4/x", "/hosts/:id/x")]
    public void Page_is_named_by_addresses_of_pages_only(string address, string template) => Assert.Equal(template, PageTemplate.FromAddress(address));

    private static BeaconReading Read(string body)
    {
        var reading = new BeaconReading();
        new BeaconParser().Parse(Encoding.UTF8.GetBytes(body), Visits.Desktop, reading);
        return reading;
    }
}
