using System.Globalization;

namespace Reliability.Core.Slo.Prometheus;

/// <summary>Rules that record the error rate of windows.</summary>
internal static class PrometheusWindows
{
    /// <summary>Returns the name of the error rate that burn rates are made of.</summary>
    public static string Burn(TimeSpan window) => "slo:burn_error:ratio" + DurationText.Format(window);

    /// <summary>Returns the name of the error rate of the objective's window.</summary>
    public static string Whole(PrometheusPlan plan) => "slo:window_error:ratio" + DurationText.Format(plan.Slo.Window.Duration.Nominal);

    /// <summary>Writes the rules.</summary>
    public static IEnumerable<PrometheusRule> Of(PrometheusPlan plan)
    {
        foreach (var window in plan.BurnWindows)
        {
            foreach (var rule in Combined(plan, Burn(window), member => BurnRatio(plan, member, window)))
                yield return rule;
        }

        if (plan.Slo.Window is not RollingWindow)
            yield break;
        foreach (var rule in Combined(plan, Whole(plan), member => WholeRatio(plan, member)))
            yield return rule;
        var budget = PromQl.Number(BurnRate.BudgetOf(plan.Slo.Target));
        yield return new PrometheusRule(
            "slo:error_budget_remaining:ratio", $"1 - {PromQl.Select(Whole(plan), new KeyValuePair<string, string>("slo", plan.Slo.Name))} / {budget}", plan.Labels);
    }

    private static IEnumerable<PrometheusRule> Combined(PrometheusPlan plan, string name, Func<SloMember, string> ratioOf)
    {
        if (plan.Slo.Members.Count == 1 || PrometheusSlices.AreJoined(plan))
        {
            yield return new PrometheusRule(name, ratioOf(plan.Slo.Members[0]), plan.Labels);
            yield break;
        }

        var memberName = name.Replace("_error:", "_member_error:", StringComparison.Ordinal);
        foreach (var member in plan.Slo.Members)
            yield return new PrometheusRule(memberName, ratioOf(member), PrometheusEvents.LabelsOf(plan, member));
        yield return new PrometheusRule(name, Sum(plan, memberName), plan.Labels);
    }

    // As the suite combines them: burn rates add up by weight, missing shares of slices add up to at most 1.
    private static string Sum(PrometheusPlan plan, string memberName)
    {
        var isSliced = plan.Slo.BudgetingMethod != BudgetingMethod.Occurrences;
        var budget = BurnRate.BudgetOf(plan.Slo.Target);
        var terms = plan.Slo.Members.Select(member =>
        {
            var factor = isSliced ? member.Weight : member.Weight * budget / BurnRate.BudgetOf(member.Target);
            return $"{PromQl.Select(memberName, PrometheusEvents.SelectorOf(plan, member))} * {PromQl.Number(factor)}";
        });
        var sum = $"sum({string.Join(" or ", terms)})";
        var clamped = isSliced ? $"clamp_max({sum}, 1)" : sum;
        return plan.Slo.NoData == NoDataPolicy.NoData
            ? string.Create(CultureInfo.InvariantCulture, $"{clamped} and count({PromQl.Select(memberName, new KeyValuePair<string, string>("slo", plan.Slo.Name))}) == {plan.Slo.Members.Count}")
            : clamped;
    }

    private static string BurnRatio(PrometheusPlan plan, SloMember member, TimeSpan window)
    {
        if (PrometheusSlices.AreUsed(plan))
            return SliceRatio(plan, member, window);
        if (plan.Slo.LowTraffic is not LowTrafficPolicy.VolumeCorrected)
            return EventRatio(plan, member, window);
        var whole = plan.Slo.Window.Duration.Nominal;
        var factor = (decimal)whole.Ticks / window.Ticks;
        return Filled(plan, $"{SumOf(plan, member, PrometheusEvents.Bad(plan), window)} / {SumOf(plan, member, PrometheusEvents.Total(plan), whole)} * {PromQl.Number(factor)}");
    }

    private static string WholeRatio(PrometheusPlan plan, SloMember member) => plan.Slo.SliceWindow is null
        ? EventRatio(plan, member, plan.Slo.Window.Duration.Nominal)
        : SliceRatio(plan, member, plan.Slo.Window.Duration.Nominal);

    private static string EventRatio(PrometheusPlan plan, SloMember member, TimeSpan window)
    {
        var total = SumOf(plan, member, PrometheusEvents.Total(plan), window);
        var counted = plan.Slo.LowTraffic is LowTrafficPolicy.MinEvents { Count: var count }
            ? string.Create(CultureInfo.InvariantCulture, $"({total} >= {count})")
            : total;
        return Filled(plan, $"{SumOf(plan, member, PrometheusEvents.Bad(plan), window)} / {counted}");
    }

    // Under no-data, a window is known when all its slices are.
    private static string SliceRatio(PrometheusPlan plan, SloMember member, TimeSpan window)
    {
        var selector = PrometheusSlices.AreJoined(plan) ? [new("slo", plan.Slo.Name)] : PrometheusEvents.SelectorOf(plan, member);
        var series = $"{PromQl.Select(PrometheusSlices.Name(plan), selector)}[{PromQl.Points(window)}]";
        return plan.Slo is { NoData: NoDataPolicy.NoData, SliceWindow: not null }
            ? string.Create(CultureInfo.InvariantCulture, $"avg_over_time({series}) and count_over_time({series}) == {window.Ticks / plan.Unit.Ticks}")
            : $"avg_over_time({series})";
    }

    private static string SumOf(PrometheusPlan plan, SloMember member, string metric, TimeSpan window) =>
        $"sum_over_time({PromQl.Select(metric, PrometheusEvents.SelectorOf(plan, member))}[{PromQl.Points(window)}])";

    private static string Filled(PrometheusPlan plan, string ratio) => plan.Slo.NoData switch
    {
        NoDataPolicy.Good => $"sum({ratio}) or vector(0)",
        NoDataPolicy.Bad => $"sum({ratio}) or vector(1)",
        _ => ratio,
    };
}
