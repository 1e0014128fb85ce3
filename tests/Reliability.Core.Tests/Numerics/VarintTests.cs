using FsCheck;
using FsCheck.Fluent;
using Reliability.Core.Numerics;

namespace Reliability.Core.Tests.Numerics;

public sealed class VarintTests
{
    [Fact]
    public void Every_value_at_the_edge_of_a_length_is_read_back()
    {
        Span<byte> bytes = stackalloc byte[Varint.MaxLength];
        for (var bits = 0; bits < 63; bits++)
        {
            foreach (var value in new[] { (1L << bits) - 1, 1L << bits, long.MaxValue - bits })
            {
                var length = Varint.Write(bytes, value);
                Assert.Equal(Varint.Length(value), length);
                var reader = new VarintReader(bytes[..length]);
                Assert.True(reader.TryRead(out var read));
                Assert.Equal(value, read);
                Assert.True(reader.AtEnd);
                Assert.False(reader.TryRead(out _));
            }
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(127, 1)]
    [InlineData(128, 2)]
    [InlineData(16_383, 2)]
    [InlineData(16_384, 3)]
    [InlineData(long.MaxValue, 9)]
    public void Length_grows_by_one_byte_per_seven_bits(long value, int length) => Assert.Equal(length, Varint.Length(value));

    [Fact]
    public void Negative_value_has_no_form()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Varint.Length(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Varint.Write(new byte[9], -1));
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0x80, 0x00 })]
    [InlineData(new byte[] { 0xFF, 0x80, 0x00 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    public void Bytes_that_are_never_written_are_not_read(byte[] bytes)
    {
        var reader = new VarintReader(bytes);
        Assert.False(reader.TryRead(out var value));
        Assert.Equal(0, value);
    }

    [Fact]
    public void Whatever_is_read_has_one_form_only() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        var reader = new VarintReader(bytes);
        var position = 0;
        Span<byte> again = stackalloc byte[Varint.MaxLength];
        while (reader.TryRead(out var value))
        {
            var length = Varint.Write(again, value);
            if (!bytes.AsSpan(position, length).SequenceEqual(again[..length])) return false;
            position += length;
        }

        return true;
    }).QuickCheckThrowOnFailure();
}
