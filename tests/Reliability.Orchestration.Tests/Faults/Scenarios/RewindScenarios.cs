using Microsoft.DurableTask;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Instances that failed for a reason that is mended, and go on.</summary>
internal static class RewindScenarios
{
    private const string Id = "one";
    private static readonly string Parent = ScenarioList.IdIn(0, "parent");
    private static readonly string Far = ScenarioList.IdIn(1, "far");

    public static IEnumerable<Scenario> All => [Rewind, RewindChild];

    private static Scenario Rewind => new("rewind")
    {
        Add = tasks => tasks.AddOrchestrator("breaks", () => Orchestrator.Of(BreakAsync)),
        Drive = world =>
        {
            ScenarioList.Start(world, "breaks", Id);
            MendAndRewind(world, Id);
        },
        Effects = new Dictionary<string, int> { ["before"] = 1, ["broken"] = 1, ["after"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = "Completed \"beforebrokenafter\"" },
    };

    private static Scenario RewindChild => new("rewind-child")
    {
        Add = tasks => tasks
            .AddOrchestrator("breaks", () => Orchestrator.Of(BreakAsync))
            .AddOrchestrator("parent", () => Orchestrator.Of(async context =>
                await context.DoAsync("parent") + await context.CallSubOrchestratorAsync<string>("breaks", null, new SubOrchestrationOptions(instanceId: Far)))),
        Drive = world =>
        {
            ScenarioList.Start(world, "parent", Parent);
            MendAndRewind(world, Parent);
        },
        Effects = new Dictionary<string, int> { ["parent"] = 1, ["before"] = 1, ["broken"] = 1, ["after"] = 1 },
        Ends = new Dictionary<string, string> { [Parent] = "Completed \"parentbeforebrokenafter\"", [Far] = "Completed \"beforebrokenafter\"" },
    };

    private static void MendAndRewind(World world, string id)
    {
        ScenarioList.Await(world, id, InstanceStatus.Failed);
        world.Effects.IsMended = true;
        var tried = false;
        world.Call(async client =>
        {
            try
            {
                await client.RewindInstanceAsync(id, "mended");
            }
            catch (InvalidOperationException) when (tried)
            {
                // An earlier call was stored, though its answer was lost.
            }
            finally
            {
                tried = true;
            }
        });
        world.Until(() => world.Ledger.Instance(id) is { Generation: > 0 }, "it is rewound");
    }

    private static async Task<string> BreakAsync(TaskOrchestrationContext context) =>
        await context.DoAsync("before") + await context.DoAsync("broken", needsMending: true) + await context.DoAsync("after");
}
