using System.Diagnostics;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Testing;

namespace Reliability.Benchmarks.Orchestrations;

/// <summary>The longest time that an instance stands still when the process that runs it is killed and another one is there.</summary>
internal static class OrchestrationFailover
{
    /// <summary>This program again, as a process to be killed.</summary>
    public const string Target = "orchestration-node";

    private const int Instances = 32;
    private const int Rounds = 3;
    private static readonly TimeSpan Balanced = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static void Serve(string[] arguments) => ServeAsync(arguments[0]).GetAwaiter().GetResult();

    public static async Task<IEnumerable<Result>> RunAsync()
    {
        var storage = new AzuriteServer();
        await storage.InitializeAsync();
        try
        {
            await using var here = await OrchestrationNode.StartAsync(storage.ConnectionString, Tasks);
            var ids = new List<string>();
            for (var i = 0; i < Instances; i++) ids.Add(await here.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Ticks), 0));
            var stalls = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                using var other = Start(storage.ConnectionString);
                await Task.Delay(Balanced, TimeProvider.System);
                other.Kill();
                stalls.Add(await LongestStallAsync(here.Client, ids));
                await Console.Error.WriteLineAsync($"round {round + 1}: {stalls[^1]:F1} s");
            }

            return [new("orchestration.failover", stalls.Max(), "s")];
        }
        finally
        {
            await storage.DisposeAsync();
        }
    }

    private static OrchestrationTasks Tasks => new OrchestrationTasks().AddOrchestrator<Ticks>().AddActivity<Increment>();

    private static Process Start(string storage) =>
        Process.Start(new ProcessStartInfo("dotnet", [Environment.GetCommandLineArgs()[0], Target, storage]))!;

    private static async Task ServeAsync(string storage)
    {
        await using var node = await OrchestrationNode.StartAsync(storage, Tasks);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
    }

    // Instances take a turn every 200 ms or so: what is longer is a stall.
    private static async Task<double> LongestStallAsync(DurableTaskClient client, List<string> ids)
    {
        var seen = new Dictionary<string, (DateTimeOffset UpdatedAt, long At)>();
        var longest = TimeSpan.Zero;
        for (var time = Stopwatch.StartNew(); time.Elapsed < Watched;)
        {
            foreach (var id in ids)
            {
                var updated = (await client.GetInstanceAsync(id))!.LastUpdatedAt;
                if (seen.TryGetValue(id, out var last) && last.UpdatedAt == updated) continue;
                if (seen.ContainsKey(id) && Stopwatch.GetElapsedTime(last.At) is var stall && stall > longest) longest = stall;
                seen[id] = (updated, Stopwatch.GetTimestamp());
            }

            await Task.Delay(Look, TimeProvider.System);
        }

        return seen.Values.Select(last => Stopwatch.GetElapsedTime(last.At)).Append(longest).Max().TotalSeconds;
    }
}
