namespace Reliability.Core.Slo;

/// <summary>Events as points in any order: the plain way, which all others are held against.</summary>
internal sealed class CountedPoints : ICountedEvents
{
    private readonly SloTimes _times;
    private readonly CorrectionCalendar _corrections;
    private readonly SloObservations _observed;
    private readonly BudgetUnit[][] _members;

    /// <summary>Takes what was counted.</summary>
    public CountedPoints(SloTimes times, SloObservations observed, CorrectionCalendar corrections)
    {
        (_times, _observed, _corrections) = (times, observed, corrections);
        _members = [.. observed.Members.Select(Book)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<IUnitSeries> Events() => [.. _members.Select(points => new BudgetUnits(points))];

    /// <inheritdoc/>
    public IReadOnlyList<IUnitSeries> Slices(SlicePlan plan, long asOf)
    {
        var start = plan.Grid.Ceiling(_times.PointsFrom.UtcTicks);
        var count = (int)Math.Max(0, (asOf - start) / plan.Grid.Length);
        var counts = _members.Select(points => Count(points, new SliceCounts(start, plan.Grid.Length, count))).ToArray();
        return [.. plan.Judge(counts, _corrections).Select(slices => new SlicedSeries([slices], plan.Grid.Length))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<DateTimeOffset?> Lasts() => [.. _observed.Members.Select(LastOf)];

    private static SliceCounts Count(BudgetUnit[] points, SliceCounts counts)
    {
        foreach (ref readonly var point in points.AsSpan())
            counts.Add(point);
        return counts;
    }

    private BudgetUnit[] Book(IReadOnlyList<SliPoint> points)
    {
        var (from, now) = (_times.PointsFrom.UtcTicks, _times.Now.UtcTicks);
        var (units, count, isSorted) = (new BudgetUnit[points.Count], 0, true);
        foreach (var point in points)
        {
            var (start, end) = (point.Start.UtcTicks, point.Start.UtcTicks + point.Duration.Ticks);
            var effect = _corrections.IsEmpty ? null : _corrections.At(start);
            if (start >= now || effect == CorrectionEffect.Exclude)
                continue;
            var unit = new BudgetUnit(start, end, effect is null ? point.Good : point.Total, point.Total, point.SpreadOver.Ticks);
            if (unit.KnownTo <= from)
                continue;
            isSorted &= count == 0 || units[count - 1].Start <= start;
            units[count++] = unit;
        }

        Array.Resize(ref units, count);
        if (!isSorted)
            Array.Sort(units, (one, other) => one.Start.CompareTo(other.Start));
        return units;
    }

    private DateTimeOffset? LastOf(IReadOnlyList<SliPoint> points)
    {
        DateTimeOffset? last = null;
        foreach (var point in points)
        {
            if (point.Total <= 0m || point.Start >= _times.Now || point.Start < _times.Reach)
                continue;
            var end = point.Start + point.Duration;
            if (last is null || end > last)
                last = end;
        }

        return last > _times.Now ? _times.Now : last;
    }
}
