using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Reliability.Core.Numerics;

/// <summary>Maps a positive value to one of 35 bins per power of two, equally wide on a logarithmic scale.</summary>
/// <remarks>
/// <para>A bin spans the ratio γ = 2^(1/35), so its <see cref="Representative"/> is within
/// (γ − 1) / (γ + 1) = 0.990 % of every value in it: the DDSketch guarantee (Masson, Rim, Lee, VLDB 2019) with the
/// fewest bins that 1 % allows, but without a logarithm: exponent and seven mantissa bits look up a slice of the octave,
/// and the carry of one addition settles the one boundary that can lie inside it.</para>
/// <para>Boundaries are integers computed exactly, so every machine puts every value into the same bin.</para>
/// </remarks>
public static class LogBins
{
    /// <summary>Bins per power of two.</summary>
    public const int PerOctave = 35;

    /// <summary>Smallest value that has a bin: 2^-14, about 0.000061. Smaller ones count as zero.</summary>
    public const double MinValue = 1.0 / (1 << 14);

    /// <summary>First value beyond the last bin: 2^22 = 4,194,304.</summary>
    public const double EndValue = 1 << 22;

    /// <summary>Number of bins: indices run from 0 to <c>Count - 1</c>.</summary>
    public const int Count = PerOctave * (14 + 22);

    /// <summary>How many times bins can be joined in pairs until one is left.</summary>
    public const int MaxLevel = 11;

    internal const ulong SpanBits = (14UL + 22) << MantissaBits;

    private const int MantissaBits = 52;
    private const ulong MinBits = (1023UL - 14) << MantissaBits;
    private const int SliceBits = 7;
    private const int WithinSliceBits = MantissaBits - SliceBits;

    // Bits of doubles less those of MinValue.
    private static readonly ulong[] BoundaryBits = ComputeBoundaries();

    // For each slice its first bin, above WithinSliceBits bits: what is missing from the boundary inside it to the end of the slice.
    private static readonly ulong[] Slices = ComputeSlices();

    /// <summary>Finds the bin of a value.</summary>
    /// <param name="value">At least <see cref="MinValue"/> and below <see cref="EndValue"/>.</param>
    /// <returns>Index from 0 to <see cref="Count"/> − 1; larger values never get a smaller index.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value has no bin.</exception>
    public static int IndexOf(double value)
    {
        var bits = Bits(value);
        return bits < SpanBits
            ? IndexOfBits(bits)
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"A bin exists from {MinValue} to below {EndValue}.");
    }

    /// <summary>Gets the value that stands for a bin: the harmonic mean of its bounds, which minimises the largest relative error.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    /// <param name="level">How many times neighbouring bins were joined in pairs: 0 for none, at most 11, which joins all.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bin or level.</exception>
    public static double Representative(int index, int level = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, MaxLevel);
        var first = (index >> level) << level;
        var lower = LowerBound(first);
        var upper = LowerBound(Math.Min(first + (1 << level), Count));
        return 2 * lower * upper / (lower + upper);
    }

    /// <summary>Gets the smallest value of a bin; for <see cref="Count"/> the end of the last one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside 0 to <see cref="Count"/>.</exception>
    public static double LowerBound(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, Count);
        return BitConverter.UInt64BitsToDouble(MinBits + BoundaryBits[index]);
    }

    // Wraps around for values below MinValue and for negative ones, NaN included, so one comparison finds them all.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Bits(double value) => unchecked(BitConverter.DoubleToUInt64Bits(value) - MinBits);

    // The argument is the bits of the value less MinBits; that it is below SpanBits bounds the look-up.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int IndexOfBits(ulong bits)
    {
        unchecked
        {
            var slice = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Slices), (nint)(bits >> WithinSliceBits));
            return (int)((slice + (bits & ((1UL << WithinSliceBits) - 1))) >> WithinSliceBits);
        }
    }

    // Within an octave, boundary j is the smallest m with 2^52 + m >= 2^(52 + j/35), that is (2^52 + m)^35 >= 2^(52*35 + j).
    private static ulong[] ComputeBoundaries()
    {
        var octave = new ulong[PerOctave];
        for (var j = 0; j < PerOctave; j++)
        {
            var target = BigInteger.One << ((MantissaBits * PerOctave) + j);
            ulong low = 0, high = 1UL << MantissaBits;
            while (low < high)
            {
                var middle = low + ((high - low) / 2);
                if (BigInteger.Pow((1UL << MantissaBits) + middle, PerOctave) >= target) high = middle;
                else low = middle + 1;
            }

            octave[j] = low;
        }

        return [.. Enumerable.Range(0, Count + 1).Select(i => ((ulong)(i / PerOctave) << MantissaBits) + octave[i % PerOctave])];
    }

    private static ulong[] ComputeSlices()
    {
        var slices = new ulong[Count / PerOctave << SliceBits];
        var bin = 0;
        for (var slice = 0; slice < slices.Length; slice++)
        {
            var (start, end) = ((ulong)slice << WithinSliceBits, ((ulong)slice + 1) << WithinSliceBits);
            while (BoundaryBits[bin + 1] <= start) bin++;
            slices[slice] = ((ulong)bin << WithinSliceBits) + (end - Math.Min(end, BoundaryBits[bin + 1]));
        }

        return slices;
    }
}
