namespace Reliability.Core.Slo;

/// <summary>A point of events that a budget counts.</summary>
/// <param name="Start">When it starts, in ticks UTC.</param>
/// <param name="End">When it ends, in ticks UTC.</param>
/// <param name="Good">The good part of <paramref name="Total"/>.</param>
/// <param name="Total">Events.</param>
/// <param name="SpreadOver">The length of the stretch that its events were spread over, in ticks; 0 for that of the point.</param>
internal readonly record struct BudgetUnit(long Start, long End, decimal Good, decimal Total, long SpreadOver = 0)
{
    /// <summary>Gets from when on its events may be.</summary>
    public long KnownFrom => SpreadOver == 0 ? Start : Start - (Start % SpreadOver);

    /// <summary>Gets up to when its events may be.</summary>
    public long KnownTo => SpreadOver == 0 ? End : KnownFrom + SpreadOver;
}

/// <summary>Points in the order of their starts.</summary>
internal sealed class BudgetUnits : IUnitSeries
{
    private readonly BudgetUnit[] _units;
    private readonly long _longest;

    /// <summary>Takes points in the order of their starts.</summary>
    public BudgetUnits(BudgetUnit[] units)
    {
        _units = units;
        foreach (ref readonly var unit in units.AsSpan())
            _longest = Math.Max(_longest, unit.KnownTo - unit.KnownFrom);
    }

    /// <inheritdoc/>
    public Tally Between(long from, long to)
    {
        var (good, total) = (0m, 0m);
        for (var index = FirstFrom(from); index < _units.Length && _units[index].Start < to; index++)
        {
            ref readonly var unit = ref _units[index];
            good += unit.Good;
            total += unit.Total;
        }

        return new Tally(good, total, HasGap: false);
    }

    /// <inheritdoc/>
    public bool AreTooCoarseFor(long from, TimeSpan window)
    {
        for (var index = FirstFrom(from - _longest); index < _units.Length && _units[index].Start < from + _longest; index++)
        {
            ref readonly var unit = ref _units[index];
            if (unit.KnownFrom < from && unit.KnownTo > from && unit.Total > 0 && Coarseness.IsTooMuch(unit.KnownTo - unit.KnownFrom, window))
                return true;
        }

        return false;
    }

    private int FirstFrom(long from)
    {
        var (low, high) = (0, _units.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_units[middle].Start < from)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
