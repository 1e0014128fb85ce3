using Reliability.Core.Slo.Prometheus;

namespace Reliability.Core.Slo.Grafana;

/// <summary>What the dashboard of an objective shows.</summary>
internal static class GrafanaPanels
{
    private const int MaxQueries = 26;

    /// <summary>Lists the panels, from left to right and top to bottom.</summary>
    public static IEnumerable<GrafanaPanel> For(PrometheusPlan plan)
    {
        var (slo, window) = (plan.Slo, plan.Slo.Window.Duration.ToString());
        var name = new KeyValuePair<string, string>("slo", slo.Name);
        var hasWindow = plan.RunsQueries && slo.Window is RollingWindow;
        var remaining = hasWindow
            ? PromQl.Select("slo:error_budget_remaining:ratio", name)
            : $"max by (slo) ({PromQl.Select("slo_error_budget_remaining", name)})";
        var target = PromQl.Number(slo.Target);
        var sli = hasWindow ? $"1 - {PromQl.Select(PrometheusWindows.Whole(plan), name)}" : $"1 - (1 - {remaining}) * {PromQl.Number(BurnRate.BudgetOf(slo.Target))}";
        yield return Stat("Objective", plan.RunsQueries ? PromQl.Select("slo:objective:ratio", name) : $"vector({target})");
        yield return Stat($"Good, of {window}", sli) with { Steps = [("red", null), ("green", slo.Target)] };
        yield return Stat($"Budget left, of {window}", remaining) with { Steps = [("red", null), ("orange", 0.05m), ("yellow", 0.2m), ("green", 0.5m)] };
        yield return Stat("Alerts firing", $"count({PromQl.Select("ALERTS", name, new("alertstate", "firing"))}) or vector(0)") with
        {
            Unit = "short",
            Steps = [("green", null), ("red", 1m)],
        };
        yield return new GrafanaPanel("timeseries", "Budget left", "percentunit", [("left", remaining)]) { Steps = [("red", null), ("green", 0m)] };
        yield return new GrafanaPanel("timeseries", "Burn rates", "short", [.. BurnRates(plan).Take(MaxQueries)]) { Steps = [("green", null), ("red", 1m)] };
        if (plan.RunsQueries)
            yield return new GrafanaPanel("timeseries", $"Events in {DurationText.Format(plan.Step)}", "short", Events(plan)) { Width = 24 };
    }

    private static GrafanaPanel Stat(string title, string query) =>
        new("stat", title, "percentunit", [("", query)]) { Width = 6, Height = 4 };

    private static IEnumerable<(string Legend, string Query)> BurnRates(PrometheusPlan plan)
    {
        var budget = PromQl.Number(BurnRate.BudgetOf(plan.Slo.Target));
        return plan.BurnWindows.Select(window =>
            (DurationText.Format(window), plan.RunsQueries ? $"{PrometheusAlerts.Rate(plan, window)} / {budget}" : PrometheusAlerts.Rate(plan, window)));
    }

    private static (string Legend, string Query)[] Events(PrometheusPlan plan)
    {
        var name = new KeyValuePair<string, string>("slo", plan.Slo.Name);
        var member = plan.Slo.Members.Count > 1 ? "{{member}} " : "";
        return
        [
            ($"{member}all", PromQl.Select(PrometheusEvents.Total(plan), name)),
            ($"{member}bad", PromQl.Select(PrometheusEvents.Bad(plan), name)),
        ];
    }
}
