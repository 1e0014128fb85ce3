using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Reliability.Core.Rum.Formats;

internal ref partial struct JsonScanner
{
    private static readonly ulong[] PowersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>Reads a number.</summary>
    /// <param name="value">The nearest double; infinite when the number is too large for one.</param>
    public bool ReadNumber(out double value)
    {
        value = 0;
        Peek();
        var start = _position;
        if (!ScanNumber(out var digits)) return false;
        value = digits.ToDouble(_json[start.._position]);
        return true;
    }

    private bool ScanNumber(out DecimalDigits digits)
    {
        digits = default;
        var whole = ByteAt(_position) == '-' ? _position + 1 : _position;
        var (mantissa, scale) = (0UL, 0);
        var at = ScanDigits(whole, ref mantissa);
        if (at == whole || (_json[whole] == '0' && at > whole + 1)) return FailAt(at, "expected a number");
        var count = at - whole;
        if (ByteAt(at) == '.')
        {
            var fraction = at + 1;
            at = ScanDigits(fraction, ref mantissa);
            if (at == fraction) return FailAt(at, "a digit must follow the decimal point");
            scale = at - fraction;
            count += scale;
        }

        if ((ByteAt(at) | 0x20) == 'e')
        {
            var exponent = ByteAt(at + 1) is (byte)'+' or (byte)'-' ? at + 2 : at + 1;
            var ignored = 0UL;
            at = ScanDigits(exponent, ref ignored);
            if (at == exponent) return FailAt(at, "a digit must follow the exponent sign");
            scale = DecimalDigits.NoScale;
        }

        digits = new DecimalDigits(mantissa, count, scale);
        _position = at;
        return true;
    }

    private readonly int ScanDigits(int at, ref ulong mantissa)
    {
        unchecked
        {
            while (at <= _json.Length - 8)
            {
                var text = BinaryPrimitives.ReadUInt64LittleEndian(_json[at..]);
                var count = BitOperations.TrailingZeroCount(NoDigits(text)) / 8;
                if (count == 0) return at;
                mantissa = (mantissa * PowersOfTen[count]) + ValueOf(text << (64 - (8 * count)));
                at += count;
                if (count < 8) return at;
            }

            for (; (uint)at < (uint)_json.Length && _json[at] - (uint)'0' <= 9; at++) mantissa = (mantissa * 10) + (_json[at] - (uint)'0');
            return at;
        }
    }

    // The high bit of the first of eight bytes that is no digit, and bits of later ones; 0 for eight digits.
    private static ulong NoDigits(ulong text) =>
        unchecked(((text + 0x4646464646464646) | (text - 0x3030303030303030)) & 0x8080808080808080);

    // Eight digits, or zero bytes for digits left out in front: joins neighbours to pairs, pairs to fours, fours to eight
    // (D. Lemire, Quickly parsing eight digits, 2018).
    private static ulong ValueOf(ulong text)
    {
        unchecked
        {
            text = ((text & 0x0F0F0F0F0F0F0F0F) * ((10 << 8) + 1)) >> 8;
            text = ((text & 0x00FF00FF00FF00FF) * ((100 << 16) + 1)) >> 16;
            return ((text & 0x0000FFFF0000FFFF) * ((10_000UL << 32) + 1)) >> 32;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte ByteAt(int at) => (uint)at < (uint)_json.Length ? _json[at] : (byte)0;
}
