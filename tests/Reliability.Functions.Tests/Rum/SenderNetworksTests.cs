using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Reliability.Functions.Rum;

namespace Reliability.Functions.Tests.Rum;

public sealed class SenderNetworksTests
{
    [Theory]
    [InlineData("203.0.113.7", null, "203.0.113.0")]
    [InlineData("203.0.113.7", "198.51.100.1", "203.0.113.0")]
    [InlineData("::ffff:203.0.113.7", null, "203.0.113.0")]
    [InlineData("2001:db8:1:2:3:4:5:6", null, "2001:db8:1::")]
    [InlineData("127.0.0.1", "198.51.100.1", "198.51.100.0")]
    [InlineData("::1", "198.51.100.1", "198.51.100.0")]
    [InlineData("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.0")]
    [InlineData("127.0.0.1", "198.51.100.1:4711", "198.51.100.0")]
    [InlineData("127.0.0.1", "[2001:db8:9::1]:4711", "2001:db8:9::")]
    [InlineData("127.0.0.1", "2001:db8:9::1", "2001:db8:9::")]
    [InlineData("127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.0")]
    [InlineData("127.0.0.1", "198.51.100.1,10.0.0.4", "198.51.100.0")]
    [InlineData("127.0.0.1", "198.51.100.1,10.0.0.4 , 127.0.0.1:80", "198.51.100.0")]
    [InlineData("10.0.0.4", "198.51.100.1", "198.51.100.0")]
    [InlineData("10.1.2.3", "198.51.100.1", "198.51.100.0")]
    [InlineData("::ffff:10.1.2.3", "198.51.100.1", "198.51.100.0")]
    [InlineData("10.0.0.5", "198.51.100.1", "10.0.0.0")]
    [InlineData("10.0.0.4", null, "10.0.0.0")]
    [InlineData("10.0.0.4", "198.51.100.1, unknown", "10.0.0.0")]
    public void Network_is_that_of_the_last_address_that_is_no_proxy(string connection, string? forwarded, string network) =>
        Assert.Equal(SenderNetwork.Of(IPAddress.Parse(network)), Find(connection, forwarded));

    [Theory]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("127.0.0.1", "")]
    [InlineData("127.0.0.1", "nonsense")]
    [InlineData("127.0.0.1", "127.0.0.1, 10.0.0.4")]
    [InlineData(null, "198.51.100.1")]
    public void Request_of_this_machine_has_none(string? connection, string? forwarded) => Assert.False(Find(connection, forwarded).IsKnown);

    [Fact]
    public void Last_of_several_headers_counts() =>
        Assert.Equal(SenderNetwork.Of(IPAddress.Parse("198.51.100.1")), Find("127.0.0.1", new StringValues(["1.2.3.4", "198.51.100.1"])));

    [Fact]
    public void Addresses_of_one_network_are_the_same_and_those_of_others_are_not()
    {
        SenderNetwork Of(string address) => SenderNetwork.Of(IPAddress.Parse(address));
        Assert.Equal(Of("203.0.113.1"), Of("203.0.113.254"));
        Assert.NotEqual(Of("203.0.113.1"), Of("203.0.114.1"));
        Assert.Equal(Of("2001:db8:1:ffff::1"), Of("2001:db8:1::2"));
        Assert.NotEqual(Of("2001:db8:1::1"), Of("2001:db8:2::1"));
        Assert.True(Of("0.0.0.0").IsKnown && Of("::").IsKnown && Of("::") != Of("0.0.0.0"));
    }

    private static SenderNetwork Find(string? connection, StringValues forwarded)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = connection is null ? null : IPAddress.Parse(connection);
        if (forwarded != StringValues.Empty) context.Request.Headers["X-Forwarded-For"] = forwarded;
        return new SenderNetworks([IPNetwork.Parse("10.0.0.4/32"), IPNetwork.Parse("10.1.0.0/16")]).Of(context);
    }
}
