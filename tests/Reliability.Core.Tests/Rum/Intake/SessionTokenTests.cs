using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Intake;

namespace Reliability.Core.Tests.Rum.Intake;

public sealed class SessionTokenTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RumSessionTokens Rules = new(Encoding.UTF8.GetBytes(Secret), TimeSpan.FromMinutes(60));

    [Theory]
    [InlineData(1, true)]
    [InlineData(1_800, true)]
    [InlineData(3_660, true)]
    [InlineData(3_661, false)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(100_000_000, false)]
    public void Token_is_valid_until_it_expires_and_not_longer_than_the_site_allows(int seconds, bool isValid) =>
        Assert.Equal(isValid, SessionToken.IsValid(Sign(Expiry(seconds) + ".s-1"), Rules, Now));

    [Fact]
    public void Token_of_another_secret_is_not_valid() =>
        Assert.False(SessionToken.IsValid(Sign(Expiry(60) + ".s-1", "another secret of thirty-two bytes"), Rules, Now));

    [Fact]
    public void Token_with_any_character_changed_is_not_valid()
    {
        var token = Sign(Expiry(60) + ".s-1");
        for (var i = 0; i < token.Length; i++)
        {
            foreach (var other in "AZaz09-_.=\u00E9\0".Where(other => other != token[i] && !IsSpareBits(token, i)))
                Assert.False(SessionToken.IsValid(Replace(token, i, other), Rules, Now), $"{other} at {i}");
            Assert.False(SessionToken.IsValid(token.AsSpan(0, i), Rules, Now));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    public void Text_that_is_no_token_is_not_valid(string token) => Assert.False(SessionToken.IsValid(token, Rules, Now));

    [Theory]
    [InlineData("")]
    [InlineData(".s")]
    [InlineData("s")]
    [InlineData("{0}")]
    [InlineData("{0}.")]
    [InlineData("+{0}.s")]
    [InlineData(" {0}.s")]
    [InlineData("-{0}.s")]
    [InlineData("99999999999999999999.s")]
    [InlineData("{0}.0123456789012345678901234567890123456789012345678901234567890123456789")]
    public void Signed_payload_of_another_shape_is_not_valid(string payload) =>
        Assert.False(SessionToken.IsValid(Sign(payload.Replace("{0}", Expiry(60), StringComparison.Ordinal)), Rules, Now));

    [Fact]
    public void Very_long_token_is_not_valid() => Assert.False(SessionToken.IsValid(new string('a', 100_000) + "." + new string('b', 100_000), Rules, Now));

    private static string Expiry(int seconds) => $"{Now.ToUnixTimeSeconds() + seconds}";

    // As a back end does it.
    private static string Sign(string payload, string secret = Secret)
    {
        var text = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload));
        return text + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(text)));
    }

    private static string Replace(string token, int at, char other) => string.Concat(token.AsSpan(0, at), [other], token.AsSpan(at + 1));

    // The last character of a signature of 32 bytes has two bits that say nothing.
    private static bool IsSpareBits(string token, int at) => at == token.Length - 1;
}
