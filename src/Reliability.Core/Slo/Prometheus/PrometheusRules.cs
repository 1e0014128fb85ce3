namespace Reliability.Core.Slo.Prometheus;

/// <summary>Writes rules of Prometheus for an objective, for people who want their alerts there.</summary>
/// <remarks>
/// Where all counts come from one Prometheus, the rules count as the suite does: every step once, by the clock, and windows of whole
/// steps. So with the same samples they alert when the suite does. Otherwise they read the metrics that the suite exposes.
/// </remarks>
public static class PrometheusRules
{
    /// <summary>Writes the rules of an objective.</summary>
    /// <param name="slo">The objective, without <see cref="SloRules"/> broken.</param>
    public static PrometheusRuleGroup For(ServiceLevelObjective slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        var plan = PrometheusPlan.Of(slo);
        var rules = plan.RunsQueries ? Counting(plan) : [];
        return new PrometheusRuleGroup($"slo-{slo.Name}", plan.RunsQueries ? plan.Step : TimeSpan.FromMinutes(1), [.. rules, .. PrometheusAlerts.Of(plan)], Notes(plan));
    }

    private static IEnumerable<PrometheusRule> Counting(PrometheusPlan plan)
    {
        yield return new PrometheusRule("slo:objective:ratio", $"vector({PromQl.Number(plan.Slo.Target)})", plan.Labels);
        foreach (var rule in plan.Slo.Members.SelectMany(member => PrometheusEvents.Of(plan, member)))
            yield return rule;
        if (PrometheusSlices.AreUsed(plan))
        {
            foreach (var rule in PrometheusSlices.Of(plan))
                yield return rule;
        }

        foreach (var rule in PrometheusWindows.Of(plan))
            yield return rule;
    }

    private static List<string> Notes(PrometheusPlan plan)
    {
        var notes = new List<string> { $"Rules of the objective {plan.Slo.Name}, made from its document: change that, not this." };
        if (plan.RunsQueries)
            notes.Add("They count from when they are loaded; 'promtool tsdb create-blocks-from rules' counts what was before.");
        else
            notes.Add($"They read the metrics of the suite, GET /api/metrics, because {plan.Reason}.");
        if (plan is { RunsQueries: true, Slo.Window: CalendarWindow })
            notes.Add("PromQL has no calendar: the budget of the period is the suite's metric slo_error_budget_remaining.");
        foreach (var tier in plan.Slo.Alerts)
        {
            if (BurnRateAlerts.Impossible(tier, plan.Slo) is { } reason)
                notes.Add($"Left out, as it can never fire: {tier.Severity} {DurationText.Format(tier.LongWindow)}/{DurationText.Format(tier.ShortWindow)}: {reason}.");
        }

        return notes;
    }
}
