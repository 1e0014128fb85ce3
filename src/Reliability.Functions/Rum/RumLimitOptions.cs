using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Reliability.Functions.Rum;

/// <summary>How many beacons strangers may send. Each process counts for itself.</summary>
public sealed class RumLimitOptions : IValidatableObject
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string Section = "Reliability:RumLimits";

    /// <summary>Gets the requests per second of one network: the first 24 bits of an IPv4 address, 48 of an IPv6 address.</summary>
    /// <value>1 to 1,000,000; default 300. More get 429.</value>
    [Range(1, 1_000_000)] public int AddressPerSecond { get; init; } = 300;

    /// <summary>Gets the requests of one network at once.</summary>
    /// <value>1 to 10,000,000; default 1,000.</value>
    [Range(1, 10_000_000)] public int AddressBurst { get; init; } = 1_000;

    /// <summary>Gets the requests per second with one key of a site.</summary>
    /// <value>1 to 1,000,000; default 50,000. More get 429.</value>
    [Range(1, 1_000_000)] public int KeyPerSecond { get; init; } = 50_000;

    /// <summary>Gets the requests with one key at once.</summary>
    /// <value>1 to 10,000,000; default 100,000.</value>
    [Range(1, 10_000_000)] public int KeyBurst { get; init; } = 100_000;

    /// <summary>Gets the proxies whose <c>X-Forwarded-For</c> is believed, besides this machine: addresses and networks, separated by commas.</summary>
    /// <value><c>10.0.0.4, 10.1.0.0/16</c>; default none.</value>
    public string TrustedProxies { get; init; } = "";

    /// <summary>Reads <see cref="TrustedProxies"/>.</summary>
    /// <exception cref="FormatException">Something in it is neither an address nor a network.</exception>
    public IReadOnlyList<IPNetwork> ProxyNetworks() => [.. Items().Select(item => Read(item) ?? throw new FormatException($"'{item}' is no network."))];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Items()
        .Where(item => Read(item) is null)
        .Select(item => new ValidationResult($"'{item}' is neither an IP address nor a network such as 10.1.0.0/16.", [nameof(TrustedProxies)]));

    private string[] Items() => TrustedProxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IPNetwork? Read(string item)
    {
        if (IPNetwork.TryParse(item, out var network)) return network;
        return IPAddress.TryParse(item, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}
