using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.Tests.Configuration;

public sealed class OpenSloFilesTests
{
    private const string Sound = """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: shop-lcp
          displayName: Fast
          labels: { team: web, areas: [a, b] }
          annotations: { reliability/no-data: exclude, reliability/alert-service: web, other/key: x }
        spec:
          description: Text
          service: storefront
          indicator:
            spec:
              ratioMetric:
                counter: true
                good: { metricSource: { type: rum, spec: { site: shop, metric: LCP, rating: good, page: /a } } }
                total: { metricSource: { type: rum, spec: { site: shop, metric: LCP, page: /a } } }
          timeWindow: [{ duration: 4w, isRolling: true }]
          budgetingMethod: Occurrences
          objectives: [{ displayName: Good, target: 0.75 }]
        """;

    [Fact]
    public void Sound_objective_is_read()
    {
        var (slos, errors) = Read(Sound);

        Assert.Empty(errors);
        var slo = Assert.Single(slos);
        Assert.Equal("shop-lcp", slo.Name);
        Assert.Equal("Fast", slo.DisplayName);
        Assert.Equal("storefront", slo.Service);
        Assert.Equal(new RollingWindow(TimeSpan.FromDays(28)), slo.Window);
        Assert.Equal(new SloTarget(0.75m, "Good"), Assert.Single(slo.Objectives));
        Assert.Equal("web", slo.Annotations["reliability/alert-service"]);
        var ratio = Assert.IsType<RatioIndicator>(slo.Indicator);
        Assert.False(ratio.CountsBad);
        Assert.Equal("rum", ratio.Total.Type);
        Assert.Equal("good", ratio.Part.Spec["rating"]);
    }

    [Fact]
    public void Bad_events_may_be_counted_instead_of_good_ones()
    {
        var (slos, errors) = Read(Sound.Replace("good: {", "bad: {", StringComparison.Ordinal));

        Assert.Empty(errors);
        Assert.True(Assert.IsType<RatioIndicator>(Assert.Single(slos).Indicator).CountsBad);
    }

    [Fact]
    public void Target_may_be_a_percentage()
    {
        var (slos, _) = Read(Sound.Replace("target: 0.75", "targetPercent: 99.9", StringComparison.Ordinal));
        Assert.Equal(0.999m, Assert.Single(slos).Objectives[0].Target);
    }

    [Theory]
    [InlineData("kind: SLO", "kind: Service", 2, "kind: kind Service is not supported yet")]
    [InlineData("kind: SLO", "kind: Slo", 2, "kind: 'Slo' must be SLO,")]
    [InlineData("openslo/v1", "openslo/v2", 1, "apiVersion: 'openslo/v2' must be openslo/v1")]
    [InlineData("name: shop-lcp", "name: Shop", 4, "metadata.name: 'Shop' is no name")]
    [InlineData("no-data: exclude", "no-data: bad", 7, "metadata.annotations: reliability/no-data: 'bad' is not supported yet")]
    [InlineData("no-data: exclude", "nodata: x", 7, "metadata.annotations: unknown annotation 'reliability/nodata'")]
    [InlineData("service: storefront", "unknown: 1", 9, "spec.service: missing key 'service'")]
    [InlineData("indicator:", "indicatorRef: a\n  indicator:", 11, "spec.indicatorRef: references")]
    [InlineData("ratioMetric:", "thresholdMetric:", 13, "thresholdMetric: threshold metrics are not supported yet")]
    [InlineData("good: {", "raw: {", 15, "raw: raw metrics are not supported yet")]
    [InlineData("good: {", "bad: {}\n        good: {", 16, "good: must have either good or bad")]
    [InlineData("type: rum, spec: { site: shop, metric: LCP, page", "type: prometheus, spec: { page", 16, "type: type prometheus is not supported yet")]
    [InlineData("type: rum, spec: { site: shop, metric: LCP, page", "metricSourceRef: a, spec: { page", 16, "metricSourceRef: references")]
    [InlineData("metric: LCP, rating", "metric: INP, rating", 15, "must count a part of total: metric must be 'LCP'")]
    [InlineData("rating: good", "rating: fine", 15, "rating: 'fine' must be good, needs-improvement, poor")]
    [InlineData("rating: good", "device: phone", 15, "device: 'phone' must be unknown, mobile, tablet, desktop")]
    [InlineData("rating: good", "connection: fast", 15, "connection: 'fast' must be unknown, slow-2g, 2g, 3g, 4g")]
    [InlineData("name: shop-lcp", "name: report", 3, "metadata: 'report' is an address of its own")]
    [InlineData("rating: good", "colour: red", 15, "colour: unknown key 'colour'")]
    [InlineData("duration: 4w", "duration: 0w", 17, "timeWindow[0].duration: '0w' is no duration above 0")]
    [InlineData("duration: 4w", "duration: 90s", 17, "timeWindow[0].duration: '90s' is no duration above 0")]
    [InlineData("isRolling: true", "isRolling: false", 17, "timeWindow[0].isRolling: must be true")]
    [InlineData("isRolling: true", "calendar: {}", 17, "timeWindow[0].calendar: calendar windows are not supported yet")]
    [InlineData("isRolling: true }", "isRolling: true }, { duration: 1d, isRolling: true }", 17, "spec.timeWindow: must have exactly one item")]
    [InlineData("Occurrences", "Timeslices", 18, "spec.budgetingMethod: Timeslices is not supported yet")]
    [InlineData("target: 0.75", "target: 1", 19, "objectives[0].target: must be above 0 and below 1")]
    [InlineData("target: 0.75", "target: 0.0", 19, "objectives[0].target: must be above 0 and below 1")]
    [InlineData("target: 0.75", "targetPercent: 100", 19, "objectives[0].targetPercent: must be above 0 and below 1")]
    [InlineData("target: 0.75", "target: 75", 19, "objectives[0].target: must be 0 to 1, is 75")]
    [InlineData("target: 0.75", "target: 0.75, targetPercent: 75", 19, "objectives[0].target: must have either")]
    [InlineData("target: 0.75", "target: 0.75, op: lte", 19, "objectives[0].op: op is not supported yet")]
    [InlineData("target: 0.75", "target: 0.75, goal: 1", 19, "objectives[0].goal: unknown key 'goal'")]
    [InlineData("target: 0.75 }", "target: 0.75 }, { target: 0.9 }", 19, "spec.objectives: more than one objective is not supported yet")]
    [InlineData("objectives:", "alertPolicies: [{ alertPolicyRef: a }]\n  objectives:", 19, "spec.alertPolicies: alert policies are not supported yet")]
    public void What_is_wrong_or_not_supported_leaves_the_objective_out_with_an_error(
        string text, string replacement, int line, string message)
    {
        var (slos, errors) = Read(Sound.Replace(text, replacement, StringComparison.Ordinal));

        Assert.Empty(slos);
        Assert.Contains(errors, error =>
            error.Line == line && $"{error.Path}: {error.Message}".Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Bad_document_does_not_stop_the_others()
    {
        var second = Sound.Replace("name: shop-lcp", "name: other", StringComparison.Ordinal);
        var (slos, errors) = Read($"{Sound}\n---\nkind: Widget\n---\n{second}\n---\n{Sound}");

        Assert.Equal(["shop-lcp", "other"], slos.Select(slo => slo.Name));
        Assert.Contains(errors, error => error.Message == "there is another SLO 'shop-lcp'");
        Assert.Contains(errors, error => error.Path == "apiVersion" && error.Line == 21);
    }

    [Fact]
    public void Objective_for_an_unknown_site_is_kept_with_an_error()
    {
        var (slos, errors) = Read(Sound.Replace("site: shop", "site: elsewhere", StringComparison.Ordinal));

        Assert.Single(slos);
        Assert.Equal("the site 'elsewhere' is not in sites.yaml", Assert.Single(errors).Message);
    }

    private static (IReadOnlyList<ServiceLevelObjective> Slos, IReadOnlyList<ConfigurationError> Errors) Read(string text)
    {
        var errors = new ConfigurationErrors("slos/a.yaml", _ => null);
        var files = new OpenSloFiles(new HashSet<string> { "shop" });
        files.Read(text, errors);
        return (files.Slos, errors.Items);
    }
}
