namespace Reliability.Core.Slo;

/// <summary>What a budget counts: a point of events, or a slice of time that counts as one.</summary>
/// <param name="Start">When it starts, in ticks UTC.</param>
/// <param name="End">When it ends, in ticks UTC.</param>
/// <param name="Good">The good part of <paramref name="Total"/>.</param>
/// <param name="Total">Events, or 1 for a slice.</param>
/// <param name="IsGap">Whether it is a slice of which nothing is known.</param>
internal readonly record struct BudgetUnit(long Start, long End, decimal Good, decimal Total, bool IsGap = false);

/// <summary>The sum of the units of a window.</summary>
/// <param name="Good">The good part of <paramref name="Total"/>.</param>
/// <param name="Total">Events or slices; 0 or more.</param>
/// <param name="HasGap">Whether there is a slice of which nothing is known.</param>
internal readonly record struct Tally(decimal Good, decimal Total, bool HasGap)
{
    /// <summary>Gets the bad part of the total.</summary>
    public decimal Bad => Total - Good;
}

/// <summary>Units in the order of their starts.</summary>
internal sealed class BudgetUnits
{
    // A window may start inside a unit, which is then left out: at most this part of the window goes missing.
    private const int LeastUnitsPerWindow = 4;

    private readonly BudgetUnit[] _units;
    private readonly long _longest;

    /// <summary>Takes units in any order.</summary>
    public BudgetUnits(BudgetUnit[] units)
    {
        _units = units;
        var isSorted = true;
        for (var index = 0; index < units.Length; index++)
        {
            _longest = Math.Max(_longest, units[index].End - units[index].Start);
            isSorted &= index == 0 || units[index - 1].Start <= units[index].Start;
        }

        if (!isSorted)
            Array.Sort(units, (one, other) => one.Start.CompareTo(other.Start));
    }

    /// <summary>Adds up the units that start in a stretch of time; one that reaches in from before counts before, so nothing counts twice.</summary>
    public Tally Between(long from, long to)
    {
        var (good, total, hasGap) = (0m, 0m, false);
        for (var index = FirstFrom(from); index < _units.Length && _units[index].Start < to; index++)
        {
            ref readonly var unit = ref _units[index];
            good += unit.Good;
            total += unit.Total;
            hasGap |= unit.IsGap;
        }

        return new Tally(good, total, hasGap);
    }

    /// <summary>Tells whether a unit that reaches in from before is too long to tell what fell into the window.</summary>
    public bool AreTooCoarseFor(long from, TimeSpan window)
    {
        for (var index = FirstFrom(from) - 1; index >= 0 && _units[index].Start > from - _longest; index--)
        {
            var unit = _units[index];
            if (unit.End > from && unit.Total > 0 && (unit.End - unit.Start) * LeastUnitsPerWindow > window.Ticks)
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
