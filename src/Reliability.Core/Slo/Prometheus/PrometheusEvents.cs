using System.Globalization;

namespace Reliability.Core.Slo.Prometheus;

/// <summary>Rules that record the events of each step, as the suite itself counts them.</summary>
internal static class PrometheusEvents
{
    private const string MaxCount = "1e15";

    /// <summary>Returns the name of the series of all events.</summary>
    public static string Total(PrometheusPlan plan) => "slo:events_total:increase" + DurationText.Format(plan.Step);

    /// <summary>Returns the name of the series of bad events.</summary>
    public static string Bad(PrometheusPlan plan) => "slo:events_bad:increase" + DurationText.Format(plan.Step);

    /// <summary>Returns the labels of a member.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> LabelsOf(PrometheusPlan plan, SloMember member) =>
        plan.Slo.Members.Count == 1 ? plan.Labels : [.. plan.Labels, new("member", PromQl.Literal(member.Name))];

    /// <summary>Returns the labels that select a member.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> SelectorOf(PrometheusPlan plan, SloMember member) =>
        plan.Slo.Members.Count == 1 ? [new("slo", plan.Slo.Name)] : [new("slo", plan.Slo.Name), new("member", member.Name)];

    /// <summary>Writes the rules of a member.</summary>
    public static IEnumerable<PrometheusRule> Of(PrometheusPlan plan, SloMember member) => member.Indicator switch
    {
        RatioIndicator ratio => Counts(plan, member, ratio),
        ThresholdIndicator threshold => Values(plan, member, Finite(plan, threshold.Metric), value => $"{value} {Opposite(threshold.Operator)} bool {PromQl.Number(threshold.Value)}"),
        RawRatioIndicator raw => Values(plan, member, $"clamp({Finite(plan, raw.Raw)}, 0, 1)", value => raw.IsFailure ? value : $"1 - {value}"),
        _ => throw new ArgumentException("The indicator has no source.", nameof(member)),
    };

    // A part without any series is no event of that kind; NaN and the like are not known, and take the whole step out.
    private static IEnumerable<PrometheusRule> Counts(PrometheusPlan plan, SloMember member, RatioIndicator ratio)
    {
        var (labels, step) = (LabelsOf(plan, member), DurationText.Format(plan.Step));
        var (total, part) = (Sum(plan, ratio.Total), Sum(plan, ratio.Part));
        var partName = "slo:events_part:increase" + step;
        var selected = SelectorOf(plan, member);
        yield return new PrometheusRule(partName, Aligned(plan, $"({part} or 0 * {total}) >= 0 <= {MaxCount}"), labels);
        yield return new PrometheusRule(Total(plan), $"{Aligned(plan, $"{total} > 0 <= {MaxCount}")} and on () {PromQl.Select(partName, selected)}", labels);
        var (whole, some) = (PromQl.Select(Total(plan), selected), PromQl.Select(partName, selected));
        var rest = $"clamp_min({whole} - {some}, 0)";
        yield return new PrometheusRule(Bad(plan), ratio.CountsBad ? $"{whole} - {rest}" : rest, labels);
    }

    private static IEnumerable<PrometheusRule> Values(PrometheusPlan plan, SloMember member, string value, Func<string, string> bad)
    {
        var labels = LabelsOf(plan, member);
        yield return new PrometheusRule(Total(plan), Aligned(plan, $"0 * {value} + 1"), labels);
        yield return new PrometheusRule(Bad(plan), Aligned(plan, bad(value)), labels);
    }

    private static string Finite(PrometheusPlan plan, MetricSource source) => $"({Sum(plan, source)} > -Inf < Inf)";

    private static string Sum(PrometheusPlan plan, MetricSource source) => PromQl.Call(
        "sum", source.Spec["query"].Replace(PrometheusPlan.Window, DurationText.Format(plan.Step), StringComparison.Ordinal));

    // At the last full step by the clock, whenever Prometheus evaluates the group: the steps are those of the suite.
    private static string Aligned(PrometheusPlan plan, string expression) => string.Create(
        CultureInfo.InvariantCulture, $"last_over_time(({expression})[{PromQl.Points(plan.Step)}:{DurationText.Format(plan.Step)}])");

    private static string Opposite(ThresholdOperator comparison) => comparison switch
    {
        ThresholdOperator.AtMost => ">",
        ThresholdOperator.AtLeast => "<",
        ThresholdOperator.Below => ">=",
        _ => "<=",
    };
}
