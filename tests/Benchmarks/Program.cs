using System.Globalization;
using Reliability.Benchmarks;
using Reliability.Benchmarks.Orchestrations;

// Some benchmarks run this program again, as the server they measure.
var targets = new Dictionary<string, Action<string[]>>
{
    [HostOverhead.BareTarget] = HostOverhead.ServeBare,
    [HostOverhead.FunctionTarget] = HostOverhead.ServeFunction,
    [OrchestrationFailover.Target] = OrchestrationFailover.Serve,
};
if (args.Length > 0 && targets.TryGetValue(args[0], out var serve))
{
    serve(args[1..]);
    return 0;
}

var benchmarks = new Dictionary<string, Func<Task<IEnumerable<Result>>>>
{
    ["sketch.insert"] = SketchInsert.RunAsync,
    ["rum.parse"] = RumParse.RunAsync,
    ["host.overhead"] = HostOverhead.RunAsync,
    ["rum.ingest"] = RumIngest.RunAsync,
    ["rum.ingest.faro"] = RumIngest.RunFaroAsync,
    ["rum.parse.allocations"] = RumParseAllocations.RunAsync,
    ["rum.query.28d"] = RumQuery.RunAsync,
    ["slo.prometheus"] = SloPrometheus.RunAsync,
    ["slo.cycle"] = SloCycle.RunAsync,
    ["slo.window-growth"] = SloCycle.RunGrowthAsync,
    ["slo.forecast.coverage"] = ForecastCoverage.RunAsync,
    ["orchestration.events"] = OrchestrationEvents.RunAsync,
    ["orchestration.hop"] = OrchestrationHop.RunAsync,
    ["orchestration.replay"] = OrchestrationReplay.RunAsync,
    ["orchestration.idle"] = OrchestrationIdle.RunAsync,
    ["orchestration.failover"] = OrchestrationFailover.RunAsync,
};
var chosen = args.Length == 0 ? benchmarks.Keys.ToArray() : args;
if (chosen.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"No benchmark is called '{unknown}'. There are: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

foreach (var name in chosen)
{
    foreach (var result in await benchmarks[name]())
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Name} {result.Value:0.###} {result.Unit}"));
}

return 0;
