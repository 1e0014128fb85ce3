using System.Globalization;
using System.Text;

namespace Reliability.Core.Slo.Reports;

/// <summary>Writes where objectives stand as OpenMetrics text.</summary>
/// <remarks>
/// A number that is too old, or not known, is left out rather than told as if it were fresh; <c>slo_status</c> and
/// <c>slo_evaluation_timestamp_seconds</c> tell why. Format: https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md.
/// </remarks>
public static class SloExposition
{
    private static readonly string[] States = ["healthy", "at-risk", "critical", "violated", "no-data", "stale"];

    /// <summary>Writes all families, without the end mark.</summary>
    /// <param name="objectives">The configured objectives and their latest statuses; null before the first evaluation.</param>
    /// <param name="now">Now.</param>
    public static string Write(IReadOnlyList<(ServiceLevelObjective Slo, SloStatus? Status)> objectives, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        var fresh = objectives.Where(each => each.Status?.IsStale(now) == false).Select(each => (each.Slo, Status: each.Status!)).ToArray();
        var known = fresh.Where(each => each.Status.Sli is not null).ToArray();
        var text = new StringBuilder();
        Gauge(text, "slo_objective_ratio", "Share of good events that is promised, 0 to 1.", objectives.Select(each => (Labels(each.Slo), Text(each.Slo.Target))));
        Gauge(text, "slo_availability_ratio", "Share of good events over the window of the objective, 0 to 1.", Ratios(known, SloSubject.Availability));
        Gauge(text, "slo_latency_ratio", "Share of events that were fast enough over the window of the objective, 0 to 1.", Ratios(known, SloSubject.Latency));
        Gauge(text, "slo_error_budget_remaining", "Share of the error budget that is left; negative once the objective is violated.", fresh
            .Where(each => each.Status.ErrorBudget.RemainingPercent is not null)
            .Select(each => (Labels(each.Slo), Text(each.Status.ErrorBudget.RemainingPercent!.Value / 100m))));
        Gauge(text, "slo_burn_rate", "How fast the error budget is spent; 1 empties it exactly at the end of the window.", fresh.SelectMany(each => each.Status.BurnRates
            .Where(rate => rate.Rate is not null)
            .Select(rate => ($"{Labels(each.Slo)},window=\"{DurationText.Format(rate.Window)}\"", Text(rate.Rate!.Value)))));
        Gauge(text, "slo_alert_firing", "Whether a burn-rate alert fires, 0 or 1.", fresh.SelectMany(each => each.Status.Alerts
            .Select(alert => ($"{Labels(each.Slo)},{Labels(alert)}", alert.Firing ? "1" : "0"))));
        Gauge(text, "slo_status", "1 for the status of the objective, 0 for all others; stale when it cannot be evaluated, or was not yet.", objectives.SelectMany(each => States
            .Select(state => ($"{Labels(each.Slo)},status=\"{state}\"", state == StateOf(each.Status, now) ? "1" : "0"))));
        Gauge(text, "slo_evaluation_timestamp_seconds", "When the objective was evaluated last, in seconds since 1970.", objectives
            .Where(each => each.Status is not null)
            .Select(each => (Labels(each.Slo), Text(each.Status!.EvaluatedAt.ToUnixTimeMilliseconds() / 1000m))));
        return text.ToString();
    }

    private static IEnumerable<(string, string)> Ratios((ServiceLevelObjective Slo, SloStatus Status)[] known, SloSubject subject) => known
        .Where(each => SloSubjects.SubjectOf(each.Slo) == subject)
        .Select(each => (Labels(each.Slo), Text(each.Status.Sli!.Value)));

    private static string StateOf(SloStatus? status, DateTimeOffset now) => status switch
    {
        null => "stale",
        _ when status.IsStale(now) => "stale",
        { Status: SloHealth.AtRisk } => "at-risk",
        { Status: SloHealth.NoData } => "no-data",
        { Status: var health } => health.ToString().ToLowerInvariant(),
    };

    private static void Gauge(StringBuilder text, string name, string help, IEnumerable<(string Labels, string Value)> samples)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n");
        foreach (var (labels, value) in samples.DistinctBy(sample => sample.Labels))
            text.Append(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {value}\n");
    }

    private static string Labels(ServiceLevelObjective slo) => $"slo=\"{Escape(slo.Name)}\",service=\"{Escape(slo.Service)}\"";

    private static string Labels(SloAlert alert) =>
        $"severity=\"{Escape(alert.Severity)}\",long_window=\"{DurationText.Format(alert.LongWindow)}\",short_window=\"{DurationText.Format(alert.ShortWindow)}\"";

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
