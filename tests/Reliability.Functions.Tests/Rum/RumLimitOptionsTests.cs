using System.ComponentModel.DataAnnotations;
using Reliability.Functions.Rum;

namespace Reliability.Functions.Tests.Rum;

public sealed class RumLimitOptionsTests
{
    [Fact]
    public void Proxies_are_addresses_and_networks() =>
        Assert.Equal(["10.0.0.4/32", "10.1.0.0/16", "2001:db8::1/128"], Valid(" 10.0.0.4, 10.1.0.0/16,,2001:db8::1").ProxyNetworks().Select(network => network.ToString()));

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.4 10.0.0.5")]
    [InlineData("10.0.0.4/33")]
    public void Proxy_that_is_neither_is_refused_at_the_start(string proxies)
    {
        Assert.Throws<ValidationException>(() => Valid(proxies));
        Assert.Throws<FormatException>(() => new RumLimitOptions { TrustedProxies = proxies }.ProxyNetworks());
    }

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(1, 0, false)]
    [InlineData(1, 1, true)]
    [InlineData(1_000_000, 10_000_000, true)]
    [InlineData(1_000_001, 1, false)]
    [InlineData(1, 10_000_001, false)]
    public void Limits_have_bounds(int perSecond, int burst, bool isValid)
    {
        Assert.Equal(isValid, IsValid(new RumLimitOptions { AddressPerSecond = perSecond, AddressBurst = burst }));
        Assert.Equal(isValid, IsValid(new RumLimitOptions { KeyPerSecond = perSecond, KeyBurst = burst }));
    }

    private static bool IsValid(RumLimitOptions options) => Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true);

    private static RumLimitOptions Valid(string proxies)
    {
        var options = new RumLimitOptions { TrustedProxies = proxies };
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return options;
    }
}
