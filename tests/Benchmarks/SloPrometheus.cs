using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Cells;
using Reliability.Core.Slo.Prometheus;
using Reliability.Testing;

namespace Reliability.Benchmarks;

/// <summary>What a cycle costs the engine, against a real Prometheus that evaluates the generated rules of the same objectives on the same minutes.</summary>
internal static class SloPrometheus
{
    private const int Objectives = 100;
    private const int Days = 7;
    private const int Cycles = 5;
    private const int EngineRounds = 60;
    private const string RuleInterval = "10s";

    private static readonly TimeSpan CyclesWithin = TimeSpan.FromMinutes(5);

    public static async Task<IEnumerable<Result>> RunAsync()
    {
        var ticks = TimeProvider.System.GetUtcNow().UtcTicks;
        var now = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var slos = Enumerable.Range(0, Objectives).Select(Objective).ToArray();
        var minutes = slos.Select((_, seed) => Minutes(seed)).ToArray();
        var series = minutes.Select(each => Series(each, now)).ToArray();

        var server = await ServerSecondsAsync(slos, minutes, series, now);
        var engine = EngineSeconds(slos, series, now);
        return
        [
            new("slo.prometheus", server / engine, "ratio"),
            new("slo.prometheus.server", server * 1_000, "ms"),
            new("slo.prometheus.engine", engine * 1_000, "ms"),
        ];
    }

    private static ServiceLevelObjective Objective(int index)
    {
        var connection = new SourceConnection("prom", new Dictionary<string, string>());
        MetricSource Query(string metric) =>
            new("prometheus", new Dictionary<string, string> { ["query"] = $"sum(increase({metric}_total{{n=\"{index}\"}}[{{{{.window}}}}]))" }) { Connection = connection };

        return new ServiceLevelObjective
        {
            Name = $"slo-{index}",
            Service = "shop",
            Window = new RollingWindow(SloDuration.FromDays(Days)),
            BudgetingMethod = BudgetingMethod.Occurrences,
            Members = [new SloMember { Indicator = new RatioIndicator(Query("all"), Query("bad"), CountsBad: true), Target = 0.999m }],
            Alerts = BurnRatePolicy.Google.For(TimeSpan.FromDays(Days), BurnRateScaling.Budget),
        };
    }

    private static (int Bad, int Total)[] Minutes(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Days * 1_440).Select(_ => (random.Next(10) == 0 ? random.Next(8) : 0, random.Next(200, 1_200)))];
    }

    private static MinuteSeries Series((int Bad, int Total)[] minutes, DateTimeOffset now)
    {
        var edit = MinuteSeries.Empty.Edit();
        for (var minute = 0; minute < minutes.Length; minute++)
            edit[now.AddMinutes(minute - minutes.Length)] = new MinuteCount(minutes[minute].Total - minutes[minute].Bad, minutes[minute].Total);
        return edit.Build();
    }

    // The newest minute is merged, and every objective evaluated, as each minute in the suite.
    private static double EngineSeconds(ServiceLevelObjective[] slos, MinuteSeries[] series, DateTimeOffset now)
    {
        var evaluators = slos.Select(slo => new CellEvaluator(slo, new SloPolicy())).ToArray();
        void Cycle(DateTimeOffset at)
        {
            for (var index = 0; index < slos.Length; index++)
            {
                var edit = series[index].Edit();
                edit[at.AddMinutes(-1)] = new MinuteCount(500, 500);
                series[index] = edit.Build();
                evaluators[index].Evaluate([series[index]], [], at);
            }
        }

        Cycle(now.AddMinutes(1));
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        for (var round = 2; round < EngineRounds + 2; round++)
            Cycle(now.AddMinutes(round));
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalSeconds / EngineRounds;
    }

    private static async Task<double> ServerSecondsAsync(
        ServiceLevelObjective[] slos, (int Bad, int Total)[][] minutes, MinuteSeries[] series, DateTimeOffset now)
    {
        // Each cycle costs the same; more of them in less time than one a minute.
        var rules = slos.Select((slo, index) => ($"{index}.yaml", PrometheusRulesYaml.Write(PrometheusRules.For(slo)).Replace("interval: 1m", $"interval: {RuleInterval}", StringComparison.Ordinal)));
        await using var server = await PrometheusServer.StartAsync(
            History(minutes, now), "rule_files: ['*.yaml']", rules.ToDictionary(file => file.Item1, file => file.Item2));
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        await Eventually.AsksAsync(() => IterationsAsync(client), count => count >= slos.Length * 2, CyclesWithin, () => server.Log);
        var (seconds, iterations) = (await MetricAsync(client, "process_cpu_seconds_total"), await IterationsAsync(client));
        await Eventually.AsksAsync(() => IterationsAsync(client), count => count >= iterations + (slos.Length * Cycles), CyclesWithin, () => server.Log);
        var (secondsAfter, iterationsAfter) = (await MetricAsync(client, "process_cpu_seconds_total"), await IterationsAsync(client));
        await CheckAsync(client, slos[0], series[0]);
        return (secondsAfter - seconds) / (iterationsAfter - iterations) * slos.Length;
    }

    // What is recorded must be what the engine says, or the comparison is of different things.
    private static async Task CheckAsync(HttpClient client, ServiceLevelObjective slo, MinuteSeries series)
    {
        using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri($"/api/v1/query?query=slo:burn_error:ratio1d{{slo=%22{slo.Name}%22}}", UriKind.Relative)));
        var sample = answer.RootElement.GetProperty("data").GetProperty("result")[0].GetProperty("value");
        var at = DateTimeOffset.FromUnixTimeSeconds((long)sample[0].GetDouble());
        var ours = new[] { at, at.AddMinutes(-1) }
            .Select(each => new CellEvaluator(slo, new SloPolicy()).Evaluate([series], [], each.AddTicks(-(each.UtcTicks % TimeSpan.TicksPerMinute))))
            .Select(status => (double)(status.BurnRates.Single(rate => rate.Window == TimeSpan.FromDays(1)).Rate ?? 0m) * 0.001);
        var theirs = double.Parse(sample[1].GetString()!, CultureInfo.InvariantCulture);
        if (!ours.Any(each => Math.Abs(each - theirs) < 1e-9))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Prometheus says {theirs}, the engine {string.Join(" or ", ours)}."));
    }

    private static string History((int Bad, int Total)[][] minutes, DateTimeOffset now)
    {
        var text = new StringBuilder();
        void Append(string name, Func<(int Bad, int Total), int> value)
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} gauge\n");
            for (var index = 0; index < minutes.Length; index++)
            {
                var first = now.AddMinutes(1 - minutes[index].Length).ToUnixTimeSeconds();
                for (var minute = 0; minute < minutes[index].Length; minute++)
                    text.Append(CultureInfo.InvariantCulture, $"{name}{{slo=\"slo-{index}\",service=\"shop\"}} {value(minutes[index][minute])} {first + (minute * 60)}\n");
            }
        }

        Append("slo:events_total:increase1m", each => each.Total);
        Append("slo:events_bad:increase1m", each => each.Bad);
        return text.ToString();
    }

    private static Task<double> IterationsAsync(HttpClient client) => MetricAsync(client, "prometheus_rule_group_iterations_total");

    private static async Task<double> MetricAsync(HttpClient client, string name) =>
        (await client.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is ' ' or '{')
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
