using System.Globalization;
using System.Numerics;

namespace Reliability.Core.Rum.Formats;

/// <summary>The digits of a decimal number, and their conversion to the nearest double.</summary>
/// <remarks>
/// Browsers send times with up to 19 digits (<c>1834.2999999523163</c>), for which the general conversion is slow. This is
/// D. Lemire, Number Parsing at a Gigabyte per Second (2021), limited to 19 digits of which up to 22 after the point: one
/// multiplication by a 128-bit reciprocal power of five. Where that cannot decide the last bit, the general conversion does.
/// </remarks>
/// <param name="Mantissa">The digits without the point, as one number; wrapped around when there are more than 19 significant ones.</param>
/// <param name="Count">Number of digits.</param>
/// <param name="Scale">Number of digits after the point; <see cref="NoScale"/> for a number with an exponent.</param>
internal readonly record struct DecimalDigits(ulong Mantissa, int Count, int Scale)
{
    /// <summary>The scale of numbers that the general conversion must do.</summary>
    public const int NoScale = int.MaxValue;

    private const int MaxDigits = 19;
    private const int MaxScale = 22;

    private static readonly (ulong High, ulong Low)[] Reciprocals = [.. Enumerable.Range(0, MaxScale + 1).Select(ReciprocalOfPowerOfFive)];

    /// <summary>Gets the nearest double, ties to even.</summary>
    /// <param name="text">The number as written.</param>
    public double ToDouble(ReadOnlySpan<byte> text) =>
        Scale <= MaxScale && (Count <= MaxDigits || Count - LeadingZeros(text) <= MaxDigits) && TryConvert(Mantissa, Scale, out var value)
            ? text[0] == '-' ? -value : value
            : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static int LeadingZeros(ReadOnlySpan<byte> text)
    {
        var digits = text.TrimStart("-"u8);
        var end = digits.IndexOfAnyExcept((byte)'0', (byte)'.');
        return (end < 0 ? digits : digits[..end]).Count((byte)'0');
    }

    // Section 5 of the paper, without subnormal and infinite results, which these scales cannot reach.
    private static bool TryConvert(ulong mantissa, int scale, out double value)
    {
        unchecked
        {
            value = mantissa;
            if (scale == 0 || mantissa == 0) return true;
            var shift = BitOperations.LeadingZeroCount(mantissa);
            var normal = mantissa << shift;
            var (high, low) = Reciprocals[scale];
            var upper = Math.BigMul(normal, high, out var middle);
            if ((upper & 0x1FF) == 0x1FF)
            {
                var carry = Math.BigMul(normal, low, out _);
                middle += carry;
                if (middle < carry) upper++;
                if (middle == ulong.MaxValue) return false;
            }

            var top = (int)(upper >> 63);
            var rounded = upper >> (top + 9);
            var exponent = ((-scale * 217_706) >> 16) + 63 + top - shift;
            if (middle <= 1 && (rounded & 3) == 1 && rounded << (top + 9) == upper) return false; // may be a tie
            rounded = (rounded + (rounded & 1)) >> 1;
            if (rounded == 1UL << 53)
            {
                rounded >>= 1;
                exponent++;
            }

            value = BitConverter.UInt64BitsToDouble((rounded & ((1UL << 52) - 1)) | ((ulong)(exponent + 1023) << 52));
            return true;
        }
    }

    // The 128 leading bits of 5^-scale, rounded up, as the paper's table has them for negative exponents.
    private static (ulong High, ulong Low) ReciprocalOfPowerOfFive(int scale)
    {
        var power = BigInteger.Pow(5, scale);
        var bits = (int)power.GetBitLength() + 127;
        var reciprocal = ((BigInteger.One << bits) / power) + 1;
        while (reciprocal.GetBitLength() > 128) reciprocal >>= 1;
        return ((ulong)(reciprocal >> 64), (ulong)(reciprocal & ulong.MaxValue));
    }
}
