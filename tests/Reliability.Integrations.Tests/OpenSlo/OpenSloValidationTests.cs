using Reliability.Integrations.OpenSlo;

namespace Reliability.Integrations.Tests.OpenSlo;

// Bounds as in the tables that the reference implementation (OpenSLO/go-sdk) tests itself by.
public sealed class OpenSloValidationTests
{
    private const string Slo = """
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: web, labels: { team: [a, b] }, annotations: { openslo.com/x: y } }
        spec:
          description: Text
          service: TheServiceName
          indicator:
            metadata: { name: good }
            spec:
              ratioMetric:
                counter: true
                good: { metricSource: { metricSourceRef: prom, type: Prometheus, spec: { query: x } } }
                total: { metricSource: { type: Datadog, spec: { query: [1, { a: b }] } } }
          timeWindow: [{ duration: 1M, calendar: { startTime: 2026-01-31 12:30:00, timeZone: America/New_York } }]
          budgetingMethod: Timeslices
          objectives: [{ target: 0.99, timeSliceTarget: 0.9, timeSliceWindow: 1m }]
          alertPolicies:
        """;

    private const string Alerts = """
        apiVersion: openslo/v1
        kind: AlertPolicy
        metadata: { name: policy }
        spec:
          alertWhenNoData: false
          conditions:
            - kind: AlertCondition
              metadata: { name: burn }
              spec:
                severity: page
                condition: { kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1h, alertAfter: 0m }
          notificationTargets: [{ targetRef: mail }]
        """;

    [Theory]
    [InlineData("target: 0.99", "target: 0.0")]
    [InlineData("target: 0.99", "target: .9999")]
    [InlineData("target: 0.99", "targetPercent: 0")]
    [InlineData("target: 0.99", "targetPercent: 99.9999")]
    [InlineData("timeSliceTarget: 0.9", "timeSliceTarget: .1")]
    [InlineData("timeSliceTarget: 0.9", "timeSliceTarget: 1.0")]
    [InlineData("timeSliceWindow: 1m", "timeSliceWindow: 5")]
    [InlineData("Timeslices", "RatioTimeslices")]
    [InlineData("Timeslices", "Occurrences")]
    [InlineData("target: 0.99", "target: 0.99, compositeWeight: 999999999999.9999")]
    [InlineData("duration: 1M", "duration: 1Q")]
    [InlineData("America/New_York", "UTC")]
    [InlineData("America/New_York", "Europe/Berlin")]
    [InlineData("duration: 1M, calendar: { startTime: 2026-01-31 12:30:00, timeZone: America/New_York }", "duration: 10m, isRolling: true")]
    [InlineData("timeSliceWindow: 1m }", "timeSliceWindow: 1m }, { target: 0.9, timeSliceTarget: 1, timeSliceWindow: 2m }")]
    [InlineData("alertPolicies:", "alertPolicies: [{ alertPolicyRef: policy }]")]
    public void Sound_documents_are_valid_whether_they_can_be_evaluated_or_not(string text, string replacement) =>
        Assert.Empty(Errors(Slo, text, replacement));

    [Theory]
    [InlineData("target: 0.99", "target: 1.0", "spec.objectives[0].target")]
    [InlineData("target: 0.99", "target: -.1", "spec.objectives[0].target")]
    [InlineData("target: 0.99", "targetPercent: 100", "spec.objectives[0].targetPercent")]
    [InlineData("target: 0.99", "targetPercent: -.1", "spec.objectives[0].targetPercent")]
    [InlineData("target: 0.99", "target: 0.99, targetPercent: 99", "spec.objectives[0].target")]
    [InlineData("target: 0.99, ", "", "spec.objectives[0].target")]
    [InlineData("target: 0.99", "target: \"0.99\"", "spec.objectives[0].target")]
    [InlineData("timeSliceTarget: 0.9", "timeSliceTarget: 0", "spec.objectives[0].timeSliceTarget")]
    [InlineData("timeSliceTarget: 0.9", "timeSliceTarget: 1.1", "spec.objectives[0].timeSliceTarget")]
    [InlineData("timeSliceTarget: 0.9, ", "", "spec.objectives[0].timeSliceTarget")]
    [InlineData(", timeSliceWindow: 1m", "", "spec.objectives[0].timeSliceWindow")]
    [InlineData("timeSliceWindow: 1m", "timeSliceWindow: 0", "spec.objectives[0].timeSliceWindow")]
    [InlineData("target: 0.99", "target: 0.99, op: lte, value: 1", "spec.objectives[0].op")]
    [InlineData("target: 0.99", "target: 0.99, compositeWeight: 0", "spec.objectives[0].compositeWeight")]
    [InlineData("target: 0.99", "target: 0.99, compositeWeight: -2", "spec.objectives[0].compositeWeight")]
    [InlineData("target: 0.99", "target: 0.99, indicatorRef: other", "spec.indicator")]
    [InlineData("duration: 1M", "duration: 1S", "spec.timeWindow[0].duration")]
    [InlineData("duration: 1M", "duration: 0w", "spec.timeWindow[0].duration")]
    [InlineData("duration: 1M", "duration: -1m", "spec.timeWindow[0].duration")]
    [InlineData("duration: 1M", "duration: invalid", "spec.timeWindow[0].duration")]
    [InlineData("duration: 1M", "duration: 1M, isRolling: true", "spec.timeWindow[0].calendar")]
    [InlineData("duration: 1M, calendar: { startTime: 2026-01-31 12:30:00, timeZone: America/New_York }", "duration: 1M", "spec.timeWindow[0].isRolling")]
    [InlineData("New_York } }]", "New_York } }, { duration: 1d, isRolling: true }]", "spec.timeWindow")]
    [InlineData("America/New_York", "America/Springfield", "spec.timeWindow[0].calendar.timeZone")]
    [InlineData("America/New_York", "Eastern Standard Time", "spec.timeWindow[0].calendar.timeZone")]
    [InlineData("2026-01-31 12:30:00", "2026-02-31 12:30:00", "spec.timeWindow[0].calendar.startTime")]
    [InlineData("2026-01-31 12:30:00", "2026-01-31T12:30:00Z", "spec.timeWindow[0].calendar.startTime")]
    [InlineData("budgetingMethod: Timeslices", "budgetingMethod: timeslices", "spec.budgetingMethod")]
    [InlineData("service: TheServiceName", "name: x", "spec.service")]
    [InlineData("metadata: { name: web,", "metadata: { name: Web,", "metadata.name")]
    [InlineData("team: [a, b]", "-team: a", "metadata.labels.-team")]
    [InlineData("team: [a, b]", "team: { a: b }", "metadata.labels.team")]
    [InlineData("openslo.com/x: y", "Not DNS/x: y", "metadata.annotations.Not DNS/x")]
    [InlineData("openslo.com/x: y", "openslo.com/x: true", "metadata.annotations.openslo.com/x")]
    [InlineData("openslo.com/x: y", "reliability/no-data: maybe", "metadata.annotations.reliability/no-data")]
    [InlineData("good: { metricSource", "raw: { metricSource", "spec.indicator.spec.ratioMetric.raw")]
    [InlineData("metricSourceRef: prom, type: Prometheus, ", "", "spec.indicator.spec.ratioMetric.good.metricSource.type")]
    [InlineData("metricSourceRef: prom, ", "metricSourceRef: Prom, ", "spec.indicator.spec.ratioMetric.good.metricSource.metricSourceRef")]
    [InlineData("counter: true", "counter: 1", "spec.indicator.spec.ratioMetric.counter")]
    [InlineData("counter: true", "markdown: x", "spec.indicator.spec.ratioMetric.markdown")]
    [InlineData("alertPolicies:", "alertPolicies: [FooAlertPolicy]", "spec.alertPolicies[0]")]
    [InlineData("alertPolicies:", "alertPolicies: [{ alertPolicyRef: invalid ref }]", "spec.alertPolicies[0].alertPolicyRef")]
    [InlineData("alertPolicies:", "alertPolicies: [{ alertPolicyRef: a, kind: AlertPolicy }]", "spec.alertPolicies[0].kind")]
    [InlineData("  indicator:", "  indicatorRef: a\n  indicator:", "spec.indicatorRef")]
    public void Broken_rule_is_named_by_its_path(string text, string replacement, string path) =>
        Assert.Contains(Errors(Slo, text, replacement), error => error.Path == path);

    [Theory]
    [InlineData("alertWhenNoData: false", "alertWhenNoData: no", "spec.alertWhenNoData")]
    [InlineData("severity: page", "description: x", "spec.conditions[0].spec.severity")]
    [InlineData("kind: burnrate, ", "", "spec.conditions[0].spec.condition.kind")]
    [InlineData("kind: burnrate", "kind: wrong", "spec.conditions[0].spec.condition.kind")]
    [InlineData("op: gt, ", "", "spec.conditions[0].spec.condition.op")]
    [InlineData("op: gt", "op: eq", "spec.conditions[0].spec.condition.op")]
    [InlineData("threshold: 2, ", "", "spec.conditions[0].spec.condition.threshold")]
    [InlineData("lookbackWindow: 1h, ", "", "spec.conditions[0].spec.condition.lookbackWindow")]
    [InlineData("alertAfter: 0m", "operator: gt", "spec.conditions[0].spec.condition.operator")]
    [InlineData("- kind: AlertCondition", "- conditionRef: a\n    - kind: AlertCondition", "spec.conditions")]
    [InlineData("- kind: AlertCondition", "- kind: SLI", "spec.conditions[0].kind")]
    [InlineData("notificationTargets: [{ targetRef: mail }]", "notificationTargets: []", "spec.notificationTargets")]
    [InlineData("targetRef: mail", "kind: AlertNotificationTarget, metadata: { name: a }, spec: {}", "spec.notificationTargets[0].spec.target")]
    public void Alerts_are_checked_as_deeply(string text, string replacement, string path)
    {
        Assert.Empty(OpenSloValidation.Validate(Alerts).Documents[0].Errors);
        Assert.Contains(Errors(Alerts, text, replacement), error => error.Path == path);
    }

    [Theory]
    [InlineData("kind: Service\nmetadata: { name: a }\nspec: {}", null)]
    [InlineData("kind: Service\nmetadata: { name: a }\nspec: { owner: b }", "spec.owner")]
    [InlineData("kind: DataSource\nmetadata: { name: a }\nspec: { type: x, connectionDetails: [1] }", null)]
    [InlineData("kind: DataSource\nmetadata: { name: a }\nspec: { connectionDetails: [1] }", "spec.type")]
    [InlineData("kind: DataSource\nmetadata: { name: a }\nspec: { type: x }", "spec.connectionDetails")]
    [InlineData("kind: AlertNotificationTarget\nmetadata: { name: a }\nspec: { target: mail }", null)]
    [InlineData("kind: AlertNotificationTarget\nmetadata: { name: a }\nspec: { description: mail }", "spec.target")]
    [InlineData("kind: SLI\nmetadata: { name: a }\nspec: { thresholdMetric: { metricSource: { type: x, spec: {} } } }", null)]
    [InlineData("kind: SLI\nmetadata: { name: a }\nspec: { ratioMetric: { rawType: success, raw: { metricSource: { type: x, spec: {} } } } }", null)]
    [InlineData("kind: SLI\nmetadata: { name: a }\nspec: { ratioMetric: { rawType: ratio, raw: { metricSource: { type: x, spec: {} } } } }", "spec.ratioMetric.rawType")]
    [InlineData("kind: SLI\nmetadata: { name: a }\nspec: {}", "spec.ratioMetric")]
    [InlineData("kind: Widget\nmetadata: { name: a }\nspec: {}", "kind")]
    [InlineData("kind: Service\nspec: {}", "metadata")]
    public void Every_kind_is_checked(string document, string? path)
    {
        var errors = OpenSloValidation.Validate("apiVersion: openslo/v1\n" + document).Documents[0].Errors;
        Assert.Equal(path is null ? [] : [path], errors.Select(error => error.Path));
    }

    [Theory]
    [InlineData(1050, true)]
    [InlineData(1051, false)]
    public void Description_ends_at_1050_characters(int length, bool isValid) =>
        Assert.Equal(isValid, OpenSloValidation.Validate(Slo.Replace("description: Text", $"description: {new string('x', length)}", StringComparison.Ordinal)).Valid);

    [Fact]
    public void Threshold_needs_a_comparison_and_has_one_objective()
    {
        var threshold = Slo.Replace("objectives: [{", "objectives: [{ op: lte, value: 0.2,", StringComparison.Ordinal);
        var metric = threshold[..threshold.IndexOf("      ratioMetric:", StringComparison.Ordinal)]
            + "      thresholdMetric: { metricSource: { type: x, spec: {} } }\n"
            + threshold[threshold.IndexOf("  timeWindow:", StringComparison.Ordinal)..];

        Assert.True(OpenSloValidation.Validate(metric).Valid);
        Assert.Equal(["spec.objectives[0].value"], Errors(metric, "value: 0.2,", "").Select(error => error.Path));
        Assert.Contains(Errors(metric, "timeSliceWindow: 1m }", "timeSliceWindow: 1m }, { op: lt, value: 1, target: 0.9, timeSliceTarget: 1, timeSliceWindow: 1m }"), error => error.Path == "spec.objectives");
    }

    [Fact]
    public void Every_error_of_every_document_is_told_at_once_and_in_its_document()
    {
        var report = OpenSloValidation.Validate(
            "apiVersion: openslo/v1\nkind: Service\nmetadata: { name: A }\nspec: { x: 1 }\n---\n" + Alerts
            + "\n---\nkind: Gadget\nkind: Service\n---\n- a\n---\nmetadata: { name: [\n");

        Assert.False(report.Valid);
        Assert.Equal(
            [("Service", "A", 2), ("AlertPolicy", "policy", 0), ("Gadget", null, 5), (null, null, 1), ((string?)null, (string?)null, 1)],
            report.Documents.Select(document => (document.Kind, document.Name, document.Errors.Count)));
        Assert.Equal([3, 4], report.Documents[0].Errors.Select(error => error.Line));
        Assert.StartsWith("not YAML", report.Documents[4].Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Second_document_of_one_kind_and_name_is_an_error()
    {
        var report = OpenSloValidation.Validate($"{Alerts}\n---\n{Alerts}");
        Assert.Equal([0, 1], report.Documents.Select(document => document.Errors.Count));
    }

    [Fact]
    public void Damaged_text_is_reported_and_never_breaks_the_report()
    {
        const string Damage = "{}[]:,-\"'|>&*!%@#\n\t 0xé\0";
        var random = new Random(20261001);
        var text = $"{Slo}\n---\n{Alerts}";
        for (var round = 0; round < 500; round++)
        {
            var damaged = new System.Text.StringBuilder(text);
            for (var hit = random.Next(1, 4); hit > 0; hit--)
            {
                var at = random.Next(damaged.Length - 20);
                damaged.Remove(at, random.Next(3) == 0 ? 20 : 1).Insert(at, Damage[random.Next(Damage.Length)]);
            }

            var report = OpenSloValidation.Validate(damaged.ToString());
            Assert.Equal(report.Valid, report.Documents.All(document => document.Errors.Count == 0));
            Assert.NotEmpty(report.Documents);
        }
    }

    [Fact]
    public void Text_without_documents_is_not_valid() => Assert.False(OpenSloValidation.Validate("# nothing\n").Valid);

    [Fact]
    public void Json_is_yaml() => Assert.True(OpenSloValidation.Validate(
        """{"apiVersion":"openslo/v1","kind":"Service","metadata":{"name":"a"},"spec":{"description":"\u00e9\/"}}""").Valid);

    private static IReadOnlyList<OpenSloError> Errors(string document, string text, string replacement)
    {
        Assert.Contains(text, document, StringComparison.Ordinal);
        return OpenSloValidation.Validate(document.Replace(text, replacement, StringComparison.Ordinal)).Documents[0].Errors;
    }
}
