using System.Runtime.CompilerServices;

namespace Reliability.Core.Numerics;

/// <summary>Non-negative integers in groups of seven bits, least significant first; the high bit says that another byte follows (LEB128).</summary>
public static class Varint
{
    /// <summary>The longest form, in bytes.</summary>
    public const int MaxLength = 9;

    /// <summary>Gets the number of bytes that <see cref="Write"/> uses: 1 for values below 128, at most 9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public static int Length(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value == 0 ? 1 : (70 - System.Numerics.BitOperations.LeadingZeroCount((ulong)value)) / 7;
    }

    /// <summary>Writes a value at the start of a span that is long enough.</summary>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public static int Write(Span<byte> destination, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var length = 0;
        while (value >= 0x80)
        {
            destination[length++] = unchecked((byte)(value | 0x80));
            value >>= 7;
        }

        destination[length++] = (byte)value;
        return length;
    }
}

/// <summary>Reads variable-length integers one after another.</summary>
/// <param name="bytes">What <see cref="Varint.Write"/> wrote.</param>
public ref struct VarintReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Gets whether every byte was read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Reads the next value.</summary>
    /// <param name="value">The value; 0 when there is none.</param>
    /// <returns><see langword="false"/> at the end, or when the bytes stop inside a value or hold one that
    /// <see cref="Varint.Write"/> does not write: above 2^63 − 1, or longer than it need be.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // at once, not when it is hot: see QuantileSketchCodec
    public bool TryRead(out long value)
    {
        value = 0;
        var read = 0L;
        for (var i = 0; i < _rest.Length && i < Varint.MaxLength; i++)
        {
            read |= (long)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] >= 0x80) continue;
            if (_rest[i] == 0 && i > 0) return false;
            _rest = _rest[(i + 1)..];
            value = read;
            return true;
        }

        return false;
    }
}
