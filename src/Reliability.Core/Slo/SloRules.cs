namespace Reliability.Core.Slo;

/// <summary>What must hold between the parts of an objective before it can be evaluated.</summary>
public static class SloRules
{
    /// <summary>Names every broken rule; empty for an objective that can be evaluated.</summary>
    /// <param name="slo">The objective.</param>
    public static IEnumerable<string> Broken(ServiceLevelObjective slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        var isSliced = slo.BudgetingMethod != BudgetingMethod.Occurrences;
        if (isSliced && slo.SliceWindow is null)
            yield return $"{slo.BudgetingMethod} needs a slice window";
        if (isSliced && slo.SliceWindow > slo.Window.Duration.Nominal)
            yield return "the slice window is longer than the window";
        if (isSliced && slo.Window.Duration.Nominal / slo.SliceWindow > SliceGrid.MaxSlices)
            yield return $"there are more than {SliceGrid.MaxSlices} slices in the window";
        if (isSliced && slo.LowTraffic is LowTrafficPolicy.Slots slots && slots.Length != slo.SliceWindow)
            yield return "reliability/low-traffic: slots must be as long as timeSliceWindow";
        if (!isSliced && slo.LowTraffic is LowTrafficPolicy.Slots { Length: var length } && slo.Window.Duration.Nominal / length > SliceGrid.MaxSlices)
            yield return $"there are more than {SliceGrid.MaxSlices} slots in the window";
        if (isSliced && slo.LowTraffic is LowTrafficPolicy.VolumeCorrected)
            yield return "reliability/low-traffic: volume-corrected is for Occurrences; slices all weigh the same";
        if (slo.Members.Select(member => member.Name).Distinct(StringComparer.Ordinal).Count() < slo.Members.Count)
            yield return "the indicators of a composite must have different names";
    }
}
