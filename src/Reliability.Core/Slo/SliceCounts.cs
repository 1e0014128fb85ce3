namespace Reliability.Core.Slo;

/// <summary>The events of each slice of a stretch of time.</summary>
/// <remarks>The events of a point that is longer than a slice count as spread evenly over it.</remarks>
internal sealed class SliceCounts
{
    // Counts that were spread carry rounding errors in the 28th digit, which must not decide between good and bad.
    private const int ComparedDigits = 18;

    // Shares of 20 digits add up exactly, over more slices than a window may have and in whatever order.
    private const int RatioDigits = 20;

    private readonly long _start;
    private readonly long _length;
    private readonly Slice[] _slices;

    /// <summary>Prepares to count.</summary>
    /// <param name="start">When the first slice starts, in ticks.</param>
    /// <param name="length">The length of a slice, in ticks.</param>
    /// <param name="count">How many slices there are.</param>
    public SliceCounts(long start, long length, int count) => (_start, _length, _slices) = (start, length, new Slice[count]);

    /// <summary>Gets how many slices there are.</summary>
    public int Count => _slices.Length;

    /// <summary>Gets the length of a slice, in ticks.</summary>
    public long Length => _length;

    /// <summary>Returns when a slice starts, in ticks.</summary>
    public long StartOf(int slice) => _start + (slice * _length);

    /// <summary>Returns the valid events of a slice.</summary>
    public decimal TotalOf(int slice) => _slices[slice].Total;

    /// <summary>Returns the share of good events of a slice that has events.</summary>
    public decimal RatioOf(int slice) => decimal.Round(_slices[slice].Ratio, RatioDigits);

    /// <summary>Tells whether the share of good events of a slice reaches a target.</summary>
    public bool Reaches(int slice, decimal target)
    {
        ref readonly var counts = ref _slices[slice];
        return counts.IsSpread
            ? decimal.Round(counts.Ratio, ComparedDigits) >= target
            : counts.Good >= target * counts.Total;
    }

    /// <summary>Adds a point; what of it lies outside the slices is left out.</summary>
    public void Add(in BudgetUnit point)
    {
        var first = Math.Max(0, (point.Start - _start) / _length);
        var last = Math.Min(Count - 1, (point.End - 1 - _start) / _length);
        if (point.End <= _start)
            return;
        for (var slice = (int)first; slice <= last; slice++)
        {
            var start = Math.Max(point.Start, StartOf(slice));
            var end = Math.Min(point.End, StartOf(slice) + _length);
            if (start == point.Start && end == point.End)
                _slices[slice].Add(point.Good, point.Total);
            else
                _slices[slice].AddPart(point, (decimal)(end - start) / (point.End - point.Start));
        }
    }

    private record struct Slice(decimal Good, decimal Total, bool IsSpread)
    {
        public readonly decimal Ratio => Good == Total ? 1m : Good / Total;

        public void Add(decimal good, decimal total) => (Good, Total) = (Good + good, Total + total);

        public void AddPart(in BudgetUnit point, decimal share)
        {
            IsSpread = true;
            Add(point.Good * share, point.Total * share);
        }
    }
}
