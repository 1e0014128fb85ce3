namespace Reliability.Core.Slo;

/// <summary>How the events of an objective become slices.</summary>
/// <param name="Grid">Where slices start.</param>
/// <param name="NoData">What a slice without events means.</param>
/// <param name="MinEvents">The fewest events of a slice that tell something; 0 for any.</param>
/// <param name="Slo">The objective.</param>
internal sealed record SlicePlan(SliceGrid Grid, NoDataPolicy NoData, long MinEvents, ServiceLevelObjective Slo)
{
    // A rolling window ends with the last complete slice, so it reaches back by up to a slice more, and another may reach into that.
    private const int SlicesBefore = 2;

    /// <summary>Makes the plan of the budget itself; null where it counts events.</summary>
    public static SlicePlan? ForBudget(SloTimes times) => times.Slo is { SliceWindow: { } length, BudgetingMethod: not BudgetingMethod.Occurrences } slo
        ? new SlicePlan(SliceGrid.Of(slo.Window, times.Period, length), slo.NoData, slo.LowTraffic is LowTrafficPolicy.MinEvents { Count: var count } ? count : 0, slo)
        : null;

    /// <summary>Makes the plan of burn rates where slots stand in for events, empty ones being good; null where they do not.</summary>
    public static SlicePlan? ForSlots(SloTimes times) => times.Slo is { LowTraffic: LowTrafficPolicy.Slots { Length: var length } } slo
        ? new SlicePlan(SliceGrid.Of(slo.Window, times.Period, length), NoDataPolicy.Good, 0, slo)
        : null;

    /// <summary>Returns from when on slices of an objective may need points, before an instant.</summary>
    public static TimeSpan LeadOf(ServiceLevelObjective slo)
    {
        var slots = slo.LowTraffic is LowTrafficPolicy.Slots { Length: var length } ? length : TimeSpan.Zero;
        return SlicesBefore * (slo.SliceWindow > slots ? slo.SliceWindow.Value : slots);
    }

    /// <summary>Judges a stretch of slices: one series a member, or one for all where slices are good or bad.</summary>
    public IReadOnlyList<JudgedSlices> Judge(IReadOnlyList<SliceCounts> members, CorrectionCalendar corrections)
    {
        var judge = new SliceJudge(NoData, MinEvents, corrections);
        return Slo.BudgetingMethod == BudgetingMethod.Timeslices
            ? [judge.Timeslices(members, [.. Slo.Members.Select(member => member.SliceTarget)])]
            : [.. members.Select(judge.Ratios)];
    }
}
