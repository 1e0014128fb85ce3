using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Reliability.Core.Rum;
using Reliability.Functions.Rum;
using Reliability.Integrations.Configuration;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Rum;

public sealed class BeaconGuardTests
{
    private const string Near = "203.0.113.7";
    private const string Far = "198.51.100.7";
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("0123456789abcdef0123456789abcdef");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Network_that_sends_too_much_is_told_when_to_come_back_and_others_are_not_held_back()
    {
        var (guard, site) = Make(new RumLimitOptions { AddressPerSecond = 1, AddressBurst = 3 });
        for (var i = 0; i < 3; i++) Assert.Null(guard.Check(From($"203.0.113.{i}"), site, "k1"));
        Assert.Equal(new BeaconRefusal("rate-limited", "Too many requests came from one network.", 1), guard.Check(From(Near), site, "k1"));
        Assert.Null(guard.Check(From(Far), site, "k1"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(guard.Check(From(Near), site, "k1"));
        Assert.NotNull(guard.Check(From(Near), site, "k1"));
    }

    [Fact]
    public void Key_that_is_used_too_much_is_refused_from_everywhere_and_the_sites_other_key_is_not()
    {
        var (guard, site) = Make(new RumLimitOptions { KeyPerSecond = 1, KeyBurst = 2 });
        Assert.Null(guard.Check(From(Near), site, "k1"));
        Assert.Null(guard.Check(From(Far), site, "k1"));
        Assert.Equal(new BeaconRefusal("rate-limited", "Too many requests came with one key.", 1), guard.Check(From("192.0.2.1"), site, "k1"));
        Assert.Null(guard.Check(From("192.0.2.1"), site, "k2"));
    }

    [Fact]
    public void What_one_network_sends_too_much_is_not_taken_from_the_key()
    {
        var (guard, site) = Make(new RumLimitOptions { AddressPerSecond = 1, AddressBurst = 1, KeyPerSecond = 1, KeyBurst = 2 });
        Assert.Null(guard.Check(From(Near), site, "k1"));
        for (var i = 0; i < 100; i++) Assert.NotNull(guard.Check(From(Near), site, "k1"));
        Assert.Null(guard.Check(From(Far), site, "k1"));
    }

    [Fact]
    public void Requests_of_this_machine_have_no_network()
    {
        var (guard, site) = Make(new RumLimitOptions { AddressPerSecond = 1, AddressBurst = 1 });
        for (var i = 0; i < 100; i++) Assert.Null(guard.Check(From("127.0.0.1"), site, "k1"));
    }

    [Fact]
    public void Site_that_asks_for_tokens_takes_them_in_the_query_and_in_a_header_and_refuses_all_else()
    {
        var (guard, site) = Make(new RumLimitOptions { KeyPerSecond = 1, KeyBurst = 2 }, new RumSessionTokens(Secret, TimeSpan.FromMinutes(60)));
        for (var i = 0; i < 10; i++) Assert.Equal(new BeaconRefusal("bad-token"), guard.Check(From(Near), site, "k1"));
        Assert.Equal(new BeaconRefusal("bad-token"), guard.Check(From(Near, "?token=x.y"), site, "k1"));
        var token = Token();
        Assert.Null(guard.Check(From(Near, $"?key=k1&token={token}"), site, "k1"));
        var request = From(Near);
        request.Headers["x-rum-token"] = token;
        Assert.Null(guard.Check(request, site, "k1"));
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("bad-token", guard.Check(request, site, "k1")?.Reason);
    }

    [Fact]
    public void Sender_is_the_same_in_every_process_and_differs_by_network_and_browser()
    {
        var (one, two) = (Make(new RumLimitOptions()).Guard, Make(new RumLimitOptions()).Guard);
        Assert.Equal(one.SenderOf(From(Near)), two.SenderOf(From("203.0.113.200")));
        Assert.NotEqual(one.SenderOf(From(Near)), one.SenderOf(From(Far)));
        var other = From(Near);
        other.Headers.UserAgent = "Another";
        Assert.NotEqual(one.SenderOf(From(Near)), one.SenderOf(other));
    }

    private (BeaconGuard Guard, RumSite Site) Make(RumLimitOptions limits, RumSessionTokens? tokens = null)
    {
        var site = new RumSite { Name = "shop", Keys = ["k1", "k2"], Origins = [OriginPattern.Any], Service = "shop", SessionTokens = tokens };
        return (new BeaconGuard(ReliabilityConfiguration.Empty with { Sites = [site] }, Options.Create(limits), _clock), site);
    }

    private static HttpRequest From(string address, string query = "")
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        context.Request.Headers.UserAgent = "Browser";
        context.Request.QueryString = new QueryString(query);
        return context.Request;
    }

    private string Token()
    {
        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{_clock.GetUtcNow().ToUnixTimeSeconds() + 300}.s-1"));
        return payload + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Secret, Encoding.ASCII.GetBytes(payload)));
    }
}
