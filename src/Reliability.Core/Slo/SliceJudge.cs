namespace Reliability.Core.Slo;

/// <summary>Turns slices into units of the budget.</summary>
/// <param name="noData">What a slice without events means.</param>
/// <param name="minEvents">The fewest events of a slice that tell something; 0 for any.</param>
/// <param name="corrections">What is not judged by its events.</param>
internal sealed class SliceJudge(NoDataPolicy noData, long minEvents, CorrectionCalendar corrections)
{
    /// <summary>Judges slices as good or bad; in a composite a slice is bad when any member's is.</summary>
    public BudgetUnit[] Timeslices(IReadOnlyList<SliceCounts> members, IReadOnlyList<decimal> targets)
    {
        var (units, count) = (new BudgetUnit[members[0].Count], 0);
        for (var slice = 0; slice < members[0].Count; slice++)
        {
            var state = SliceState.Excluded;
            for (var member = 0; member < members.Count; member++)
                state = Worse(state, StateOf(members[member], slice, targets[member]));
            count += Add(ref units[count], members[0], slice, state, state == SliceState.Good ? 1m : 0m);
        }

        return count == units.Length ? units : units[..count];
    }

    /// <summary>Gives every slice its share of good events.</summary>
    public BudgetUnit[] Ratios(SliceCounts counts)
    {
        var (units, count) = (new BudgetUnit[counts.Count], 0);
        for (var slice = 0; slice < counts.Count; slice++)
        {
            var state = StateOf(counts, slice, null);
            var isCounted = state is SliceState.Good && !IsEmpty(counts, slice) && EffectOn(counts, slice) is null;
            count += Add(ref units[count], counts, slice, state, isCounted ? counts.RatioOf(slice) : state == SliceState.Good ? 1m : 0m);
        }

        return count == units.Length ? units : units[..count];
    }

    private static SliceState Worse(SliceState one, SliceState other) => one > other ? one : other;

    private static int Add(ref BudgetUnit unit, SliceCounts counts, int slice, SliceState state, decimal good)
    {
        if (state == SliceState.Excluded)
            return 0;
        var (start, end) = (counts.StartOf(slice), counts.StartOf(slice + 1));
        unit = state == SliceState.Gap
            ? new BudgetUnit(start, end, 0m, 0m, IsGap: true)
            : new BudgetUnit(start, end, good, 1m);
        return 1;
    }

    private CorrectionEffect? EffectOn(SliceCounts counts, int slice) =>
        corrections.IsEmpty ? null : corrections.At(counts.StartOf(slice));

    private bool IsEmpty(SliceCounts counts, int slice) =>
        counts.TotalOf(slice) <= 0m || counts.TotalOf(slice) < minEvents;

    private SliceState StateOf(SliceCounts counts, int slice, decimal? target)
    {
        if (EffectOn(counts, slice) is { } effect)
            return effect == CorrectionEffect.Exclude ? SliceState.Excluded : SliceState.Good;
        if (IsEmpty(counts, slice))
        {
            return noData switch
            {
                NoDataPolicy.Good => SliceState.Good,
                NoDataPolicy.Bad => SliceState.Bad,
                NoDataPolicy.NoData => SliceState.Gap,
                _ => SliceState.Excluded,
            };
        }

        return target is null || counts.Reaches(slice, target.Value) ? SliceState.Good : SliceState.Bad;
    }
}
