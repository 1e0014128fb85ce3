using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reliability.Core.Rum.Intake;

/// <summary>Checks the tokens that a site's back end gives to its pages, so that nobody else can send in the site's name.</summary>
/// <remarks>
/// A token is <c>payload.signature</c>, both base64url. The payload is <c>expiry.session</c>: seconds since 1970, and any name
/// of 1 to 64 bytes for who got the token. The signature is the HMAC-SHA256 (RFC 2104) of the payload as it stands in the token.
/// </remarks>
public static class SessionToken
{
    /// <summary>The longest token, in characters.</summary>
    public const int MaxLength = 256;

    private const int MaxSessionLength = 64;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Tells whether a token is signed with the site's secret, not expired, and not valid for longer than the site allows.</summary>
    /// <param name="token">What was sent; may be empty.</param>
    /// <param name="rules">The site's secret and longest life.</param>
    /// <param name="now">The time of the check; the back end's clock may be a minute ahead.</param>
    public static bool IsValid(ReadOnlySpan<char> token, RumSessionTokens rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var dot = token.IndexOf('.');
        if (dot <= 0 || token.Length > MaxLength || !Ascii.IsValid(token)) return false;
        var payload = token[..dot];
        return IsSigned(payload, token[(dot + 1)..], rules) && IsInTime(payload, rules, now);
    }

    private static bool IsSigned(ReadOnlySpan<char> payload, ReadOnlySpan<char> signature, RumSessionTokens rules)
    {
        Span<byte> signed = stackalloc byte[MaxLength];
        Span<byte> given = stackalloc byte[MaxLength];
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!TryDecode(signature, given, out var length)) return false;
        signed = signed[..Encoding.ASCII.GetBytes(payload, signed)];
        HMACSHA256.HashData(rules.Secret.Span, signed, expected);
        return CryptographicOperations.FixedTimeEquals(expected, given[..length]);
    }

    private static bool IsInTime(ReadOnlySpan<char> payload, RumSessionTokens rules, DateTimeOffset now)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        if (!TryDecode(payload, text, out var length)) return false;
        text = text[..length];
        var dot = text.IndexOf((byte)'.');
        if (dot <= 0 || text.Length - dot - 1 is < 1 or > MaxSessionLength) return false;
        if (!long.TryParse(text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var expiry)) return false;
        return expiry > now.ToUnixTimeSeconds() && expiry <= (now + rules.LongestLife + ClockSkew).ToUnixTimeSeconds();
    }

    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination, out int length)
    {
        length = 0;
        return Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, destination, out length);
    }
}
