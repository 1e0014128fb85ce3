using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Reliability.Core.Rum;

/// <summary>Which web origins may send to a site: one origin, one origin on any port, or any.</summary>
/// <remarks>Schemes and hosts compare without case; a default port equals no port. RFC 6454 names the parts.</remarks>
public sealed record OriginPattern
{
    private readonly string _scheme;
    private readonly string _host;
    private readonly int _port;

    private OriginPattern(string scheme, string host, int port) => (_scheme, _host, _port) = (scheme, host, port);

    /// <summary>Gets the pattern <c>*</c>, which every request matches, even one without an origin.</summary>
    public static OriginPattern Any { get; } = new("*", "*", OriginParts.AnyPort);

    /// <summary>Gets whether this is <c>*</c>.</summary>
    public bool IsAny => _scheme == "*";

    /// <summary>Reads <c>scheme://host</c>, <c>scheme://host:port</c>, <c>scheme://host:*</c> or <c>*</c>.</summary>
    /// <param name="text">The pattern; hosts are exact, so <c>*.shop.example</c> is refused.</param>
    /// <param name="pattern">The pattern, or null when refused.</param>
    /// <param name="reason">Why it was refused, or null.</param>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out OriginPattern? pattern,
        [NotNullWhen(false)] out string? reason)
    {
        pattern = null;
        if (text == "*")
        {
            (pattern, reason) = (Any, null);
            return true;
        }

        if (!OriginParts.TryRead(text, out var parts, out reason))
            return false;
        pattern = new OriginPattern(
            parts.Scheme.ToString().ToLowerInvariant(), parts.Host.ToString().ToLowerInvariant(), parts.Port);
        return true;
    }

    /// <summary>Decides whether a request may come from an origin.</summary>
    /// <param name="origin">The <c>Origin</c> header; null when absent. The opaque origin <c>null</c>, like a malformed one, matches only <c>*</c>.</param>
    public bool Matches(string? origin) =>
        IsAny
        || (OriginParts.TryRead(origin, out var parts, out _)
            && parts.Port != OriginParts.AnyPort
            && (_port == OriginParts.AnyPort || _port == parts.Port)
            && parts.Scheme.Equals(_scheme, StringComparison.OrdinalIgnoreCase)
            && parts.Host.Equals(_host, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns the pattern in the form that <see cref="TryParse"/> reads, without a default port.</summary>
    public override string ToString() => _port switch
    {
        _ when IsAny => "*",
        OriginParts.AnyPort => $"{_scheme}://{_host}:*",
        _ when _port == OriginParts.DefaultPort(_scheme) => $"{_scheme}://{_host}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{_scheme}://{_host}:{_port}"),
    };
}
