using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Reliability.Core.Rum;

/// <summary>The parts of a serialised origin, read without allocating: this runs for every beacon.</summary>
internal readonly ref struct OriginParts
{
    /// <summary>The port of <c>scheme://host:*</c>.</summary>
    public const int AnyPort = -1;

    private static readonly SearchValues<char> SchemeChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static readonly SearchValues<char> HostChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    private static readonly SearchValues<char> AddressChars = SearchValues.Create("0123456789abcdefABCDEF:.");

    public ReadOnlySpan<char> Scheme { get; private init; }

    public ReadOnlySpan<char> Host { get; private init; }

    public int Port { get; private init; }

    /// <summary>Returns the port that a scheme implies, or 0 when it implies none.</summary>
    public static int DefaultPort(ReadOnlySpan<char> scheme) =>
        scheme.Equals("https", StringComparison.OrdinalIgnoreCase) ? 443
        : scheme.Equals("http", StringComparison.OrdinalIgnoreCase) ? 80
        : 0;

    public static bool TryRead(string? text, out OriginParts parts, [NotNullWhen(false)] out string? reason)
    {
        parts = default;
        var span = text.AsSpan();
        var separator = span.IndexOf("://");
        if (separator <= 0 || !char.IsAsciiLetter(span[0]) || span[..separator].ContainsAnyExcept(SchemeChars))
        {
            reason = "must be scheme://host, scheme://host:port, scheme://host:* or *";
            return false;
        }

        var scheme = span[..separator];
        var authority = span[(separator + 3)..];
        var hostEnd = HostLength(authority);
        if (!IsHost(authority[..hostEnd]))
        {
            reason = "must have one exact host after ://, without wildcard, user, path or query";
            return false;
        }

        if (!TryReadPort(authority[hostEnd..], DefaultPort(scheme), out var port))
        {
            reason = "must end after the host or with a port, 1 to 65535 or *; a path is not allowed";
            return false;
        }

        parts = new OriginParts { Scheme = scheme, Host = authority[..hostEnd], Port = port };
        reason = null;
        return true;
    }

    private static int HostLength(ReadOnlySpan<char> authority)
    {
        var end = authority.StartsWith("[") ? authority.IndexOf(']') + 1 : authority.IndexOfAny(':', '/');
        return end < 0 ? authority.Length : end;
    }

    private static bool IsHost(ReadOnlySpan<char> host) =>
        host.StartsWith("[")
            ? host.Length > 3 && !host[1..^1].ContainsAnyExcept(AddressChars)
            : host.Length is > 0 and <= 253 && !host.ContainsAnyExcept(HostChars);

    private static bool TryReadPort(ReadOnlySpan<char> text, int defaultPort, out int port)
    {
        port = text is ":*" ? AnyPort : defaultPort;
        if (text.IsEmpty || port == AnyPort)
            return true;
        return text[0] == ':'
            && int.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port is >= 1 and <= 65_535;
    }
}
