using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.OpenSlo;

namespace Reliability.Integrations.Tests.OpenSlo;

public sealed class OpenSloAlertPolicyTests
{
    private const string Indicator = """
          indicator:
            spec:
              ratioMetric:
                good: { metricSource: { type: rum, spec: { site: shop, metric: LCP, rating: good } } }
                total: { metricSource: { type: rum, spec: { site: shop, metric: LCP } } }
        """;

    private const string Inline = $$"""
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: lcp, annotations: { reliability/burn-rate-policy: none } }
        spec:
          service: shop
        {{Indicator}}
          timeWindow: [{ duration: 30d, isRolling: true }]
          budgetingMethod: Occurrences
          objectives: [{ target: 0.9 }]
          alertPolicies:
            - kind: AlertPolicy
              metadata: { name: fast }
              spec:
                alertWhenNoData: true
                alertWhenResolved: false
                conditions:
                  - kind: AlertCondition
                    metadata: { name: burn }
                    spec:
                      severity: critical
                      condition: { kind: burnrate, op: gte, threshold: 2.5, lookbackWindow: 6h, alertAfter: 5m }
                notificationTargets:
                  - kind: AlertNotificationTarget
                    metadata: { name: on-call }
                    spec: { target: email }
        """;

    private const string Referring = $$"""
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: lcp }
        spec:
          service: shop
        {{Indicator}}
          timeWindow: [{ duration: 30d, isRolling: true }]
          budgetingMethod: Occurrences
          objectives: [{ target: 0.9 }]
          alertPolicies: [{ alertPolicyRef: fast }]
        """;

    private const string Referred = """
        apiVersion: openslo/v1
        kind: AlertPolicy
        metadata: { name: fast }
        spec:
          conditions: [{ conditionRef: burn }]
          notificationTargets: [{ targetRef: on-call }]
        ---
        apiVersion: openslo/v1
        kind: AlertCondition
        metadata: { name: burn }
        spec:
          severity: page
          condition: { kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1h }
        ---
        apiVersion: openslo/v1
        kind: AlertNotificationTarget
        metadata: { name: on-call }
        spec: { target: pager }
        """;

    [Fact]
    public void Policy_inside_an_objective_becomes_an_alert()
    {
        var (slos, errors) = Read(Inline);

        Assert.Empty(errors);
        var tier = Assert.Single(Assert.Single(slos).Alerts);
        Assert.Equal(("critical", TimeSpan.FromHours(6), TimeSpan.FromHours(6), 2.5m), (tier.Severity, tier.LongWindow, tier.ShortWindow, tier.Factor));
        var condition = tier.Condition!;
        Assert.Equal(("fast", BurnRateComparison.Gte, TimeSpan.FromMinutes(5)), (condition.Policy, condition.Comparison, condition.AlertAfter));
        Assert.Equal((true, false, true), (condition.TellsBreach, condition.TellsEnd, condition.TellsNoData));
        Assert.Equal(new SloAlertTarget("on-call", "email"), Assert.Single(condition.Targets));
    }

    [Fact]
    public void Policy_by_reference_becomes_an_alert_beside_those_of_the_burn_rate_policy_and_has_defaults()
    {
        var (slos, errors) = Read(Referring, Referred);

        Assert.Empty(errors);
        var alerts = Assert.Single(slos).Alerts;
        Assert.Equal([null, null, null, null, "fast"], alerts.Select(tier => tier.Condition?.Policy));
        var condition = alerts[^1].Condition!;
        Assert.Equal((TimeSpan.Zero, true, true, false), (condition.AlertAfter, condition.TellsBreach, condition.TellsEnd, condition.TellsNoData));
        Assert.Equal(new SloAlertTarget("on-call", "pager"), Assert.Single(condition.Targets));
    }

    [Theory]
    [InlineData("threshold: 2.5", "threshold: 10.1", 25, "threshold", "the burn rate is never above 10, ")]
    [InlineData("op: gte, threshold: 2.5", "op: gt, threshold: 10", 25, "threshold", "the burn rate is never above 10, ")]
    [InlineData("op: gte, threshold: 2.5", "op: gt, threshold: -1", 25, "threshold", "the burn rate is always above")]
    [InlineData("threshold: 2.5", "threshold: 0", 25, "threshold", "the burn rate is always at least 0")]
    [InlineData("op: gte, threshold: 2.5", "op: lt, threshold: 0", 25, "threshold", "the burn rate is never below 0")]
    [InlineData("op: gte, threshold: 2.5", "op: lte, threshold: -1", 25, "threshold", "the burn rate is never below 0")]
    [InlineData("op: gte, threshold: 2.5", "op: lte, threshold: 10", 25, "threshold", "the burn rate is always at most 10")]
    [InlineData("op: gte, threshold: 2.5", "op: lt, threshold: 11", 25, "threshold", "the burn rate is always at most 10")]
    [InlineData("lookbackWindow: 6h", "lookbackWindow: 31d", 25, "lookbackWindow", "lookbackWindow 31d is longer than the objective's window")]
    [InlineData("alertAfter: 5m", "alertAfter: 1Q", 25, "alertAfter", "alertAfter 90d is longer than the objective's window")]
    public void Condition_that_makes_no_sense_is_rejected_where_it_stands(string text, string replacement, int line, string key, string message)
    {
        var (slos, errors) = Read(Inline.Replace(text, replacement, StringComparison.Ordinal));

        Assert.Empty(slos);
        var error = Assert.Single(errors);
        Assert.Equal(($"spec.alertPolicies[0].spec.conditions[0].spec.condition.{key}", line), (error.Path, error.Line));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("op: gte, threshold: 2.5", "op: gte, threshold: 10")]
    [InlineData("op: gte, threshold: 2.5", "op: gt, threshold: 0")]
    [InlineData("op: gte, threshold: 2.5", "op: lt, threshold: 0.5")]
    [InlineData("op: gte, threshold: 2.5", "op: lte, threshold: 0")]
    [InlineData("lookbackWindow: 6h", "lookbackWindow: 30d")]
    [InlineData("lookbackWindow: 6h", "lookbackWindow: 1m")]
    [InlineData("alertAfter: 5m", "alertAfter: 0m")]
    public void Condition_at_the_bounds_is_taken(string text, string replacement) =>
        Assert.Empty(Read(Inline.Replace(text, replacement, StringComparison.Ordinal)).Errors);

    [Fact]
    public void Condition_below_the_slice_is_rejected()
    {
        var sliced = Inline.Replace("Occurrences", "RatioTimeslices", StringComparison.Ordinal)
            .Replace("target: 0.9 ", "target: 0.9, timeSliceWindow: 12h ", StringComparison.Ordinal);
        Assert.Contains("write 12h or more", Assert.Single(Read(sliced).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shared_condition_that_does_not_fit_one_objective_is_an_error_of_that_objective()
    {
        var (slos, errors) = Read(Referring, Referred.Replace("threshold: 2", "threshold: 10", StringComparison.Ordinal));

        Assert.Empty(slos);
        var error = Assert.Single(errors);
        Assert.Equal(("slos/0.yaml", "spec.alertPolicies[0].alertPolicyRef"), (error.File, error.Path));
        Assert.StartsWith("its condition does not fit the objective 'lcp': the burn rate is never above 10", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind: AlertPolicy\n", "kind: SLI\n", "spec.alertPolicies[0].alertPolicyRef", "there is no sound AlertPolicy 'fast'")]
    [InlineData("conditionRef: burn", "conditionRef: bang", "spec.conditions[0].conditionRef", "there is no sound AlertCondition 'bang'")]
    [InlineData("targetRef: on-call", "targetRef: nobody", "spec.notificationTargets[0].targetRef", "there is no sound AlertNotificationTarget 'nobody'")]
    public void Reference_to_nothing_is_an_error_where_it_stands(string text, string replacement, string path, string message)
    {
        var (slos, errors) = Read(Referring, Referred.Replace(text, replacement, StringComparison.Ordinal));
        Assert.Empty(slos);
        Assert.Contains(errors, error => error.Path == path && error.Message == message);
    }

    [Fact]
    public void Policy_is_there_once()
    {
        var (slos, errors) = Read(Referring.Replace("[{ alertPolicyRef: fast }]", "[{ alertPolicyRef: fast }, { alertPolicyRef: fast }]", StringComparison.Ordinal), Referred);
        Assert.Empty(slos);
        Assert.Equal("the AlertPolicy 'fast' is there already", Assert.Single(errors).Message);
    }

    [Fact]
    public void Objectives_on_one_indicator_are_objectives_of_their_own()
    {
        var (slos, errors) = Read(Inline.Replace("threshold: 2.5", "threshold: 1.5", StringComparison.Ordinal).Replace(
            "[{ target: 0.9 }]", "[{ target: 0.5, displayName: Half of All! }, { target: 0.75 }, { displayName: '9', targetPercent: 90 }]", StringComparison.Ordinal));

        Assert.Empty(errors);
        Assert.Equal([("lcp-half-of-all", 0.5m), ("lcp-2", 0.75m), ("lcp-3", 0.9m)], slos.Select(slo => (slo.Name, slo.Target)));
        Assert.Equal(["lcp: Half of All!", null, "lcp: 9"], slos.Select(slo => slo.DisplayName));
        Assert.All(slos, slo => Assert.Equal("fast", Assert.Single(slo.Alerts).Condition!.Policy));
    }

    [Fact]
    public void Alert_policy_must_fit_each_objective()
    {
        var (slos, errors) = Read(Inline.Replace("[{ target: 0.9 }]", "[{ target: 0.9 }, { target: 0.5 }]", StringComparison.Ordinal));
        Assert.Empty(slos);
        Assert.StartsWith("the burn rate is never above 2,", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Objectives_on_one_indicator_may_have_slices_of_their_own()
    {
        var (slos, errors) = Read(Inline.Replace("Occurrences", "Timeslices", StringComparison.Ordinal).Replace(
            "[{ target: 0.9 }]",
            "[{ target: 0.9, timeSliceTarget: 0.5, timeSliceWindow: 1h }, { target: 0.9, timeSliceTarget: 0.9, timeSliceWindow: 2h }]",
            StringComparison.Ordinal));

        Assert.Empty(errors);
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromHours(2)], slos.Select(slo => slo.SliceWindow!.Value));
    }

    [Fact]
    public void Name_of_an_objective_that_another_document_has_is_an_error()
    {
        var (slos, errors) = Read(
            Inline.Replace("name: lcp", "name: lcp-2", StringComparison.Ordinal),
            Inline.Replace("[{ target: 0.9 }]", "[{ target: 0.9 }, { target: 0.75 }]", StringComparison.Ordinal));

        Assert.Equal(["lcp-2", "lcp-1"], slos.Select(slo => slo.Name));
        Assert.Equal(("slos/1.yaml", "there is another objective 'lcp-2'"), Assert.Single(errors.Select(error => (error.File, error.Message))));
    }

    [Fact]
    public void Sessions_with_an_error_are_bad_events_of_a_site()
    {
        const string Sessions = "{ metricSource: { type: rum-errors, spec: { site: shop, page: / } } }";
        string With(string key, string total) => Inline[..Inline.IndexOf("        good:", StringComparison.Ordinal)]
            + $"        {key}: {Sessions}\n        total: {total}\n" + Inline[Inline.IndexOf("  timeWindow:", StringComparison.Ordinal)..];

        var (slos, errors) = Read(With("bad", Sessions));
        Assert.Empty(errors);
        var ratio = Assert.IsType<RatioIndicator>(Assert.Single(slos).Members[0].Indicator);
        Assert.Equal((true, "rum-errors", "/"), (ratio.CountsBad, ratio.Part.Type, ratio.Part.Spec["page"]));
        Assert.Contains("write bad instead of good", Assert.Single(Read(With("good", Sessions)).Errors).Message, StringComparison.Ordinal);
        Assert.Equal("must have the site and page of total", Assert.Single(Read(With("bad", Sessions.Replace(", page: /", "", StringComparison.Ordinal))).Errors).Message);
    }

    private static (IReadOnlyList<ServiceLevelObjective> Slos, IReadOnlyList<ConfigurationError> Errors) Read(params string[] texts)
    {
        var files = new OpenSloFiles(new HashSet<string> { "shop" });
        var errors = texts.Select((text, index) => new ConfigurationErrors($"slos/{index}.yaml", _ => null)).ToArray();
        foreach (var (text, file) in texts.Zip(errors))
            files.Read(text, file);
        var slos = files.Bind();
        return (slos, [.. errors.SelectMany(file => file.Items)]);
    }
}
