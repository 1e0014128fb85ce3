using Reliability.Core.Slo;
using Reliability.Core.Slo.Reports;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo.Reports;

public sealed class SloExpositionTests
{
    [Fact]
    public void Fresh_status_tells_its_numbers()
    {
        var slo = Objective();
        var lines = Lines((slo, Evaluate(slo, Point(1, 995, 1_000), Point(5, 1_000, 1_000))));

        Assert.Contains("slo_objective_ratio{slo=\"checkout\",service=\"storefront\"} 0.99", lines);
        Assert.Contains("slo_availability_ratio{slo=\"checkout\",service=\"storefront\"} 0.9975", lines);
        Assert.Contains("slo_error_budget_remaining{slo=\"checkout\",service=\"storefront\"} 0.75", lines);
        Assert.Contains("slo_burn_rate{slo=\"checkout\",service=\"storefront\",window=\"1h\"} 0.5", lines);
        Assert.Contains("slo_status{slo=\"checkout\",service=\"storefront\",status=\"healthy\"} 1", lines);
        Assert.Contains("slo_status{slo=\"checkout\",service=\"storefront\",status=\"stale\"} 0", lines);
        Assert.Contains("slo_evaluation_timestamp_seconds{slo=\"checkout\",service=\"storefront\"} 1790856000", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("slo_latency_ratio", StringComparison.Ordinal));
    }

    [Fact]
    public void Stale_status_tells_no_number_that_could_pass_for_a_fresh_one()
    {
        var slo = Objective();
        var status = Evaluate(slo, Point(1, 995, 1_000));

        foreach (var stale in new[] { status with { FailingSince = Now }, status with { EvaluatedAt = Now - SloFreshness.StaleAfter - Minute } })
        {
            var lines = Lines((slo, stale));
            Assert.Equal(
                ["slo_evaluation_timestamp_seconds", "slo_objective_ratio", "slo_status"],
                lines.Select(line => line.Split('{')[0]).Distinct().Order(StringComparer.Ordinal));
            Assert.Contains("slo_status{slo=\"checkout\",service=\"storefront\",status=\"stale\"} 1", lines);
            Assert.Contains("slo_status{slo=\"checkout\",service=\"storefront\",status=\"healthy\"} 0", lines);
        }
    }

    [Fact]
    public void Objective_without_data_or_evaluation_says_so()
    {
        var (quiet, later) = (Objective(name: "quiet"), Objective(name: "later"));
        var lines = Lines((quiet, Evaluate(quiet)), (later, null));

        Assert.Contains("slo_status{slo=\"quiet\",service=\"storefront\",status=\"no-data\"} 1", lines);
        Assert.Contains("slo_status{slo=\"later\",service=\"storefront\",status=\"stale\"} 1", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("slo_availability_ratio", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("slo_evaluation", StringComparison.Ordinal) && line.Contains("later", StringComparison.Ordinal));
    }

    [Fact]
    public void Violated_objective_has_a_negative_budget()
    {
        var slo = Objective();
        Assert.Contains("slo_error_budget_remaining{slo=\"checkout\",service=\"storefront\"} -1", Lines((slo, Evaluate(slo, Point(1, 98, 100)))));
    }

    [Fact]
    public void Every_family_is_described_once_and_before_its_samples()
    {
        var slo = Objective();
        var seen = new HashSet<string>();
        var current = "";
        foreach (var line in SloExposition.Write([(slo, Evaluate(slo, Point(1, 98, 100))), (Objective(name: "b"), null)], Now).TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
                Assert.True(seen.Add(current = line.Split(' ')[2]), line);
            else
                Assert.StartsWith(line[0] == '#' ? $"# TYPE {current} gauge" : current + "{", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_are_escaped()
    {
        var slo = Objective() with { Service = "a\"b\\c\nd" };
        Assert.Contains("slo_objective_ratio{slo=\"checkout\",service=\"a\\\"b\\\\c\\nd\"} 0.99", Lines((slo, null)));
    }

    [Theory]
    [InlineData("LCP", null, SloSubject.Latency)]
    [InlineData("INP", null, SloSubject.Latency)]
    [InlineData("CLS", null, SloSubject.Availability)]
    [InlineData("LCP", "availability", SloSubject.Availability)]
    [InlineData("CLS", "latency", SloSubject.Latency)]
    public void Web_vitals_that_are_times_are_latencies_unless_the_document_says_otherwise(string metric, string? annotation, SloSubject expected)
    {
        var source = new MetricSource("rum", new Dictionary<string, string> { ["site"] = "shop", ["metric"] = metric });
        var slo = Objective() with
        {
            Members = [Member(0.75m) with { Indicator = new RatioIndicator(source, source, CountsBad: false) }],
            Annotations = annotation is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["reliability/sli"] = annotation },
        };
        Assert.Equal(expected, SloSubjects.SubjectOf(slo));
    }

    private static string[] Lines(params (ServiceLevelObjective, SloStatus?)[] objectives) =>
        [.. SloExposition.Write(objectives, Now).Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
}
