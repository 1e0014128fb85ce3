namespace Reliability.Core.Slo.Prometheus;

/// <summary>A rule of Prometheus: a series that is recorded, or an alert.</summary>
/// <param name="Name">The name of the series or of the alert.</param>
/// <param name="Expression">PromQL.</param>
/// <param name="Labels">The labels it gives.</param>
public sealed record PrometheusRule(string Name, string Expression, IReadOnlyList<KeyValuePair<string, string>> Labels)
{
    /// <summary>Gets how long an alert holds before it fires; default not at all.</summary>
    public TimeSpan For { get; init; }

    /// <summary>Gets the annotations of an alert; null for a series.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Annotations { get; init; }
}

/// <summary>The rules of one objective, evaluated in their order.</summary>
/// <param name="Name">The name of the group: <c>slo-</c> and that of the objective.</param>
/// <param name="Interval">How often they are evaluated.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Notes">What a reader should know, line by line.</param>
public sealed record PrometheusRuleGroup(
    string Name, TimeSpan Interval, IReadOnlyList<PrometheusRule> Rules, IReadOnlyList<string> Notes);
