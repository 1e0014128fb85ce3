using System.Text;
using Reliability.Core.Rum;
using Reliability.Functions.Rum.Signals;

namespace Reliability.Functions.Tests.Rum.Signals;

public sealed class BusinessBodyTests
{
    private static readonly DateTimeOffset Now = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly RumSite[] Sites =
    [
        new() { Name = "shop", Keys = ["k"], Origins = [], Service = "storefront" },
        new() { Name = "blog", Keys = ["k"], Origins = [], Service = "blog" },
    ];

    [Fact]
    public void Event_is_read_with_its_age_service_and_tags()
    {
        var body = Read("""{"value":12.5,"timestamp":"2026-10-01T11:59:00Z","service":"storefront","dimensions":{"plan":"gold","items":3,"first":true,"none":null},"other":1}""");
        var happened = Assert.IsType<BusinessEvent>(Assert.Single(body.Events["shop"]));
        Assert.Equal(("revenue", 12.5, 60), (happened.Metric, happened.Value, happened.AgeSeconds));
        Assert.Equal(new Dictionary<string, string> { ["plan"] = "gold", ["items"] = "3", ["first"] = "True", ["none"] = "" }, happened.Tags);
        Assert.Equal((1, 0), (body.Accepted, body.Rejected));
    }

    [Fact]
    public void Events_go_to_the_site_of_their_service()
    {
        var body = Read("""[{"value":1,"service":"storefront"},{"value":2,"service":"blog"},{"value":3,"service":"payments"},{"value":4},{"value":5,"service":null}]""");
        Assert.Equal([("blog", 1), ("business", 2), ("payments", 1), ("shop", 1)], body.Events.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value.Count)));
        Assert.Equal("shop", BusinessSite.Of(null, Sites[..1]));
    }

    [Theory]
    [InlineData("7", RejectReason.NotAnObject)]
    [InlineData("{}", RejectReason.MissingValue)]
    [InlineData("""{"value":"1"}""", RejectReason.WrongType)]
    [InlineData("""{"value":1e13}""", RejectReason.OutOfRange)]
    [InlineData("""{"value":1e999}""", RejectReason.OutOfRange)]
    [InlineData("""{"value":1,"timestamp":1759320000}""", RejectReason.WrongType)]
    [InlineData("""{"value":1,"timestamp":"yesterday"}""", RejectReason.WrongType)]
    [InlineData("""{"value":1,"timestamp":"2026-10-01T12:01:01Z"}""", RejectReason.OutOfRange)]
    [InlineData("""{"value":1,"timestamp":"2026-09-30T11:59:59Z"}""", RejectReason.OutOfRange)]
    [InlineData("""{"value":1,"service":7}""", RejectReason.WrongType)]
    [InlineData("""{"value":1,"service":"a|b"}""", RejectReason.OutOfRange)]
    [InlineData("""{"value":1,"dimensions":[]}""", RejectReason.WrongType)]
    [InlineData("""{"value":1,"dimensions":{"a":{}}}""", RejectReason.WrongType)]
    [InlineData("""{"value":1,"dimensions":{"":"x"}}""", RejectReason.OutOfRange)]
    [InlineData("""{"value":1,"dimensions":{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1}}""", RejectReason.OutOfRange)]
    public void Bad_event_does_not_reject_its_neighbours(string item, string reason)
    {
        var body = Read($$"""[{"value":1},{{item}},{"value":1,"timestamp":"2026-09-30T12:00:00Z"}]""");
        Assert.Equal((2, 1), (body.Accepted, body.Rejected));
        Assert.Equal([new EventError(1, reason)], body.Errors);
    }

    [Theory]
    [InlineData("", RejectReason.Malformed)]
    [InlineData("{", RejectReason.Malformed)]
    [InlineData("1", RejectReason.Malformed)]
    [InlineData("[]", RejectReason.Empty)]
    public void Body_that_cannot_be_read_is_refused_whole(string json, string fault) => Assert.Equal(fault, Read(json).Fault);

    [Fact]
    public void Events_beyond_the_thousandth_are_rejected()
    {
        var body = Read($"[{string.Join(',', Enumerable.Repeat("""{"value":1}""", 1_002))}]");
        Assert.Equal((1_000, 2), (body.Accepted, body.Rejected));
        Assert.Equal([new EventError(1_000, RejectReason.TooManyEvents), new EventError(1_001, RejectReason.TooManyEvents)], body.Errors);
    }

    private static BusinessBody Read(string json) => BusinessBody.Read(Encoding.UTF8.GetBytes(json), "revenue", Now, Sites);
}
