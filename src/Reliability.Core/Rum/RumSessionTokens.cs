namespace Reliability.Core.Rum;

/// <summary>That a site takes only beacons with a token that its own back end has signed.</summary>
/// <param name="Secret">What the back end signs with; at least <see cref="LeastSecretLength"/> bytes.</param>
/// <param name="LongestLife">How far ahead the expiry of a token may be; 1 minute to 7 days.</param>
public sealed record RumSessionTokens(ReadOnlyMemory<byte> Secret, TimeSpan LongestLife)
{
    /// <summary>The length of the shortest secret, in bytes: as many as the signature has (RFC 2104, section 3).</summary>
    public const int LeastSecretLength = 32;

    /// <summary>The life of tokens when the site does not say.</summary>
    public static readonly TimeSpan DefaultLife = TimeSpan.FromMinutes(60);
}
