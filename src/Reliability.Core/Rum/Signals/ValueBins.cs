using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>Counts values in logarithmic bins so that quantiles can be told within 2 %, and so that a value can be taken back.</summary>
/// <remarks>
/// A group under <see cref="Merge"/>: what was added and taken back leaves no trace, in any order. Counts may be negative on the way,
/// in what a round changes. Bins are pairs of those of <see cref="LogBins"/>; values below its least share one. Not thread-safe.
/// </remarks>
public sealed class ValueBins
{
    private const int Level = 1;
    private const int MaxBins = (LogBins.Count >> Level) + 2;

    // Bin 0 is for what is too small; the others are one off.
    private readonly SortedDictionary<int, long> _counts = [];

    /// <summary>Gets whether every count is zero.</summary>
    public bool IsEmpty => _counts.Count == 0;

    /// <summary>Gets the number of values.</summary>
    public long Count => _counts.Values.Sum();

    /// <summary>Adds a value some times.</summary>
    /// <param name="value">0 or more; what is too large counts as the largest.</param>
    /// <param name="times">Negative to take it back.</param>
    public void Add(double value, long times)
    {
        var bin = value < LogBins.MinValue ? 0 : 1 + (LogBins.IndexOf(Math.Min(value, Math.BitDecrement(LogBins.EndValue))) >> Level);
        AddToBin(bin, times);
    }

    /// <summary>Adds every count of another one, which is left unchanged.</summary>
    public void Merge(ValueBins other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (bin, count) in other._counts) AddToBin(bin, count);
    }

    /// <summary>Estimates a quantile.</summary>
    /// <param name="quantile">From 0 to 1.</param>
    /// <returns>Within 2 % of the value of rank ⌊1 + q·(n − 1)⌋; null without values.</returns>
    public double? Quantile(double quantile)
    {
        var count = _counts.Values.Where(count => count > 0).Sum();
        if (count == 0) return null;
        var rank = (long)Math.Floor(quantile * (count - 1));
        foreach (var (bin, inBin) in _counts)
        {
            rank -= Math.Max(inBin, 0);
            if (rank < 0) return bin == 0 ? 0 : LogBins.Representative((bin - 1) << Level, Level);
        }

        throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "A quantile is from 0 to 1.");
    }

    internal void WriteTo(RecordWriter destination)
    {
        destination.Count(_counts.Count);
        var before = 0;
        foreach (var (bin, count) in _counts)
        {
            destination.Count(bin - before);
            destination.Signed(count);
            before = bin;
        }
    }

    internal static ValueBins Read(ref RecordReader reader)
    {
        var bins = new ValueBins();
        var bin = 0L;
        for (var left = reader.Items(MaxBins); left > 0; left--)
        {
            bin += reader.Count();
            if (bin >= MaxBins) throw new InvalidDataException("A stored bin is out of range.");
            bins.AddToBin((int)bin, reader.Signed());
        }

        return bins;
    }

    private void AddToBin(int bin, long times)
    {
        var sum = _counts.GetValueOrDefault(bin) + times;
        if (sum == 0) _counts.Remove(bin);
        else _counts[bin] = sum;
    }
}
