using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.OpenSlo;

namespace Reliability.Integrations.Tests.OpenSlo;

public sealed class SourceBindingTests
{
    private const string Sound = """
        apiVersion: openslo/v1
        kind: DataSource
        metadata: { name: prom }
        spec:
          type: prometheus
          connectionDetails:
            url: https://prom.example:9090/base
            username: suite
            password: ${PROM_PASSWORD}
        ---
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: api }
        spec:
          service: shop
          indicator:
            spec:
              ratioMetric:
                bad: { metricSource: { metricSourceRef: prom, spec: { query: "sum(increase(failed[{{.window}}]))" } } }
                total: { metricSource: { metricSourceRef: prom, type: prometheus, spec: { query: "sum(increase(all[{{.window}}]))" } } }
          timeWindow: [{ duration: 4w, isRolling: true }]
          budgetingMethod: Occurrences
          objectives: [{ target: 0.99 }]
        """;

    private const string Counts = """
        bad: { metricSource: { metricSourceRef: prom, spec: { query: "sum(increase(failed[{{.window}}]))" } } }
                total: { metricSource: { metricSourceRef: prom, type: prometheus, spec: { query: "sum(increase(all[{{.window}}]))" } } }
        """;

    private const string Raw = "raw: { metricSource: { metricSourceRef: prom, spec: { query: failure_share } } }\n        rawType: failure";

    [Fact]
    public void Counts_of_prometheus_come_with_their_query_and_connection()
    {
        var ratio = Assert.IsType<RatioIndicator>(Bound(Sound));

        Assert.True(ratio.CountsBad);
        Assert.Equal("sum(increase(all[{{.window}}]))", ratio.Total.Spec["query"]);
        Assert.Equal("prom", ratio.Part.Connection?.Name);
        Assert.Equal("https://prom.example:9090/base", ratio.Part.Connection?.Details["url"]);
        Assert.Equal("secret!", ratio.Part.Connection?.Details["password"]);
    }

    [Fact]
    public void Secrets_are_not_in_the_text_of_an_indicator() =>
        Assert.DoesNotContain("secret!", Bound(Sound).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("lte", ThresholdOperator.AtMost)]
    [InlineData("gte", ThresholdOperator.AtLeast)]
    [InlineData("lt", ThresholdOperator.Below)]
    [InlineData("gt", ThresholdOperator.Above)]
    public void Threshold_has_the_operator_and_value_of_its_objective(string op, ThresholdOperator expected)
    {
        var threshold = Assert.IsType<ThresholdIndicator>(Bound(Threshold($"op: {op}, value: 0.25")));
        Assert.Equal((expected, 0.25m, "up"), (threshold.Operator, threshold.Value, threshold.Metric.Spec["query"]));
    }

    [Theory]
    [InlineData("failure", true)]
    [InlineData("success", false)]
    public void Raw_ratio_is_of_failure_or_success(string type, bool isFailure) => Assert.Equal(
        isFailure,
        Assert.IsType<RawRatioIndicator>(Bound(Sound.Replace(Counts, Raw.Replace("failure", type, StringComparison.Ordinal), StringComparison.Ordinal))).IsFailure);

    [Theory]
    [InlineData("url: https://prom", "url: prom", 7, "connectionDetails.url: 'prom.example:9090/base' must be an address")]
    [InlineData("url: https://prom", "url: https://me:you@prom", 7, "connectionDetails.url: 'https://me:you@prom.example:9090/base' must be an address")]
    [InlineData("9090/base", "9090/?a=b", 7, "connectionDetails.url: 'https://prom.example:9090/?a=b' must be an address")]
    [InlineData("url: https", "uri: https", 7, "connectionDetails.uri: unknown key 'uri'")]
    [InlineData("${PROM_PASSWORD}", "open", 9, "connectionDetails.password: must be a setting, ${NAME}")]
    [InlineData("${PROM_PASSWORD}", "${NOT_SET}", 9, "connectionDetails.password: the setting NOT_SET is missing or empty")]
    [InlineData("username: suite", "token: ${PROM_PASSWORD}", 9, "connectionDetails.password: username and password belong together")]
    [InlineData("username: suite", "username: sui:te", 8, "connectionDetails.username: must not contain ':'")]
    [InlineData("username: suite", "token: ${PROM_PASSWORD}\n    username: suite", 8, "connectionDetails.token: must have either token, or username and password")]
    [InlineData("bad: { metricSource: { metricSourceRef: prom,", "bad: { metricSource: { type: prometheus,", 19, "metricSourceRef: missing key 'metricSourceRef': type prometheus needs a DataSource")]
    [InlineData("bad: { metricSource: { metricSourceRef: prom,", "bad: { metricSource: { metricSourceRef: prom, type: rum,", 19, "type: the DataSource 'prom' has type prometheus")]
    [InlineData("failed[{{.window}}]", "failed[5m]", 19, "spec.query: must count what happened in a window")]
    [InlineData("failed[{{.window}}]", "failed[{{ .window }}]", 19, "spec.query: has a placeholder that is unknown")]
    [InlineData("increase(failed", "increase(all", 19, "spec: must not be the query of total")]
    [InlineData("spec: { query: \"sum(increase(failed", "spec: { step: 1m, query: \"sum(increase(failed", 19, "spec.step: unknown key 'step'")]
    public void What_is_wrong_with_a_source_is_an_error_at_its_place(string text, string replacement, int line, string message)
    {
        var (slos, errors) = Read(Sound.Replace(text, replacement, StringComparison.Ordinal));

        Assert.Empty(slos);
        Assert.Contains(errors, error => error.Line == line && $"{error.Path}: {error.Message}".Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Broken_connection_is_named_once_for_all_its_queries() =>
        Assert.Single(Read(Sound.Replace("https://", "ftp://", StringComparison.Ordinal)).Errors);

    [Fact]
    public void Parts_of_a_ratio_come_from_one_source()
    {
        var second = Sound[..Sound.IndexOf("\n---", StringComparison.Ordinal)].Replace("name: prom ", "name: other ", StringComparison.Ordinal);
        var (slos, errors) = Read($"{second}\n---\n{Sound.Replace("bad: { metricSource: { metricSourceRef: prom", "bad: { metricSource: { metricSourceRef: other", StringComparison.Ordinal)}");

        Assert.Empty(slos);
        Assert.Equal("must be of the source of total: type prometheus of the DataSource 'prom'", Assert.Single(errors).Message);
    }

    [Theory]
    [InlineData("op: lte", "op")]
    [InlineData("value: 1", "value")]
    public void Threshold_without_operator_or_value_is_an_error(string limit, string there)
    {
        var missing = there == "op" ? "value" : "op";
        var (slos, errors) = Read(Threshold(limit));

        Assert.Empty(slos);
        Assert.Equal($"missing key '{missing}': a thresholdMetric needs it", Assert.Single(errors).Message);
    }

    [Fact]
    public void Source_of_counts_has_no_values_for_a_threshold()
    {
        var (slos, errors) = Read(Threshold("op: lt, value: 1").Replace("metricSourceRef: prom, spec: { query: up }", "type: rum, spec: { site: shop, metric: LCP }", StringComparison.Ordinal));

        Assert.Empty(slos);
        Assert.StartsWith("type rum counts events and has no values for thresholdMetric", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Slots_of_minutes_are_fine_for_what_is_asked_by_the_minute()
    {
        string Slots(string length) => Sound.Replace("name: api }", $"name: api, annotations: {{ reliability/low-traffic: \"slots:{length}\" }} }}", StringComparison.Ordinal);

        Assert.Empty(Read(Slots("60s")).Errors);
        Assert.Contains("whole minutes", Assert.Single(Read(Slots("90s")).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_and_slots_are_multiples_of_the_step_of_the_source()
    {
        string Step(string step, string slots) => Sound
            .Replace("username: suite", $"username: suite\n    step: {step}", StringComparison.Ordinal)
            .Replace("name: api }", $"name: api, annotations: {{ reliability/low-traffic: \"slots:{slots}\" }} }}", StringComparison.Ordinal);

        Assert.Empty(Read(Step("5m", "10m")).Errors);
        Assert.Contains("whole multiples of 5m", Assert.Single(Read(Step("5m", "6m")).Errors).Message, StringComparison.Ordinal);
        Assert.StartsWith("must be whole minutes that divide an hour", Assert.Single(Read(Step("7m", "7m")).Errors).Message, StringComparison.Ordinal);
    }

    private static string Threshold(string limit) => Sound
        .Replace($"ratioMetric:\n        {Counts}", "thresholdMetric: { metricSource: { metricSourceRef: prom, spec: { query: up } } }", StringComparison.Ordinal)
        .Replace("target: 0.99", $"target: 0.99, {limit}", StringComparison.Ordinal);

    private static SloIndicator Bound(string text)
    {
        var (slos, errors) = Read(text);
        Assert.Empty(errors);
        return Assert.Single(Assert.Single(slos).Members).Indicator;
    }

    private static (IReadOnlyList<ServiceLevelObjective> Slos, IReadOnlyList<ConfigurationError> Errors) Read(string text)
    {
        var files = new OpenSloFiles(new HashSet<string> { "shop" });
        var errors = new ConfigurationErrors("slos/a.yaml", name => name == "PROM_PASSWORD" ? "secret!" : null);
        files.Read(text, errors);
        return (files.Bind(), errors.Items);
    }
}
