using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.OpenSlo;

namespace Reliability.Integrations.Tests.OpenSlo;

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
        Assert.Equal(new RollingWindow(new SloDuration(4, SloDurationUnit.Weeks)), slo.Window);
        var member = Assert.Single(slo.Members);
        Assert.Equal((0.75m, "Good"), (member.Target, member.DisplayName));
        Assert.Equal("web", slo.Annotations["reliability/alert-service"]);
        Assert.Equal([13.44m, 5.6m, 2.8m], slo.Alerts.Take(3).Select(tier => tier.Factor));
        var ratio = Assert.IsType<RatioIndicator>(member.Indicator);
        Assert.False(ratio.CountsBad);
        Assert.Equal("rum", ratio.Total.Type);
        Assert.Equal("good", ratio.Part.Spec["rating"]);
    }

    [Fact]
    public void Bad_events_may_be_counted_instead_of_good_ones()
    {
        var (slos, errors) = Read(Sound.Replace("good: {", "bad: {", StringComparison.Ordinal));

        Assert.Empty(errors);
        Assert.True(Assert.IsType<RatioIndicator>(Assert.Single(slos).Members[0].Indicator).CountsBad);
    }

    [Fact]
    public void Target_may_be_a_percentage()
    {
        var (slos, _) = Read(Sound.Replace("target: 0.75", "targetPercent: 99.9", StringComparison.Ordinal));
        Assert.Equal(0.999m, Assert.Single(slos).Target);
    }

    [Theory]
    [InlineData("kind: SLO", "kind: Slo", 2, "kind: 'Slo' must be SLO,")]
    [InlineData("openslo/v1", "openslo/v2", 1, "apiVersion: 'openslo/v2' must be openslo/v1")]
    [InlineData("name: shop-lcp", "name: Shop", 4, "metadata.name: 'Shop' is no name")]
    [InlineData("no-data: exclude", "no-data: ignore", 7, "metadata.annotations.reliability/no-data: 'ignore' must be exclude, good, bad, no-data")]
    [InlineData("no-data: exclude", "low-traffic: few", 7, "metadata.annotations.reliability/low-traffic: 'few' must be none, min-events:N")]
    [InlineData("no-data: exclude", "nodata: x", 7, "metadata.annotations.reliability/nodata: unknown annotation 'reliability/nodata'")]
    [InlineData("no-data: exclude", "burn-rate-policy: mine", 7, "metadata.annotations: there is no burn-rate policy 'mine'; there are google-30d")]
    [InlineData("service: storefront", "unknown: 1", 9, "spec.service: missing key 'service'")]
    [InlineData("indicator:", "indicatorRef: a\n  indicator:", 11, "spec.indicatorRef: must have either indicator or indicatorRef")]
    [InlineData("ratioMetric:", "thresholdMetric:", 14, "thresholdMetric.metricSource: missing key")]
    [InlineData("good: {", "raw: {", 15, "raw: must have either raw, or total with good or bad")]
    [InlineData("good: {", "bad: {}\n        good: {", 16, "good: must have either good or bad")]
    [InlineData("type: rum, spec: { site: shop, metric: LCP, page", "type: synthetic, spec: { page", 16, "type: type synthetic is not supported yet")]
    [InlineData("type: rum, spec: { site: shop, metric: LCP, page", "type: oracle, spec: { page", 16, "type: there is no source of type 'oracle'")]
    [InlineData("type: rum, spec: { site: shop, metric: LCP, page", "metricSourceRef: a, spec: { page", 16, "metricSourceRef: there is no sound DataSource 'a'")]
    [InlineData("metric: LCP, rating", "metric: INP, rating", 15, "must count a part of total: metric must be 'LCP'")]
    [InlineData("rating: good", "rating: fine", 15, "rating: 'fine' must be good, needs-improvement, poor")]
    [InlineData("rating: good", "device: phone", 15, "device: 'phone' must be unknown, mobile, tablet, desktop")]
    [InlineData("rating: good", "connection: fast", 15, "connection: 'fast' must be unknown, slow-2g, 2g, 3g, 4g")]
    [InlineData("name: shop-lcp", "name: report", 3, "metadata: 'report' is an address of its own")]
    [InlineData("rating: good", "colour: red", 15, "colour: unknown key 'colour'")]
    [InlineData("objectives:", "alertPolicies: [{ alertPolicyRef: a }]\n  objectives:", 19, "spec.alertPolicies[0].alertPolicyRef: there is no sound AlertPolicy 'a'")]
    [InlineData("Occurrences", "Timeslices", 19, "spec.objectives[0].timeSliceTarget: missing key")]
    [InlineData("target: 0.75", "target: 1", 19, "spec.objectives[0].target: must be below 1")]
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

    [Theory]
    [InlineData("kind: [")]
    [InlineData("kind: SLO\nkind: SLO")]
    public void Document_that_is_no_yaml_does_not_take_out_the_one_before_it(string broken)
    {
        var (slos, errors) = Read($"{Sound}\n---\n{broken}");

        Assert.Equal("shop-lcp", Assert.Single(slos).Name);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public void Duplicate_key_takes_its_document_out() =>
        Assert.Empty(Read(Sound.Replace("  service: storefront", "  service: a\n  service: storefront", StringComparison.Ordinal)).Slos);

    [Fact]
    public void Annotation_that_is_no_text_is_one_error() => Assert.Equal(
        "metadata.annotations.reliability/no-data",
        Assert.Single(Read(Annotated("reliability/no-data: true")).Errors).Path);

    [Fact]
    public void Objective_for_an_unknown_site_is_kept_with_an_error()
    {
        var (slos, errors) = Read(Sound.Replace("site: shop", "site: elsewhere", StringComparison.Ordinal));

        Assert.Single(slos);
        Assert.Equal("the site 'elsewhere' is not in sites.yaml", Assert.Single(errors).Message);
    }

    [Fact]
    public void Indicators_and_sources_may_stand_in_documents_of_their_own()
    {
        var (slos, errors) = Read(
            Referring("SLI: lcp"),
            """
            apiVersion: openslo/v1
            kind: SLI
            metadata: { name: lcp }
            spec:
              ratioMetric:
                bad: { metricSource: { metricSourceRef: vitals, spec: { site: shop, metric: LCP, rating: poor } } }
                total: { metricSource: { metricSourceRef: vitals, type: rum, spec: { site: shop, metric: LCP } } }
            ---
            apiVersion: openslo/v1
            kind: DataSource
            metadata: { name: vitals }
            spec: { type: rum, connectionDetails: {} }
            ---
            apiVersion: openslo/v1
            kind: Service
            metadata: { name: storefront }
            spec: { description: Shop }
            """);

        Assert.Empty(errors);
        var member = Assert.Single(Assert.Single(slos).Members);
        Assert.Equal(("lcp", true), (member.Name, ((RatioIndicator)member.Indicator).CountsBad));
    }

    [Fact]
    public void Reference_to_nothing_is_an_error_where_it_stands()
    {
        var (slos, errors) = Read(Referring("SLI: lcp"));
        Assert.Empty(slos);
        Assert.Equal(("spec.indicatorRef", 6, "there is no sound SLI 'lcp'"), (errors[0].Path, errors[0].Line, errors[0].Message));
    }

    [Fact]
    public void Composite_has_a_member_for_every_objective()
    {
        const string Indicator = "ratioMetric: { good: { metricSource: { type: rum, spec: { site: shop, metric: LCP, rating: good } } }, total: { metricSource: { type: rum, spec: { site: shop, metric: LCP } } } }";
        string Composite(string second) => $$"""
            apiVersion: openslo/v1
            kind: SLO
            metadata: { name: both }
            spec:
              service: storefront
              timeWindow: [{ duration: 1M, calendar: { startTime: 2026-01-01 00:00:00, timeZone: America/New_York } }]
              budgetingMethod: Timeslices
              objectives:
                - { target: 0.9, timeSliceTarget: 0.5, timeSliceWindow: 60, indicator: { metadata: { name: a }, spec: { {{Indicator}} } } }
                - { target: 0.95, timeSliceTarget: 0.6, compositeWeight: 2, {{second}}, indicator: { metadata: { name: b }, spec: { {{Indicator}} } } }
            """;
        var (slos, errors) = Read(Composite("timeSliceWindow: 1h"));

        Assert.Empty(errors);
        var slo = Assert.Single(slos);
        Assert.Equal([("a", 0.9m, 0.5m, 1m), ("b", 0.95m, 0.6m, 2m)], slo.Members.Select(member => (member.Name, member.Target, member.SliceTarget, member.Weight)));
        Assert.Equal((TimeSpan.FromHours(1), 0.95m), (slo.SliceWindow, slo.Target));
        Assert.Equal("America/New_York", Assert.IsType<CalendarWindow>(slo.Window).Zone.Id);
        Assert.Equal("all objectives of a composite must have the same timeSliceWindow", Assert.Single(Read(Composite("timeSliceWindow: 2h")).Errors).Message);
        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(Read(Composite("timeSliceWindow: 5m").Replace("timeSliceWindow: 60", "timeSliceWindow: 5", StringComparison.Ordinal)).Slos).SliceWindow);
    }

    [Theory]
    [InlineData("", NoDataPolicy.Exclude)]
    [InlineData("reliability/no-data: no-data", NoDataPolicy.NoData)]
    [InlineData("reliability/no-data: bad", NoDataPolicy.Bad)]
    public void Policy_for_empty_windows_is_an_annotation(string annotation, NoDataPolicy policy) =>
        Assert.Equal(policy, Assert.Single(Read(Annotated(annotation)).Slos).NoData);

    [Fact]
    public void Policies_for_low_traffic_are_annotations()
    {
        LowTrafficPolicy Policy(string text) => Assert.Single(Read(Annotated($"reliability/low-traffic: \"{text}\"")).Slos).LowTraffic;

        Assert.Equal(new LowTrafficPolicy.None(), Policy("none"));
        Assert.Equal(new LowTrafficPolicy.MinEvents(30), Policy("min-events:30"));
        Assert.Equal(new LowTrafficPolicy.Slots(TimeSpan.FromHours(1)), Policy("slots:60m"));
        Assert.Equal(new LowTrafficPolicy.VolumeCorrected(), Policy("volume-corrected"));
    }

    [Fact]
    public void Windows_of_alerts_may_scale_instead_of_their_factors() => Assert.Equal(
        [14m, 7m, 2m, 1m],
        Assert.Single(Read(Annotated("reliability/burn-rate-scaling: windows")).Slos).Alerts.Select(tier => tier.Factor));

    private static string Annotated(string annotations) =>
        Sound.Replace("reliability/no-data: exclude, reliability/alert-service: web, other/key: x", annotations, StringComparison.Ordinal);

    private static string Referring(string reference) => $$"""
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: shop-lcp }
        spec:
          service: storefront
          indicatorRef: {{reference.Split(": ")[1]}}
          timeWindow: [{ duration: 4w, isRolling: true }]
          budgetingMethod: Occurrences
          objectives: [{ target: 0.75 }]
        """;

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
