using Microsoft.DurableTask;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Turns that need several rows, which are written ahead of the last.</summary>
internal static class LargeScenarios
{
    private const string Id = "one";
    private const int Size = 450_000;

    public static IEnumerable<Scenario> All => [Results, Ended];

    // Three results arrive in one turn, which has more bytes than a row.
    private static Scenario Results => new("large")
    {
        Add = tasks => tasks.AddOrchestrator("large", () => Orchestrator.Of(LargeAsync)),
        Drive = world => ScenarioList.Start(world, "large", Id),
        Effects = new Dictionary<string, int> { ["large"] = 3, ["small"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = $"Completed {3 * Size}" },
        IsLarge = true,
    };

    // The instance is terminated about when the large turn is written: what was written ahead of it must not count.
    private static Scenario Ended => new("large-terminated")
    {
        Add = tasks => tasks
            .AddOrchestrator("large", () => Orchestrator.Of(LargeAsync))
            .AddOrchestrator("again", () => Orchestrator.Of(context => context.DoAsync("again"))),
        Drive = world =>
        {
            ScenarioList.Start(world, "large", Id);
            ScenarioList.AwaitEffect(world, "large");
            world.Call(client => client.TerminateInstanceAsync(Id));
            ScenarioList.Await(world, Id, InstanceStatus.Terminated, InstanceStatus.Completed);
            world.Rest();
            ScenarioList.StartAgain(world, "again", Id);
            world.Until(() => world.Ledger.Instance(Id) is { IsTerminal: true, Generation: > 0 }, "the id is used again");
        },
        Effects = new Dictionary<string, int> { ["again"] = 1 },
        Perhaps = new Dictionary<string, int> { ["large"] = 3, ["small"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = "Completed \"again\"" },
        IsLarge = true,
    };

    private static async Task<int> LargeAsync(TaskOrchestrationContext context)
    {
        var parts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => context.DoAsync("large", size: Size)));
        await context.DoAsync("small");
        return parts.Sum(part => part.Length);
    }
}
