using System.Globalization;
using System.Text;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Prometheus;
using Reliability.Testing;
using static Reliability.Integrations.Tests.Prometheus.StubPrometheus;

namespace Reliability.Integrations.Tests.Prometheus;

/// <summary>Generated rules, run by <c>promtool</c> on the same samples as the suite's own engine: both must say the same, minute by minute.</summary>
public sealed class PrometheusRulesTests
{
    private const int Minutes = 180;
    private const int ScrapeSeconds = 15;
    private const int WholeWindowFrom = 125;

    // promtool starts at 1970.
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly SourceConnection Here = Connection("http://prom.example");

    private static readonly BurnRateTier[] Tiers =
    [
        new(BurnRateTier.Page, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(5), 4m),
        new(BurnRateTier.Ticket, TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(10), 1.5m),
    ];

    public static TheoryData<string> Kinds => [.. Objectives.Keys];

    private static Dictionary<string, ServiceLevelObjective> Objectives { get; } = new()
    {
        ["good"] = Objective(),
        ["bad"] = Objective() with { Members = [Member("a", countsBad: true)] },
        ["no-data-good"] = Objective() with { NoData = NoDataPolicy.Good },
        ["no-data-bad"] = Objective() with { NoData = NoDataPolicy.Bad },
        ["no-data-unknown"] = Objective() with { NoData = NoDataPolicy.NoData },
        ["min-events"] = Objective() with { LowTraffic = new LowTrafficPolicy.MinEvents(150) },
        ["slots"] = Objective() with { LowTraffic = new LowTrafficPolicy.Slots(TimeSpan.FromMinutes(5)) },
        ["volume-corrected"] = Objective() with { LowTraffic = new LowTrafficPolicy.VolumeCorrected() },
        ["timeslices"] = Sliced(BudgetingMethod.Timeslices),
        ["timeslices-no-data"] = Sliced(BudgetingMethod.Timeslices) with { NoData = NoDataPolicy.NoData },
        ["timeslices-bad"] = Sliced(BudgetingMethod.Timeslices) with { NoData = NoDataPolicy.Bad },
        ["timeslices-min-events"] = Sliced(BudgetingMethod.Timeslices) with { NoData = NoDataPolicy.Good, LowTraffic = new LowTrafficPolicy.MinEvents(40) },
        ["ratio-timeslices"] = Sliced(BudgetingMethod.RatioTimeslices),
        ["ratio-timeslices-good"] = Sliced(BudgetingMethod.RatioTimeslices) with { NoData = NoDataPolicy.Good },
        ["composite"] = Composite(Objective()),
        ["composite-no-data"] = Composite(Objective()) with { NoData = NoDataPolicy.NoData },
        ["composite-timeslices"] = Composite(Sliced(BudgetingMethod.Timeslices)),
        ["composite-timeslices-no-data"] = Composite(Sliced(BudgetingMethod.Timeslices)) with { NoData = NoDataPolicy.NoData },
        ["composite-ratio-timeslices"] = Composite(Sliced(BudgetingMethod.RatioTimeslices)),
        ["threshold"] = Objective() with { Members = [Member("a") with { Indicator = new ThresholdIndicator(Query(Here, "sum(increase(a_bad[1m]))"), ThresholdOperator.Below, 3m) }] },
        ["raw"] = Objective() with { Members = [Member("a") with { Indicator = new RawRatioIndicator(Query(Here, "sum(increase(a_bad[{{.window}}])) / sum(increase(a_all[{{.window}}])) # share"), IsFailure: true) }] },
        ["calendar"] = Objective() with { Window = new CalendarWindow(new SloDuration(1, SloDurationUnit.Days), new DateTime(1970, 1, 1), TimeZoneInfo.Utc) },
        ["calendar-timeslices"] = Sliced(BudgetingMethod.Timeslices) with { Window = new CalendarWindow(new SloDuration(1, SloDurationUnit.Days), new DateTime(1970, 1, 1), TimeZoneInfo.Utc) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Rules_alert_when_the_engine_does(string kind)
    {
        var slo = Objectives[kind];
        var series = slo.Members.Select((member, index) => Samples(seed: 7 + index)).ToArray();
        var points = slo.Members.Select((member, index) => Points(member.Indicator, series[index])).ToArray();
        var expectations = new StringBuilder();
        var (firing, silent) = (0, 0);
        for (var minute = 61; minute <= Minutes; minute++)
        {
            var now = Start.AddMinutes(minute);
            var status = SloEvaluator.Evaluate(slo, new SloObservations(points, []), now, new SloPolicy());
            foreach (var alert in status.Alerts)
            {
                var isFiring = alert is { Firing: true, Suppressed: false };
                (firing, silent) = isFiring ? (firing + 1, silent) : (firing, silent + 1);
                Expect(expectations, minute, $"count(ALERTS{{alertname=\"SloErrorBudgetBurn\",severity=\"{alert.Severity}\"}}) or vector(0)", isFiring ? 1m : 0m);
                ExpectClose(expectations, minute, $"slo:burn_error:ratio{DurationText.Format(alert.LongWindow)}", alert.LongRate * (1m - slo.Target));
                ExpectClose(expectations, minute, $"slo:burn_error:ratio{DurationText.Format(alert.ShortWindow)}", alert.ShortRate * (1m - slo.Target));
            }

            Expect(expectations, minute, "min(ALERTS{alertname=\"SloDataAbsent\"}) or vector(0)", status.Absence.Firing ? 1m : 0m);
            // Rules know nothing of the time before they are loaded, which the engine may judge as empty.
            if (slo.Window is RollingWindow && minute > WholeWindowFrom)
                ExpectClose(expectations, minute, "slo:error_budget_remaining:ratio", status.ErrorBudget.RemainingPercent / 100m);
        }

        Assert.True(firing > 0 && silent > 0, "The samples must make alerts fire and end.");
        await RunAsync(slo, series, expectations.ToString());
    }

    [Fact]
    public async Task Rules_that_do_not_fit_their_test_fail_it()
    {
        // What proves the proof: promtool must notice a wrong expectation.
        var expectations = new StringBuilder();
        Expect(expectations, 100, "slo:objective:ratio", 0.5m);
        await Assert.ThrowsAsync<Xunit.Sdk.TrueException>(() => RunAsync(Objectives["good"], [Samples(7)], expectations.ToString()));
    }

    [Fact]
    public async Task Rules_of_every_kind_pass_the_check_of_prometheus()
    {
        var folder = Directory.CreateTempSubdirectory("rules").FullName;
        try
        {
            var odd = Objective() with { Name = new string('n', 63), Service = "it's \"{{ $labels.x }}\"\n# yes: no", Alerts = BurnRatePolicy.Google.For(TimeSpan.FromDays(28), BurnRateScaling.Budget), Window = new RollingWindow(SloDuration.FromDays(28)) };
            var slos = Objectives.Values.Append(odd).Append(Vitals()).ToArray();
            var files = slos.Select((slo, index) => (Name: $"{index}.yaml", Text: PrometheusRulesYaml.Write(PrometheusRules.For(slo)))).ToArray();
            foreach (var (name, text) in files)
                await File.WriteAllTextAsync(Path.Combine(folder, name), text);
            var (code, output) = await Promtool.RunAsync(folder, ["check", "rules", .. files.Select(file => file.Name)]);
            Assert.True(code == 0, output);
            Assert.DoesNotContain("FAILED", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ServiceLevelObjective Vitals()
    {
        var vitals = new MetricSource("rum", new Dictionary<string, string> { ["site"] = "shop" });
        return Objective() with { Members = [Member("a") with { Indicator = new RatioIndicator(vitals, vitals, CountsBad: false) }] };
    }

    private static ServiceLevelObjective Objective() => new()
    {
        Name = "checkout",
        Service = "shop",
        Window = new RollingWindow(new SloDuration(2, SloDurationUnit.Hours)),
        BudgetingMethod = BudgetingMethod.Occurrences,
        Members = [Member("a")],
        Alerts = Tiers,
    };

    private static ServiceLevelObjective Sliced(BudgetingMethod method) => Objective() with
    {
        BudgetingMethod = method,
        SliceWindow = TimeSpan.FromMinutes(5),
        Members = [Member("a") with { SliceTarget = 0.9m }],
    };

    private static ServiceLevelObjective Composite(ServiceLevelObjective slo) => slo with
    {
        Members = [slo.Members[0], Member("b", countsBad: true) with { Target = 0.8m, SliceTarget = 0.85m, Weight = 0.5m }],
    };

    private static SloMember Member(string name, bool countsBad = false) => new()
    {
        Name = name,
        Target = 0.9m,
        Indicator = new RatioIndicator(
            Query(Here, $"sum(increase({name}_all[{{{{.window}}}}]))"),
            Query(Here, countsBad ? $"sum(increase({name}_bad[{{{{.window}}}}]))" : $"sum(increase({name}_all[{{{{.window}}}}])) - sum(increase({name}_bad[{{{{.window}}}}]))"),
            countsBad),
    };

    // All and bad events of each minute, in multiples of what is scraped a minute: quiet hours, gaps, and outages of several lengths.
    private static (int All, int Bad)[] Samples(int seed)
    {
        var random = new Random(seed);
        var samples = new (int All, int Bad)[Minutes];
        for (var minute = 0; minute < Minutes; minute++)
        {
            var isQuiet = minute % 60 is > 25 and < 45;
            var all = minute % 60 is >= 32 and < 40 || (minute > 150 && minute < 168) ? 0 : (isQuiet ? random.Next(0, 3) : random.Next(5, 15)) * 4;
            var isOut = minute is > 65 and < 80 or > 100 and < 103 or > 130 and < 150;
            samples[minute] = (all, isOut ? Math.Min(all, random.Next(0, 14) * 4) : random.Next(20) == 0 ? Math.Min(all, 4) : 0);
        }

        return samples;
    }

    private static SliPoint[] Points(SloIndicator indicator, (int All, int Bad)[] samples) =>
    [
        .. samples.Select((sample, minute) => (Start: Start.AddMinutes(minute), sample.All, sample.Bad)).Select(each => indicator switch
        {
            ThresholdIndicator threshold => new SliPoint(each.Start, TimeSpan.FromMinutes(1), threshold.IsGood(each.Bad) ? 1m : 0m, 1m),
            RawRatioIndicator => new SliPoint(each.Start, TimeSpan.FromMinutes(1), each.All == 0 ? 0m : 1m - ((decimal)each.Bad / each.All), each.All == 0 ? 0m : 1m),
            _ => new SliPoint(each.Start, TimeSpan.FromMinutes(1), each.All - each.Bad, each.All),
        }),
    ];

    private static void Expect(StringBuilder text, int minute, string query, decimal value) => text.Append(
        CultureInfo.InvariantCulture, $"      - {{ eval_time: {minute}m, expr: '{query}', exp_samples: [{{ labels: '{{}}', value: {value} }}] }}\n");

    // Doubles against decimals: equal to a billionth; what the engine does not know, there must be no sample of.
    private static void ExpectClose(StringBuilder text, int minute, string series, decimal? value)
    {
        if (value is null)
            text.Append(CultureInfo.InvariantCulture, $"      - {{ eval_time: {minute}m, expr: 'count({series})' }}\n");
        else
            Expect(text, minute, string.Create(CultureInfo.InvariantCulture, $"abs(sum({series}) - ({value})) < bool 1e-9"), 1m);
    }

    private static async Task RunAsync(ServiceLevelObjective slo, (int All, int Bad)[][] series, string expectations)
    {
        var folder = Directory.CreateTempSubdirectory("rules").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "rules.yaml"), PrometheusRulesYaml.Write(PrometheusRules.For(slo)));
            var inputs = slo.Members.SelectMany((member, index) => new[]
            {
                Input($"{member.Name}_all", series[index].Select(sample => sample.All)), Input($"{member.Name}_bad", series[index].Select(sample => sample.Bad)),
            });
            await File.WriteAllTextAsync(Path.Combine(folder, "test.yaml"), $"""
                rule_files: [rules.yaml]
                evaluation_interval: 1m
                tests:
                  - interval: {ScrapeSeconds}s
                    input_series:
                {string.Concat(inputs)}
                    promql_expr_test:
                {expectations}
                """);
            var (code, output) = await Promtool.RunAsync(folder, "test", "rules", "test.yaml");
            Assert.True(code == 0, output[..Math.Min(output.Length, 4_000)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Input(string name, IEnumerable<int> perMinute)
    {
        const int Scrapes = 60 / ScrapeSeconds;
        var (values, value) = (new StringBuilder("0"), 0);
        foreach (var count in perMinute)
        {
            values.Append(CultureInfo.InvariantCulture, $" {value + (count / Scrapes)}+{count / Scrapes}x{Scrapes - 1}");
            value += count;
        }

        return $"      - {{ series: '{name}', values: '{values}' }}\n";
    }
}
