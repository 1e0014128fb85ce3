using Microsoft.DurableTask;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Activities, one after the other, at once, and again.</summary>
internal static class CallScenarios
{
    private const string Id = "one";

    public static IEnumerable<Scenario> All => [Sequence, FanOut, Retries, Anew];

    private static Scenario Sequence => new("sequence")
    {
        Add = tasks => tasks.AddOrchestrator("sequence", () => Orchestrator.Of(async context =>
            await context.DoAsync("a") + await context.DoAsync("b") + await context.DoAsync("c"))),
        Drive = world => ScenarioList.Start(world, "sequence", Id),
        Effects = new Dictionary<string, int> { ["a"] = 1, ["b"] = 1, ["c"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = "Completed \"abc\"" },
        IsShort = true,
    };

    private static Scenario FanOut => new("fan-out")
    {
        Add = tasks => tasks.AddOrchestrator("fan-out", () => Orchestrator.Of(async context =>
        {
            var parts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => context.DoAsync("part")));
            return parts.Length + await context.DoAsync("sum");
        })),
        Drive = world => ScenarioList.Start(world, "fan-out", Id),
        Effects = new Dictionary<string, int> { ["part"] = 6, ["sum"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = "Completed \"6sum\"" },
        IsShort = true,
    };

    private static Scenario Retries => new("retries")
    {
        Add = tasks => tasks.AddOrchestrator("retries", () => Orchestrator.Of(async context =>
        {
            var policy = new RetryPolicy(4, TimeSpan.FromSeconds(1), backoffCoefficient: 2);
            return await context.DoAsync("at-last", failures: 2, options: TaskOptions.FromRetryPolicy(policy)) + await context.DoAsync("then");
        })),
        Drive = world => ScenarioList.Start(world, "retries", Id),
        Effects = new Dictionary<string, int> { ["at-last"] = 1, ["then"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = "Completed \"at-lastthen\"" },
    };

    // An event that arrives in one generation is taken in the last.
    private static Scenario Anew => new("continue-as-new")
    {
        Add = tasks => tasks.AddOrchestrator("continue-as-new", () => Orchestrator.Of<int, string?>(async (context, round) =>
        {
            await context.DoAsync($"round-{round}");
            if (round == 3) return await context.WaitForExternalEvent<string>("kept");
            await context.CreateTimer(TimeSpan.FromMilliseconds(700), CancellationToken.None);
            context.ContinueAsNew(round + 1);
            return null;
        })),
        Drive = world =>
        {
            ScenarioList.Start(world, "continue-as-new", Id, 1);
            world.Call(client => client.RaiseEventAsync(Id, "kept", "it"));
        },
        Effects = new Dictionary<string, int> { ["round-1"] = 1, ["round-2"] = 1, ["round-3"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = "Completed \"it\"" },
    };
}
