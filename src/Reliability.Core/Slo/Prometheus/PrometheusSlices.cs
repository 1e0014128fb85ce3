using System.Globalization;

namespace Reliability.Core.Slo.Prometheus;

/// <summary>Rules that record the error of each slice or slot, once it is complete.</summary>
internal static class PrometheusSlices
{
    // A share that is at its target on paper must not be missed by the last bit of a double.
    private const decimal Tolerance = 0.000_000_000_001m;

    private const long SecondsTo1970 = 62_135_596_800;

    /// <summary>Returns the name of the series.</summary>
    public static string Name(PrometheusPlan plan) =>
        $"slo:{(plan.Slo.SliceWindow is null ? "slot" : "slice")}_error:ratio{DurationText.Format(plan.Unit)}";

    /// <summary>Tells whether burn rates count slices or slots.</summary>
    public static bool AreUsed(PrometheusPlan plan) => plan.Slo.SliceWindow is not null || plan.Slo.LowTraffic is LowTrafficPolicy.Slots;

    /// <summary>Tells whether good or bad slices of all members make one series.</summary>
    public static bool AreJoined(PrometheusPlan plan) => plan.Slo is { BudgetingMethod: BudgetingMethod.Timeslices, Members.Count: > 1 };

    /// <summary>Returns the name of the series of a member that is joined with others.</summary>
    public static string MemberName(PrometheusPlan plan) => AreJoined(plan) ? $"slo:member_slice_error:ratio{DurationText.Format(plan.Unit)}" : Name(plan);

    /// <summary>Writes the rules.</summary>
    public static IEnumerable<PrometheusRule> Of(PrometheusPlan plan)
    {
        foreach (var member in plan.Slo.Members)
            yield return new PrometheusRule(MemberName(plan), OfMember(plan, member), PrometheusEvents.LabelsOf(plan, member));
        if (AreJoined(plan))
            yield return new PrometheusRule(Name(plan), Joined(plan), plan.Labels);
    }

    private static string OfMember(PrometheusPlan plan, SloMember member)
    {
        var (range, selector) = (PromQl.Points(plan.Unit), PrometheusEvents.SelectorOf(plan, member));
        var least = plan.Slo is { SliceWindow: not null, LowTraffic: LowTrafficPolicy.MinEvents { Count: var count } }
            ? string.Create(CultureInfo.InvariantCulture, $" >= {count}")
            : "";
        var ratio = $"sum_over_time({PromQl.Select(PrometheusEvents.Bad(plan), selector)}[{range}]) / (sum_over_time({PromQl.Select(PrometheusEvents.Total(plan), selector)}[{range}]){least})";
        if (plan.Slo.BudgetingMethod == BudgetingMethod.Timeslices)
            ratio = $"({ratio}) > bool {PromQl.Number(1m - member.SliceTarget + Tolerance)}";
        var noData = plan.Slo.SliceWindow is null ? NoDataPolicy.Good : plan.Slo.NoData;
        var filled = noData switch
        {
            NoDataPolicy.Good => $"(sum({ratio}) or vector(0))",
            NoDataPolicy.Bad => $"(sum({ratio}) or vector(1))",
            _ => $"sum({ratio})",
        };
        return $"{filled} and on () {IsComplete(plan)}";
    }

    // The worst of the members; one that is not known (no-data) leaves the slice unknown, unless another one is bad.
    private static string Joined(PrometheusPlan plan)
    {
        var members = PromQl.Select(MemberName(plan), new KeyValuePair<string, string>("slo", plan.Slo.Name));
        return plan.Slo.NoData == NoDataPolicy.NoData
            ? string.Create(CultureInfo.InvariantCulture, $"max({members}) == 1 or max({members}) and count({members}) == {plan.Slo.Members.Count}")
            : $"max({members})";
    }

    // Slices follow each other from the year 1, as in the suite.
    private static string IsComplete(PrometheusPlan plan)
    {
        var (step, slice) = ((long)plan.Step.TotalSeconds, (long)plan.Unit.TotalSeconds);
        var anchor = SecondsTo1970 % slice;
        var since = anchor == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" + {anchor}");
        return string.Create(CultureInfo.InvariantCulture, $"(floor(vector(time()) / {step}) * {step}{since}) % {slice} == 0");
    }
}
