using System.Text;
using Reliability.Core.Numerics;

namespace Reliability.Core.Tests.Numerics;

public sealed class Hash64Tests
{
    private const ulong Prime = 11_400_714_785_074_694_797;

    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void Hash_is_the_published_one(string text, ulong hash) => Assert.Equal(hash, Hash64.Of(Encoding.UTF8.GetBytes(text)));

    // The sanity buffer of the reference implementation (xxHash, tests/sanity_test_vectors.h).
    [Theory]
    [InlineData(0, 0xEF46DB3751D8E999)]
    [InlineData(1, 0xE934A84ADB052768)]
    [InlineData(4, 0x9136A0DCA57457EE)]
    [InlineData(14, 0x8282DCC4994E35C8)]
    [InlineData(222, 0xB641AE8CB691C174)]
    public void Hash_of_the_reference_buffer_is_the_published_one(int length, ulong hash)
    {
        var generator = 2_654_435_761UL;
        var buffer = new byte[length];
        for (var i = 0; i < length; i++)
        {
            buffer[i] = (byte)(generator >> 56);
            generator = unchecked(generator * Prime);
        }

        Assert.Equal(hash, Hash64.Of(buffer));
    }

    [Fact]
    public void Text_is_hashed_as_its_code_units() => Assert.Equal(Hash64.Of(Encoding.Unicode.GetBytes("péage 😀")), Hash64.Of("péage 😀".AsSpan()));

    [Fact]
    public void One_more_byte_changes_the_hash_at_every_length()
    {
        var bytes = new byte[200];
        Assert.Equal(201, Enumerable.Range(0, 201).Select(length => Hash64.Of(bytes.AsSpan(0, length))).Distinct().Count());
    }
}
