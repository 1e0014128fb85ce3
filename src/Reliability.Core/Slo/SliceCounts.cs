namespace Reliability.Core.Slo;

/// <summary>The events of each slice of a stretch of time.</summary>
/// <remarks>The events of a point that is longer than a slice count as spread evenly over it.</remarks>
internal sealed class SliceCounts
{
    // Counts that were spread carry rounding errors in the 28th digit, which must not decide between good and bad.
    private const int ComparedDigits = 18;

    private readonly SliceGrid _grid;
    private readonly long _start;
    private readonly decimal[] _good;
    private readonly decimal[] _total;
    private bool _isSpread;

    /// <summary>Counts the points of complete slices in a stretch of time.</summary>
    /// <param name="grid">Where slices start.</param>
    /// <param name="from">The start of the stretch, in ticks.</param>
    /// <param name="to">Its end; a slice that ends later is left out.</param>
    public SliceCounts(SliceGrid grid, long from, long to)
    {
        _grid = grid;
        _start = grid.Ceiling(from);
        Count = (int)Math.Max(0, (to - _start) / grid.Length);
        (_good, _total) = (new decimal[Count], new decimal[Count]);
    }

    /// <summary>Gets how many slices there are.</summary>
    public int Count { get; }

    /// <summary>Returns when a slice starts, in ticks.</summary>
    public long StartOf(int slice) => _start + (slice * _grid.Length);

    /// <summary>Returns the valid events of a slice.</summary>
    public decimal TotalOf(int slice) => _total[slice];

    /// <summary>Returns the share of good events of a slice that has events.</summary>
    public decimal RatioOf(int slice) => _good[slice] == _total[slice] ? 1m : _good[slice] / _total[slice];

    /// <summary>Tells whether the share of good events of a slice reaches a target.</summary>
    public bool Reaches(int slice, decimal target) => _isSpread
        ? decimal.Round(RatioOf(slice), ComparedDigits) >= target
        : _good[slice] >= target * _total[slice];

    /// <summary>Adds a point; what of it lies outside the slices is left out.</summary>
    public void Add(in BudgetUnit point)
    {
        var first = Math.Max(0, (point.Start - _start) / _grid.Length);
        var last = Math.Min(Count - 1, (point.End - 1 - _start) / _grid.Length);
        if (point.End <= _start)
            return;
        for (var slice = (int)first; slice <= last; slice++)
        {
            var start = Math.Max(point.Start, StartOf(slice));
            var end = Math.Min(point.End, StartOf(slice) + _grid.Length);
            var isWhole = start == point.Start && end == point.End;
            _isSpread |= !isWhole;
            var share = isWhole ? 1m : (decimal)(end - start) / (point.End - point.Start);
            _good[slice] += point.Good * share;
            _total[slice] += point.Total * share;
        }
    }
}
