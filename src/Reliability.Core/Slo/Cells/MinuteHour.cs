using Reliability.Core.Numerics;

namespace Reliability.Core.Slo.Cells;

/// <summary>The minutes of an hour, packed: for each minute its total and, unless that is 0, its bad events, as varints.</summary>
/// <remarks>
/// The lowest bit of a total tells whether both numbers are billionths of an event. Immutable: an hour that changes is another
/// object. With up to 8,191 events a minute, few of them bad, the minutes take 180 bytes.
/// </remarks>
public sealed class MinuteHour
{
    /// <summary>The minutes of an hour.</summary>
    public const int Minutes = 60;

    private const decimal Billion = 1_000_000_000m;

    private readonly byte[] _packed;

    private MinuteHour(byte[] packed, decimal good, decimal total, bool isCoarse) =>
        (_packed, Good, Total, IsCoarse) = (packed, good, total, isCoarse);

    /// <summary>Gets the good events of the hour; 0 to <see cref="Total"/>.</summary>
    public decimal Good { get; }

    /// <summary>Gets the valid events of the hour; above 0.</summary>
    public decimal Total { get; }

    /// <summary>Gets whether only the counts of the hour were known, and spread over its minutes.</summary>
    public bool IsCoarse { get; }

    /// <summary>Gets the packed minutes, for storing them.</summary>
    public ReadOnlySpan<byte> Packed => _packed;

    /// <summary>Packs minutes; null when all are empty.</summary>
    /// <param name="minutes">Sixty minutes.</param>
    /// <param name="isCoarse">Whether they were spread.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not sixty.</exception>
    public static MinuteHour? Pack(ReadOnlySpan<MinuteCount> minutes, bool isCoarse)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(minutes.Length, Minutes, nameof(minutes));
        var (good, total) = (0m, 0m);
        foreach (ref readonly var minute in minutes)
        {
            good += minute.Good;
            total += minute.Total;
        }

        return total == 0m ? null : new MinuteHour(Written(minutes), good, total, isCoarse);
    }

    /// <summary>Reads what <see cref="Packed"/> was; null when it is no packed hour.</summary>
    /// <param name="packed">The bytes.</param>
    /// <param name="isCoarse">Whether the minutes were spread.</param>
    public static MinuteHour? TryRead(ReadOnlySpan<byte> packed, bool isCoarse)
    {
        var reader = new VarintReader(packed);
        Span<MinuteCount> minutes = stackalloc MinuteCount[Minutes];
        foreach (ref var minute in minutes)
        {
            var bad = 0L;
            if (!reader.TryRead(out var total) || (total > 0 && !reader.TryRead(out bad)) || bad > total >> 1)
                return null;
            var packedMinute = new PackedMinute(total >> 1, bad, (total & 1) > 0);
            if (packedMinute.Events > MinuteCount.MostEvents)
                return null;
            minute = packedMinute.ToCount();
        }

        return reader.AtEnd ? Pack(minutes, isCoarse) : null;
    }

    /// <summary>Unpacks the minutes.</summary>
    /// <param name="minutes">Gets sixty minutes.</param>
    public void Unpack(Span<MinuteCount> minutes)
    {
        var reader = new VarintReader(_packed);
        for (var index = 0; index < Minutes; index++)
            minutes[index] = Next(ref reader).ToCount();
    }

    /// <summary>Adds up some of the minutes.</summary>
    /// <param name="from">The first minute, from 0.</param>
    /// <param name="to">The minute after the last, up to 60.</param>
    internal (decimal Good, decimal Total) Between(int from, int to)
    {
        if (from <= 0 && to >= Minutes)
            return (Good, Total);
        var reader = new VarintReader(_packed);
        var (good, total) = (0L, 0L); // sixty times 10^12 fit
        var (goodFraction, totalFraction) = (0m, 0m);
        for (var index = 0; index < to; index++)
        {
            var minute = Next(ref reader);
            if (index < from)
                continue;
            if (minute.IsFraction)
            {
                var count = minute.ToCount();
                (goodFraction, totalFraction) = (goodFraction + count.Good, totalFraction + count.Total);
            }
            else
            {
                (good, total) = (good + minute.Total - minute.Bad, total + minute.Total);
            }
        }

        return (good + goodFraction, total + totalFraction);
    }

    private static PackedMinute Next(ref VarintReader reader)
    {
        reader.TryRead(out var total);
        var bad = 0L;
        if (total > 0)
            reader.TryRead(out bad);
        return new PackedMinute(total >> 1, bad, (total & 1) > 0);
    }

    private static byte[] Written(ReadOnlySpan<MinuteCount> minutes)
    {
        Span<byte> buffer = stackalloc byte[Minutes * 2 * Varint.MaxLength];
        var length = 0;
        foreach (ref readonly var minute in minutes)
        {
            // Not its IsWhole: a minute without events, by default, is whole too.
            var isFraction = minute.Total > 0m && !minute.IsWhole;
            var scale = isFraction ? Billion : 1m;
            var total = decimal.ToInt64(minute.Total * scale);
            length += Varint.Write(buffer[length..], (total << 1) | (isFraction ? 1L : 0L));
            if (total > 0)
                length += Varint.Write(buffer[length..], decimal.ToInt64(minute.Bad * scale));
        }

        return buffer[..length].ToArray();
    }

    private readonly record struct PackedMinute(long Total, long Bad, bool IsFraction)
    {
        public decimal Events => IsFraction ? new decimal(Total) / Billion : Total;

        public MinuteCount ToCount() => IsFraction ? new(Fraction(Total - Bad), Fraction(Total)) : new(Total - Bad, Total);

        private static decimal Fraction(long billionths) => new(unchecked((int)billionths), (int)(billionths >> 32), 0, isNegative: false, MinuteCount.Digits);
    }
}
