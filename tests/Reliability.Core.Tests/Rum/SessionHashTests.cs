using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class SessionHashTests
{
    [Fact]
    public void Id_means_its_hash() => Assert.Equal([SessionHash.Of("s-1")], SessionHash.Meant("s-1"));

    [Fact]
    public void Sixteen_hexadecimal_digits_mean_a_hash_as_shown_or_an_id() =>
        Assert.Equal([SessionHash.Of("00000000000000ff"), 0xFF], SessionHash.Meant("00000000000000ff"));
}
