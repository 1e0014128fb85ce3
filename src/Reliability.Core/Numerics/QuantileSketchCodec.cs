using System.Diagnostics.CodeAnalysis;

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
    private const int MaxLevel = 11;

    /// <summary>Encodes a sketch, joining bins until it fits.</summary>
    /// <param name="sketch">Left unchanged.</param>
    /// <returns>2 to <see cref="MaxEncodedBytes"/> bytes.</returns>
    public static byte[] Encode(QuantileSketch sketch)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        for (var candidate = sketch; ; candidate = candidate.CollapsedTo(candidate.Level + 1))
        {
            var bins = candidate.Bins().ToList();
            var (dense, sparse) = Lengths(candidate.ZeroCount, bins);
            if (Math.Min(dense, sparse) > MaxEncodedBytes) continue;
            return dense <= sparse ? Write(candidate, bins, Dense, dense) : Write(candidate, bins, Sparse, sparse);
        }
    }

    /// <summary>Decodes what <see cref="Encode"/> wrote.</summary>
    /// <returns><see langword="false"/> when the bytes are not a sketch: wrong format, cut short, or bins out of range.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out QuantileSketch? sketch)
    {
        sketch = null;
        if (bytes.Length < 2) return false;
        var (format, level) = (bytes[0] >> 4, bytes[0] & 15);
        if (format is not (Dense or Sparse) || level > MaxLevel) return false;
        var reader = new VarintReader(bytes[1..]);
        if (!reader.TryRead(out var zeroCount)) return false;
        var result = QuantileSketch.Create(level, zeroCount);
        if (!TryReadBins(ref reader, result, format)) return false;
        sketch = result;
        return true;
    }

    private static bool TryReadBins(ref VarintReader reader, QuantileSketch sketch, int format)
    {
        if (reader.AtEnd) return true;
        if (!reader.TryRead(out var index)) return false;
        var last = (LogBins.Count - 1) >> sketch.Level;
        while (true)
        {
            if (index > last || !reader.TryRead(out var count)) return false;
            if (count > 0) sketch.AddCount((int)index, count);
            if (reader.AtEnd) return true;
            long step = 1;
            if (format == Sparse && (!reader.TryRead(out step) || step is < 1 or > LogBins.Count)) return false;
            index += step;
        }
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

    private static byte[] Write(QuantileSketch sketch, List<(int Index, long Count)> bins, int format, int length)
    {
        var bytes = new byte[length];
        bytes[0] = (byte)((format << 4) | sketch.Level);
        var position = 1 + Varint.Write(bytes.AsSpan(1), sketch.ZeroCount);
        for (var i = 0; i < bins.Count; i++)
        {
            if (i == 0) position += Varint.Write(bytes.AsSpan(position), bins[0].Index);
            else if (format == Sparse) position += Varint.Write(bytes.AsSpan(position), bins[i].Index - bins[i - 1].Index);
            else position += bins[i].Index - bins[i - 1].Index - 1; // empty bins: zero bytes
            position += Varint.Write(bytes.AsSpan(position), bins[i].Count);
        }

        return bytes;
    }
}
