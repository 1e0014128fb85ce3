using System.Runtime.CompilerServices;

namespace Reliability.Core.Numerics;

/// <summary>Counts values in logarithmic bins and answers any quantile with a bounded relative error.</summary>
/// <remarks>
/// <para>Range: 0 to below 4,194,304. Values below <see cref="LogBins.MinValue"/> share an exact zero bin.</para>
/// <para>Error: at most 0.990 % of the exact quantile at <see cref="Level"/> 0. Only a sketch whose stored form would exceed
/// <see cref="QuantileSketchCodec.MaxEncodedBytes"/> joins its bins in pairs, which doubles the error per level.</para>
/// <para>Merging adds counts, so it is associative, commutative and exact to the bit. Not thread-safe.</para>
/// </remarks>
public sealed class QuantileSketch
{
    private const int InitialBins = 64;

    private long[] _counts = [];
    private int _offset;

    /// <summary>Gets how many times bins were joined in pairs.</summary>
    /// <value>0 to 11; 0 keeps the error at most 0.990 %, each level doubles it (1: 1.98 %, 2: 3.96 %).</value>
    /// <remarks>Counts stay in the narrow bins they were added to, and those of a stored sketch in the first of the joined
    /// ones, so that adding needs no level; reading joins them.</remarks>
    public int Level { get; private set; }

    /// <summary>Gets the largest relative error of <see cref="Quantile"/> at <see cref="Level"/>.</summary>
    /// <value>(γ − 1) / (γ + 1) for bins that span the ratio γ: 0.0099 at level 0.</value>
    public double RelativeError => Math.Tanh(Math.ScaleB(Math.Log(2), Level) / (2 * LogBins.PerOctave));

    /// <summary>Gets the number of values below <see cref="LogBins.MinValue"/>, zero included.</summary>
    public long ZeroCount { get; private set; }

    /// <summary>Gets the number of values added.</summary>
    public long Count
    {
        get
        {
            var sum = ZeroCount;
            foreach (var count in _counts) sum += count;
            return sum;
        }
    }

    /// <summary>Adds one value.</summary>
    /// <param name="value">From 0 to below 4,194,304.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, NaN or too large; nothing was added.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        var bits = LogBins.Bits(value);
        if (bits < LogBins.SpanBits)
        {
            var counts = _counts;
            var index = LogBins.IndexOfBits(bits);
            var slot = unchecked((uint)(index - _offset));
            if (slot < (uint)counts.Length) unchecked { counts[slot]++; } // 2^63 samples do not occur
            else AddOutsideWindow(index, 1);
        }
        else
        {
            AddZero(value);
        }
    }

    /// <summary>Adds every value of another sketch.</summary>
    /// <param name="other">Left unchanged.</param>
    public void Merge(QuantileSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Level = Math.Max(Level, other.Level);
        ZeroCount += other.ZeroCount;
        for (var i = 0; i < other._counts.Length; i++)
        {
            if (other._counts[i] != 0) AddCount(i + other._offset, other._counts[i]);
        }
    }

    /// <summary>Tells whether every value of another sketch is among those of this one, as far as the bins of the coarser level tell.</summary>
    public bool Holds(QuantileSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var level = Math.Max(Level, other.Level);
        return other.ZeroCount <= ZeroCount && other.Bins(level).TrueForAll(bin => bin.Count <= CountOf(bin.Index, level));
    }

    /// <summary>Takes away every value of another sketch: the inverse of <see cref="Merge"/>, exact to the bin of the coarser level.</summary>
    /// <param name="other">Left unchanged.</param>
    /// <exception cref="InvalidDataException">A bin holds fewer values than are to be taken away; nothing was.</exception>
    public void Subtract(QuantileSketch other)
    {
        if (!Holds(other)) throw new InvalidDataException("A sketch does not hold the values that are to be taken away.");
        Level = Math.Max(Level, other.Level);
        ZeroCount -= other.ZeroCount;
        foreach (var (index, count) in other.Bins(Level)) TakeAway(index, count);
    }

    /// <summary>Estimates a quantile.</summary>
    /// <param name="quantile">From 0 to 1; 0.75 for the 75th percentile.</param>
    /// <returns>An estimate of the value of rank ⌊1 + q·(n − 1)⌋, or <see langword="null"/> for an empty sketch.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The quantile is outside 0 to 1.</exception>
    public double? Quantile(double quantile)
    {
        if (quantile is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "A quantile is from 0 to 1.");
        var count = Count;
        if (count == 0) return null;
        var rank = RankOf(quantile, count);
        if (rank < ZeroCount) return 0;
        var seen = ZeroCount;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen > rank) return LogBins.Representative(i + _offset, Level);
        }

        throw new InvalidOperationException("The bins do not add up to the count.");
    }

    /// <summary>Gets the rank, from 0, of the value that <see cref="Quantile"/> estimates.</summary>
    /// <param name="quantile">From 0 to 1.</param>
    /// <param name="count">Number of values, 1 or more.</param>
    public static long RankOf(double quantile, long count) => quantile < 1 ? (long)Math.Floor(quantile * (count - 1)) : count - 1;

    /// <summary>Lists the bins in use, in ascending order, without the zero bin.</summary>
    /// <returns>Pairs of bin index at <see cref="Level"/> and count, which is never 0.</returns>
    public IReadOnlyList<(int Index, long Count)> Bins() => Bins(Level);

    /// <summary>Lists the bins in use, in ascending order, without the zero bin.</summary>
    /// <param name="level">How many times to join bins in pairs: <see cref="Level"/> or more.</param>
    /// <returns>Pairs of bin index at that level and count, which is never 0.</returns>
    internal List<(int Index, long Count)> Bins(int level)
    {
        var bins = new List<(int Index, long Count)>();
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] == 0) continue;
            var index = (i + _offset) >> level;
            if (bins is [.., var last] && last.Index == index) bins[^1] = (index, last.Count + _counts[i]);
            else bins.Add((index, _counts[i]));
        }

        return bins;
    }

    internal static QuantileSketch Create(int level, long zeroCount) => new() { Level = level, ZeroCount = zeroCount };

    internal void AddHead(int level, long zeroCount) => (Level, ZeroCount) = (Math.Max(Level, level), ZeroCount + zeroCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddCount(int index, long count)
    {
        var slot = unchecked((uint)(index - _offset));
        if (slot < (uint)_counts.Length) _counts[slot] += count;
        else AddOutsideWindow(index, count);
    }

    private long CountOf(int bin, int level)
    {
        var sum = 0L;
        foreach (var count in Joined(bin, level)) sum += count;
        return sum;
    }

    private void TakeAway(int bin, long count)
    {
        foreach (ref var from in Joined(bin, Level))
        {
            var taken = Math.Min(from, count);
            from -= taken;
            count -= taken;
        }
    }

    // The counts that a bin of a level joins, as far as there are any.
    private Span<long> Joined(int bin, int level)
    {
        var first = Math.Clamp((bin << level) - _offset, 0, _counts.Length);
        var end = Math.Clamp(((bin + 1) << level) - _offset, 0, _counts.Length);
        return _counts.AsSpan(first..end);
    }

    private void AddZero(double value)
    {
        if (value is not (>= 0 and < LogBins.EndValue))
            throw new ArgumentOutOfRangeException(nameof(value), value, $"A sketch takes values from 0 to below {LogBins.EndValue}.");
        ZeroCount++;
    }

    private void AddOutsideWindow(int index, long count)
    {
        var first = _counts.Length == 0 ? Math.Max(0, index - (InitialBins / 2)) : Math.Min(_offset, index - (InitialBins / 2));
        first = Math.Max(0, first);
        var end = Math.Max(first + InitialBins, Math.Max(_offset + _counts.Length, index + (InitialBins / 2)));
        var window = new long[end - first];
        if (_counts.Length > 0) _counts.CopyTo(window, _offset - first);
        (_counts, _offset) = (window, first);
        _counts[index - _offset] += count;
    }
}
