using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Reliability.Core.Numerics;

/// <summary>The stored form of a <see cref="QuantileSketch"/>: at most <see cref="MaxEncodedBytes"/>, the same bytes for the same values in any order.</summary>
/// <remarks>
/// <para>Byte 0: format (high nibble: 1 dense, 2 sparse) and level (low nibble). Then variable-length integers: zero count,
/// first bin, and either every count from the first to the last bin, or pairs of count and distance to the next bin.</para>
/// <para>The shorter of the two forms is used. Both lengths never shrink when counts are added, hence the level, the
/// smallest whose length fits, depends on the values alone and not on how they were split and merged on the way.</para>
/// </remarks>
public static class QuantileSketchCodec
{
    /// <summary>The largest stored form, in bytes: leaves room for three exact counters in a cell of 700 bytes.</summary>
    public const int MaxEncodedBytes = 672;

    private const int Dense = 1;
    private const int Sparse = 2;

    /// <summary>Encodes a sketch, joining bins until it fits.</summary>
    /// <param name="sketch">Left unchanged.</param>
    /// <returns>2 to <see cref="MaxEncodedBytes"/> bytes.</returns>
    public static byte[] Encode(QuantileSketch sketch)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        for (var level = sketch.Level; ; level++)
        {
            var bins = sketch.Bins(level);
            var (dense, sparse) = Lengths(sketch.ZeroCount, bins);
            if (Math.Min(dense, sparse) <= MaxEncodedBytes) return Encode(sketch.ZeroCount, bins, level);
        }
    }

    /// <summary>Encodes a sketch at a level, whatever the length: no bin is joined that need not be.</summary>
    /// <param name="sketch">Left unchanged.</param>
    /// <param name="level">0 to <see cref="LogBins.MaxLevel"/>; that of the sketch counts when it is higher.</param>
    /// <returns>2 bytes, and at most 9 for each of 1,260 bins.</returns>
    public static byte[] EncodeAtLevel(QuantileSketch sketch, int level)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, LogBins.MaxLevel);
        level = Math.Max(level, sketch.Level);
        return Encode(sketch.ZeroCount, sketch.Bins(level), level);
    }

    /// <summary>Adds the values of a stored sketch, of any length, to another.</summary>
    /// <param name="bytes">What <see cref="EncodeAtLevel"/> or <see cref="Encode(QuantileSketch)"/> wrote.</param>
    /// <param name="sketch">Gets the values. What it holds after a failure means nothing.</param>
    /// <returns><see langword="false"/> when the bytes are not a sketch.</returns>
    public static bool TryAddTo(ReadOnlySpan<byte> bytes, QuantileSketch sketch)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        if (!TryReadHead(bytes, out var format, out var level, out var zeroCount, out var reader)) return false;
        sketch.AddHead(level, zeroCount);
        return TryReadBins(ref reader, sketch, format, level, zeroCount);
    }

    /// <summary>Decodes what <see cref="Encode(QuantileSketch)"/> wrote.</summary>
    /// <returns><see langword="false"/> when the bytes are not a sketch: wrong format, too long, cut short, or bins or counts out of range.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out QuantileSketch? sketch)
    {
        sketch = null;
        if (bytes.Length > MaxEncodedBytes || !TryReadHead(bytes, out var format, out var level, out var zeroCount, out var reader)) return false;
        var result = QuantileSketch.Create(level, zeroCount);
        if (!TryReadBins(ref reader, result, format, level, zeroCount)) return false;
        sketch = result;
        return true;
    }

    private static bool TryReadHead(ReadOnlySpan<byte> bytes, out int format, out int level, out long zeroCount, out VarintReader reader)
    {
        reader = default;
        (format, level, zeroCount) = (0, 0, 0);
        if (bytes.Length < 2) return false;
        (format, level) = (bytes[0] >> 4, bytes[0] & 15);
        if (format is not (Dense or Sparse) || level > LogBins.MaxLevel) return false;
        reader = new VarintReader(bytes[1..]);
        return reader.TryRead(out zeroCount);
    }

    // A query reads millions of bins in the first moments of a process: too early for code that is compiled well only when it is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryReadBins(ref VarintReader reader, QuantileSketch sketch, int format, int level, long zeroCount)
    {
        if (reader.AtEnd) return true;
        if (!reader.TryRead(out var index)) return false;
        var last = (LogBins.Count - 1) >> level;
        var room = long.MaxValue - zeroCount;
        while (true)
        {
            if (index > last || !reader.TryRead(out var count) || count > room) return false;
            room -= count;
            if (count > 0) sketch.AddCount((int)index << level, count);
            if (reader.AtEnd) return true;
            long step = 1;
            if (format == Sparse && (!reader.TryRead(out step) || step is < 1 or > LogBins.Count)) return false;
            index += step;
        }
    }

    private static byte[] Encode(long zeroCount, List<(int Index, long Count)> bins, int level)
    {
        var (dense, sparse) = Lengths(zeroCount, bins);
        var format = dense <= sparse ? Dense : Sparse;
        var bytes = new byte[Math.Min(dense, sparse)];
        bytes[0] = (byte)((format << 4) | level);
        Write(bytes.AsSpan(1), zeroCount, bins, format);
        return bytes;
    }

    private static (int Dense, int Sparse) Lengths(long zeroCount, List<(int Index, long Count)> bins)
    {
        var head = 1 + Varint.Length(zeroCount);
        if (bins.Count == 0) return (head, head);
        head += Varint.Length(bins[0].Index);
        var (dense, sparse) = (head, head);
        for (var i = 0; i < bins.Count; i++)
        {
            var gap = i == 0 ? 1 : bins[i].Index - bins[i - 1].Index;
            var length = Varint.Length(bins[i].Count);
            dense += gap - 1 + length;
            sparse += length + (i == 0 ? 0 : Varint.Length(gap));
        }

        return (dense, sparse);
    }

    private static void Write(Span<byte> bytes, long zeroCount, List<(int Index, long Count)> bins, int format)
    {
        var position = Varint.Write(bytes, zeroCount);
        for (var i = 0; i < bins.Count; i++)
        {
            if (i == 0) position += Varint.Write(bytes[position..], bins[0].Index);
            else if (format == Sparse) position += Varint.Write(bytes[position..], bins[i].Index - bins[i - 1].Index);
            else position += bins[i].Index - bins[i - 1].Index - 1; // empty bins: zero bytes
            position += Varint.Write(bytes[position..], bins[i].Count);
        }
    }
}
