namespace Reliability.Core.Slo;

/// <summary>Judges slices.</summary>
/// <param name="noData">What a slice without events means.</param>
/// <param name="minEvents">The fewest events of a slice that tell something; 0 for any.</param>
/// <param name="corrections">What is not judged by its events.</param>
internal sealed class SliceJudge(NoDataPolicy noData, long minEvents, CorrectionCalendar corrections)
{
    /// <summary>Judges slices as good or bad; in a composite a slice is bad when any member's is.</summary>
    public JudgedSlices Timeslices(IReadOnlyList<SliceCounts> members, IReadOnlyList<decimal> targets)
    {
        var states = new SliceState[members[0].Count];
        for (var slice = 0; slice < states.Length; slice++)
        {
            for (var member = 0; member < members.Count; member++)
                states[slice] = Worse(states[slice], StateOf(members[member], slice, targets[member]));
        }

        return new JudgedSlices(members[0].StartOf(0), members[0].Length, states, ratios: null);
    }

    /// <summary>Gives every slice its share of good events.</summary>
    public JudgedSlices Ratios(SliceCounts counts)
    {
        var (states, ratios) = (new SliceState[counts.Count], new decimal[counts.Count]);
        for (var slice = 0; slice < states.Length; slice++)
        {
            states[slice] = StateOf(counts, slice, null);
            var isCounted = states[slice] is SliceState.Good && !IsEmpty(counts, slice) && EffectOn(counts, slice) is null;
            ratios[slice] = isCounted ? counts.RatioOf(slice) : states[slice] == SliceState.Good ? 1m : 0m;
        }

        return new JudgedSlices(counts.StartOf(0), counts.Length, states, ratios);
    }

    private static SliceState Worse(SliceState one, SliceState other) => one > other ? one : other;

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
