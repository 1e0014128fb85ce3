using Microsoft.DurableTask;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Orchestrations that call others, in their own shard and in another.</summary>
internal static class ChildScenarios
{
    private static readonly string Parent = ScenarioList.IdIn(0, "parent");
    private static readonly string Far = ScenarioList.IdIn(1, "far");
    private static readonly string Near = ScenarioList.IdIn(0, "near");

    public static IEnumerable<Scenario> All => [Children, Retried, Refused];

    private static Scenario Children => new("children")
    {
        Add = tasks => tasks
            .AddOrchestrator("parent", () => Orchestrator.Of(async context => string.Concat(await Task.WhenAll(
                context.CallSubOrchestratorAsync<string>("child", "far", new SubOrchestrationOptions(instanceId: Far)),
                context.CallSubOrchestratorAsync<string>("child", "near", new SubOrchestrationOptions(instanceId: Near)),
                context.CallSubOrchestratorAsync<string>("grand", "any")))))
            .AddOrchestrator("child", () => Orchestrator.Of<string, string>((context, label) => context.DoAsync(label)))
            .AddOrchestrator("grand", () => Orchestrator.Of<string, string>(async (context, label) =>
                await context.CallSubOrchestratorAsync<string>("child", label) + await context.DoAsync("grand"))),
        Drive = world => ScenarioList.Start(world, "parent", Parent),
        Effects = new Dictionary<string, int> { ["far"] = 1, ["near"] = 1, ["any"] = 1, ["grand"] = 1 },
        Ends = new Dictionary<string, string> { [Parent] = "Completed \"farnearanygrand\"", [Far] = "Completed \"far\"", [Near] = "Completed \"near\"" },
    };

    // The id is taken by an instance that waits for a timer: the call is refused until that has ended, which must not keep the timer from firing.
    private static Scenario Refused => new("child-refused")
    {
        Add = tasks => tasks
            .AddOrchestrator("holder", () => Orchestrator.Of(async context =>
            {
                await context.CreateTimer(TimeSpan.FromSeconds(3), CancellationToken.None);
                return await context.DoAsync("held");
            }))
            .AddOrchestrator("parent", () => Orchestrator.Of(context => context.CallSubOrchestratorAsync<string>(
                "child", null, new SubOrchestrationOptions(new RetryPolicy(100, TimeSpan.FromSeconds(1)), Far))))
            .AddOrchestrator("child", () => Orchestrator.Of(context => context.DoAsync("done"))),
        Drive = world =>
        {
            ScenarioList.Start(world, "holder", Far);
            ScenarioList.Start(world, "parent", Parent);
        },
        Effects = new Dictionary<string, int> { ["held"] = 1, ["done"] = 1 },
        Ends = new Dictionary<string, string> { [Parent] = "Completed \"done\"", [Far] = "Completed \"done\"" },
    };

    // The child fails at first and is called again under the same id: what was said of the first call must not count for the second.
    private static Scenario Retried => new("child-retried")
    {
        Add = tasks => tasks
            .AddOrchestrator("parent", () => Orchestrator.Of(context => context.CallSubOrchestratorAsync<string>(
                "child", context.NewGuid(), new SubOrchestrationOptions(new RetryPolicy(4, TimeSpan.FromSeconds(1)), Far))))
            .AddOrchestrator("child", () => Orchestrator.Of<Guid, string>(async (context, token) =>
                await context.CallActivityAsync<string>(EffectLog.Activity, new Effect("tried", token, Failures: 1)) + await context.DoAsync("done"))),
        Drive = world => ScenarioList.Start(world, "parent", Parent),
        Effects = new Dictionary<string, int> { ["tried"] = 1, ["done"] = 1 },
        Ends = new Dictionary<string, string> { [Parent] = "Completed \"trieddone\"", [Far] = "Completed \"trieddone\"" },
    };
}
