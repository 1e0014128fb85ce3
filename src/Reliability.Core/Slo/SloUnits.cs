namespace Reliability.Core.Slo;

/// <summary>What an objective's budget counts, and up to when: one series a member, or one for all where slices are good or bad.</summary>
/// <param name="Series">The units.</param>
/// <param name="AsOf">The end of what counts, in ticks: now, or the end of the last complete slice.</param>
internal sealed record SloUnits(IReadOnlyList<BudgetUnits> Series, long AsOf)
{
    /// <summary>Makes the units of the budget itself.</summary>
    public static SloUnits ForBudget(SloTimes times, IReadOnlyList<BudgetUnit[]> points, CorrectionCalendar corrections)
    {
        var slo = times.Slo;
        var judge = new SliceJudge(slo.NoData, MinEventsOf(slo), corrections);
        return slo.SliceWindow is { } length && slo.BudgetingMethod != BudgetingMethod.Occurrences
            ? Sliced(times, points, judge, length)
            : new SloUnits([.. points.Select(each => new BudgetUnits(each))], times.Now.UtcTicks);
    }

    /// <summary>Makes the units of burn rates where slots stand in for events: empty ones are good.</summary>
    public static SloUnits ForSlots(
        SloTimes times, IReadOnlyList<BudgetUnit[]> points, CorrectionCalendar corrections, TimeSpan length) =>
        Sliced(times, points, new SliceJudge(NoDataPolicy.Good, 0, corrections), length);

    private static SloUnits Sliced(SloTimes times, IReadOnlyList<BudgetUnit[]> points, SliceJudge judge, TimeSpan length)
    {
        var grid = SliceGrid.Of(times.Slo.Window, times.Period, length);
        var asOf = grid.Floor(times.Now.UtcTicks);
        var counts = points.Select(each => Count(each, grid, times.Reach.UtcTicks, asOf)).ToArray();
        IEnumerable<BudgetUnit[]> series = times.Slo.BudgetingMethod == BudgetingMethod.Timeslices
            ? [judge.Timeslices(counts, [.. times.Slo.Members.Select(member => member.SliceTarget)])]
            : counts.Select(judge.Ratios);
        return new SloUnits([.. series.Select(each => new BudgetUnits(each))], asOf);
    }

    private static SliceCounts Count(BudgetUnit[] points, SliceGrid grid, long from, long to)
    {
        // A rolling window ends with the last complete slice, so it reaches back by up to a slice more.
        var counts = new SliceCounts(grid, from - grid.Length, to);
        foreach (ref readonly var point in points.AsSpan())
            counts.Add(point);
        return counts;
    }

    private static long MinEventsOf(ServiceLevelObjective slo) =>
        slo.LowTraffic is LowTrafficPolicy.MinEvents { Count: var count } ? count : 0;
}
