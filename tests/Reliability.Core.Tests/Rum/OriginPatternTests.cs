using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class OriginPatternTests
{
    [Theory]
    [InlineData("https://shop.example", "https://shop.example")]
    [InlineData("https://shop.example", "https://shop.example:443")]
    [InlineData("https://shop.example:443", "https://shop.example")]
    [InlineData("http://shop.example", "http://shop.example:80")]
    [InlineData("HTTPS://Shop.Example", "https://shop.EXAMPLE")]
    [InlineData("http://127.0.0.1:*", "http://127.0.0.1:5173")]
    [InlineData("http://127.0.0.1:*", "http://127.0.0.1")]
    [InlineData("http://[::1]:*", "http://[::1]:8080")]
    [InlineData("capacitor://localhost", "capacitor://localhost")]
    [InlineData("*", "https://anything.example")]
    [InlineData("*", "null")]
    [InlineData("*", null)]
    public void Pattern_matches(string pattern, string? origin) => Assert.True(Parse(pattern).Matches(origin));

    [Theory]
    [InlineData("https://shop.example", "http://shop.example")]
    [InlineData("https://shop.example", "https://shop.example:8443")]
    [InlineData("https://shop.example", "https://www.shop.example")]
    [InlineData("https://shop.example", "https://shop.example.evil.test")]
    [InlineData("https://shop.example", "https://shop.example@evil.test")]
    [InlineData("https://shop.example", "https://shop.example/path")]
    [InlineData("https://shop.example", "null")]
    [InlineData("https://shop.example", "")]
    [InlineData("https://shop.example", null)]
    [InlineData("http://127.0.0.1:*", "https://127.0.0.1:5173")]
    [InlineData("http://127.0.0.1:*", "http://127.0.0.1:*")]
    [InlineData("http://127.0.0.1:*", "http://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:*", "http://127.0.0.1:65536")]
    [InlineData("http://127.0.0.1:*", "http://127.0.0.10:80")]
    public void Pattern_does_not_match(string pattern, string? origin) => Assert.False(Parse(pattern).Matches(origin));

    [Theory]
    [InlineData("shop.example")]
    [InlineData("https://")]
    [InlineData("https://shop.example/")]
    [InlineData("https://shop.example/checkout")]
    [InlineData("https://shop.example?a=1")]
    [InlineData("https://shop.example:")]
    [InlineData("https://shop.example:0")]
    [InlineData("https://shop.example:65536")]
    [InlineData("https://shop.example:+80")]
    [InlineData("https://*.shop.example")]
    [InlineData("https://user@shop.example")]
    [InlineData("https://[::1")]
    [InlineData("1http://shop.example")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData(null)]
    public void Pattern_is_refused_with_a_reason(string? text)
    {
        Assert.False(OriginPattern.TryParse(text, out var pattern, out var reason));
        Assert.Null(pattern);
        Assert.False(string.IsNullOrEmpty(reason));
    }

    [Theory]
    [InlineData("HTTPS://Shop.Example:443", "https://shop.example")]
    [InlineData("http://localhost:*", "http://localhost:*")]
    [InlineData("http://localhost:8080", "http://localhost:8080")]
    [InlineData("*", "*")]
    public void Pattern_is_written_in_one_form(string text, string written) => Assert.Equal(written, Parse(text).ToString());

    [Fact]
    public void Refused_origin_costs_no_memory()
    {
        var pattern = Parse("https://shop.example");
        pattern.Matches("https://evil.test");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            pattern.Matches("https://evil.test");
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static OriginPattern Parse(string text)
    {
        Assert.True(OriginPattern.TryParse(text, out var pattern, out var reason), reason);
        return pattern;
    }
}
