using Reliability.Core.Slo;
using Reliability.Core.Slo.Grafana;
using Reliability.Core.Slo.Prometheus;

namespace Reliability.Core.Tests.Slo;

/// <summary>What rules and dashboards say; that they are right is tested with Prometheus itself.</summary>
public sealed class PrometheusGeneratorTests
{
    private static readonly SourceConnection Here = new("prom", new Dictionary<string, string>());

    [Fact]
    public void Rules_run_the_queries_of_the_objective_step_by_step()
    {
        var group = PrometheusRules.For(Objective());

        Assert.Equal(("slo-checkout", TimeSpan.FromMinutes(1)), (group.Name, group.Interval));
        Assert.Equal(
            [
                "slo:objective:ratio", "slo:events_part:increase1m", "slo:events_total:increase1m", "slo:events_bad:increase1m",
                "slo:burn_error:ratio5m", "slo:burn_error:ratio1h", "slo:burn_error:ratio6h", "slo:burn_error:ratio1d", "slo:burn_error:ratio3d",
                "slo:window_error:ratio30d", "slo:error_budget_remaining:ratio", "SloErrorBudgetBurn", "SloDataAbsent",
            ],
            group.Rules.Select(rule => rule.Name));
        Assert.Contains("sum(increase(all[1m]))", Rule(group, "slo:events_total:increase1m").Expression, StringComparison.Ordinal);
        Assert.Equal(
            """slo:burn_error:ratio1h{slo="checkout"} > 0.144 and slo:burn_error:ratio5m{slo="checkout"} > 0.144""",
            Rule(group, "SloErrorBudgetBurn").Expression);
        Assert.Contains(new("severity", "page"), Rule(group, "SloErrorBudgetBurn").Labels);
    }

    [Fact]
    public void Step_of_the_source_is_the_interval_of_the_group()
    {
        var slow = new SourceConnection("prom", new Dictionary<string, string> { ["step"] = "5m" });
        var group = PrometheusRules.For(Objective(slow));
        Assert.Equal(TimeSpan.FromMinutes(5), group.Interval);
        Assert.Contains("sum(increase(all[5m]))", Rule(group, "slo:events_total:increase5m").Expression, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_documents_are_no_templates()
    {
        var tier = BurnRateTier.Of("{{ bad", TimeSpan.FromHours(1), 2m, new BurnRateCondition("fast", BurnRateComparison.Gt, TimeSpan.Zero));
        Assert.Contains(
            new("severity", "{{ \"{{\" }} bad"), Rule(PrometheusRules.For(Objective() with { Alerts = [tier] }), "SloErrorBudgetBurn").Labels);
    }

    [Fact]
    public void Tickets_are_silent_while_a_page_fires()
    {
        var slo = Objective() with { Alerts = [Page, Page with { Severity = BurnRateTier.Ticket, Factor = 2m }] };
        Assert.EndsWith(
            """unless (slo:burn_error:ratio1h{slo="checkout"} > 0.144 and slo:burn_error:ratio5m{slo="checkout"} > 0.144)""",
            PrometheusRules.For(slo).Rules.Last(rule => rule.Name == "SloErrorBudgetBurn").Expression,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Alert_policy_is_compared_as_it_says_for_as_long_as_it_says_and_nothing_silences_it()
    {
        var condition = new BurnRateCondition("slow", BurnRateComparison.Gte, TimeSpan.FromMinutes(10));
        var slo = Objective() with { Alerts = [Page, BurnRateTier.Of(BurnRateTier.Ticket, TimeSpan.FromHours(6), 2m, condition)] };

        var rule = PrometheusRules.For(slo).Rules.Last(rule => rule.Name == "SloErrorBudgetBurn");

        Assert.Equal("""slo:burn_error:ratio6h{slo="checkout"} >= 0.02""", rule.Expression);
        Assert.Equal(TimeSpan.FromMinutes(10), rule.For);
        Assert.Contains(new("policy", "slow"), rule.Labels);
        Assert.Contains("        for: 10m\n", PrometheusRulesYaml.Write(PrometheusRules.For(slo)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rum", "because its counts of type rum are not in Prometheus.")]
    [InlineData("two", "because its counts are in more than one Prometheus.")]
    [InlineData("volume", "because PromQL has no calendar, and volume-corrected needs the traffic of the period.")]
    [InlineData("odd", "because the window 5m of an alert is no multiple of 2m, what burn rates count by.")]
    public void What_promql_cannot_count_is_read_from_the_suite(string kind, string reason)
    {
        var group = PrometheusRules.For(Uncountable(kind));

        Assert.Contains(group.Notes, note => note.EndsWith(reason, StringComparison.Ordinal));
        Assert.Equal(["SloErrorBudgetBurn", "SloDataAbsent"], group.Rules.Select(rule => rule.Name));
        Assert.Equal(
            """max by (slo) (slo_burn_rate{slo="checkout",window="1h"}) > 14.4 and max by (slo) (slo_burn_rate{slo="checkout",window="5m"}) > 14.4""",
            group.Rules[0].Expression);
    }

    [Fact]
    public void Slices_of_a_calendar_are_counted_where_they_start_with_the_clock()
    {
        bool RunsQueries(string zone, int minutes) => PrometheusRules.For(Objective() with
        {
            Window = Month(zone),
            BudgetingMethod = BudgetingMethod.Timeslices,
            SliceWindow = TimeSpan.FromMinutes(minutes),
            Alerts = [Page with { ShortWindow = TimeSpan.FromMinutes(20), Factor = 2m }],
        }).Rules.Count > 2;

        Assert.True(RunsQueries("Asia/Kathmandu", 5));
        Assert.True(RunsQueries("UTC", 20));
        Assert.False(RunsQueries("Asia/Kathmandu", 20));
    }

    [Fact]
    public void Alert_that_can_never_fire_is_left_out_with_its_reason()
    {
        var group = PrometheusRules.For(Objective() with { Alerts = [Page with { Factor = 200m }] });
        Assert.Equal("SloDataAbsent", Assert.Single(group.Rules, rule => rule.Annotations is not null).Name);
        Assert.Contains(group.Notes, note => note.StartsWith("Left out, as it can never fire: page 1h/5m: the burn rate is never above 100", StringComparison.Ordinal));
    }

    [Fact]
    public void Texts_of_the_objective_are_quoted()
    {
        var yaml = PrometheusRulesYaml.Write(PrometheusRules.For(Objective() with { Service = "it's {{ $x }}\n\"b\"" }));
        Assert.Contains("""service: "it's {{ \"{{\" }} $x }}\n\"b\"" """.TrimEnd(), yaml, StringComparison.Ordinal);
        Assert.Contains("- record: 'slo:objective:ratio'\n        expr: 'vector(0.99)'\n", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Dashboard_has_what_grafana_imports()
    {
        var dashboard = GrafanaDashboard.For(Objective() with { DisplayName = "Checkout works" });

        Assert.Equal(("slo-checkout", "SLO Checkout works", 39), ((string?)dashboard["uid"], (string?)dashboard["title"], (int)dashboard["schemaVersion"]!));
        Assert.Equal("datasource", (string?)dashboard["templating"]!["list"]![0]!["type"]);
        var panels = dashboard["panels"]!.AsArray();
        Assert.Equal(["stat", "stat", "stat", "stat", "timeseries", "timeseries", "timeseries"], panels.Select(panel => (string?)panel!["type"]));
        Assert.Equal(Enumerable.Range(1, panels.Count), panels.Select(panel => (int)panel!["id"]!));
        Assert.All(panels, panel => Assert.All(panel!["targets"]!.AsArray(), target =>
        {
            Assert.Equal("${datasource}", (string?)target!["datasource"]!["uid"]);
            Assert.NotEmpty((string)target["expr"]!);
        }));
        Assert.Equal(["A", "B", "C", "D", "E"], panels[5]!["targets"]!.AsArray().Select(target => (string?)target!["refId"]));
    }

    [Fact]
    public void Panels_do_not_overlap()
    {
        var taken = new HashSet<(int, int)>();
        foreach (var place in GrafanaDashboard.For(Objective())["panels"]!.AsArray().Select(panel => panel!["gridPos"]!))
        {
            Assert.InRange((int)place["x"]! + (int)place["w"]!, 1, 24);
            for (var x = (int)place["x"]!; x < (int)place["x"]! + (int)place["w"]!; x++)
            {
                for (var y = (int)place["y"]!; y < (int)place["y"]! + (int)place["h"]!; y++)
                    Assert.True(taken.Add((x, y)), $"Two panels at {x}, {y}.");
            }
        }
    }

    [Fact]
    public void Series_of_the_dashboard_are_those_of_the_rules()
    {
        var slo = Objective();
        var recorded = PrometheusRules.For(slo).Rules.Select(rule => rule.Name).ToHashSet();
        var used = GrafanaDashboard.For(slo)["panels"]!.AsArray()
            .SelectMany(panel => panel!["targets"]!.AsArray())
            .SelectMany(target => System.Text.RegularExpressions.Regex.Matches((string)target!["expr"]!, "slo:[a-z_]+:[a-z0-9]+"))
            .Select(match => match.Value);
        Assert.Subset(recorded, used.ToHashSet());
    }

    [Fact]
    public void Dashboard_of_a_long_name_has_a_short_uid_of_its_own()
    {
        string Uid(string name) => (string)GrafanaDashboard.For(Objective() with { Name = name })["uid"]!;

        var (one, other) = (Uid(new string('a', 62) + "b"), Uid(new string('a', 62) + "c"));
        Assert.InRange(one.Length, 1, GrafanaDashboard.MaxUid);
        Assert.NotEqual(one, other);
        Assert.Equal(40, Uid(new string('a', 36)).Length);
    }

    [Fact]
    public void Dashboard_of_counts_that_are_elsewhere_reads_the_suite() => Assert.DoesNotContain(
        "slo:", GrafanaDashboard.For(Uncountable("rum"))["panels"]!.ToJsonString().Replace("max by (slo)", "", StringComparison.Ordinal), StringComparison.Ordinal);

    private static readonly BurnRateTier Page = new(BurnRateTier.Page, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m);

    private static CalendarWindow Month(string zone) =>
        new(SloBuilders.Duration("1M"), new DateTime(2026, 1, 1), TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static PrometheusRule Rule(PrometheusRuleGroup group, string name) => Assert.Single(group.Rules, rule => rule.Name == name);

    private static ServiceLevelObjective Objective(SourceConnection? connection = null) =>
        SloBuilders.Objective() with { Members = [Member("", connection ?? Here)], Alerts = [Page] };

    private static SloMember Member(string name, SourceConnection connection, string type = "prometheus")
    {
        MetricSource Query(string metric) => new(type, new Dictionary<string, string> { ["query"] = $"sum(increase({metric}[{{{{.window}}}}]))" }) { Connection = connection };

        return SloBuilders.Member(0.99m, name) with { Indicator = new RatioIndicator(Query("all"), Query("good"), CountsBad: false) };
    }

    private static ServiceLevelObjective Uncountable(string kind)
    {
        return kind switch
        {
            "rum" => Objective() with { Members = [Member("", Here, "rum")] },
            "two" => Objective() with { Members = [Member("a", Here), Member("b", Here with { Name = "other" })] },
            "volume" => Objective() with { Window = Month("UTC"), LowTraffic = new LowTrafficPolicy.VolumeCorrected() },
            _ => Objective() with { LowTraffic = new LowTrafficPolicy.Slots(TimeSpan.FromMinutes(2)) },
        };
    }
}
