using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Data.Tables;
using Microsoft.DurableTask;
using Reliability.Orchestration.Execution;
using Reliability.Testing;

namespace Reliability.Benchmarks.Orchestrations;

/// <summary>Time from one activity of a sequence to the next, with nothing else to do, relative to a single-entity insert on the same store.</summary>
internal static class OrchestrationHop
{
    private const int Steps = 300;
    private const int Warmup = 100;

    public static async Task<IEnumerable<Result>> RunAsync()
    {
        var storage = new AzuriteServer();
        await storage.InitializeAsync();
        try
        {
            var tasks = new OrchestrationTasks().AddOrchestrator<Stamps>().AddActivity<Stamp>();
            await using var node = await OrchestrationNode.StartAsync(storage.ConnectionString, tasks);
            var id = await node.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Stamps), Warmup + Steps);
            await node.Client.WaitForInstanceCompletionAsync(id);
            var times = Stamp.Times.Order().Skip(Warmup).ToList();
            var hops = times.Zip(times.Skip(1), (one, next) => Stopwatch.GetElapsedTime(one, next).TotalMilliseconds).Order().ToList();
            var insert = await InsertAsync(storage);
            await Console.Error.WriteLineAsync($"99 %: {hops[hops.Count * 99 / 100]:F1} ms, an insert {insert:F1} ms");
            return [new("orchestration.hop", Samples.Median(hops), "ms"), new("orchestration.hop.inserts", Samples.Median(hops) / insert, "ratio")];
        }
        finally
        {
            await storage.DisposeAsync();
        }
    }

    private static async Task<double> InsertAsync(AzuriteServer storage)
    {
        var table = await storage.CreateTableAsync();
        var times = new List<double>();
        for (var i = 0; i < Warmup + Steps; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await table.AddEntityAsync(new TableEntity("p", $"{i}") { ["Data"] = new byte[400] });
            if (i >= Warmup) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Samples.Median(times);
    }

    private sealed class Stamps : TaskOrchestrator<int, int>
    {
        public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
        {
            for (var step = 0; step < input; step++) await context.CallActivityAsync<int>(nameof(Stamp), step);
            return input;
        }
    }

    private sealed class Stamp : TaskActivity<int, int>
    {
        public static ConcurrentBag<long> Times { get; } = [];

        public override Task<int> RunAsync(TaskActivityContext context, int input)
        {
            Times.Add(Stopwatch.GetTimestamp());
            return Task.FromResult(input);
        }
    }
}
