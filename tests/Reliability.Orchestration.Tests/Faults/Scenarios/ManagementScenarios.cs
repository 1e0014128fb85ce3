using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Instances that are ended, suspended and begun again from outside.</summary>
internal static class ManagementScenarios
{
    private const string Id = "one";
    private static readonly string Parent = ScenarioList.IdIn(0, "parent");
    private static readonly string Far = ScenarioList.IdIn(1, "far");
    private static readonly string Near = ScenarioList.IdIn(0, "near");

    public static IEnumerable<Scenario> All => [Terminate, TerminateAll, Suspend, Restart, Purge, EndProcesses];

    private static Scenario Terminate => new("terminate")
    {
        Add = tasks => tasks.AddOrchestrator("waits", () => Orchestrator.Of(WaitAsync)),
        Drive = world =>
        {
            ScenarioList.Start(world, "waits", Id);
            ScenarioList.AwaitEffect(world, "before");
            world.Call(client => client.TerminateInstanceAsync(Id, new TerminateInstanceOptions("enough")));
            ScenarioList.Await(world, Id, InstanceStatus.Terminated);
            world.Call(client => client.RaiseEventAsync(Id, "go"));
        },
        Effects = new Dictionary<string, int> { ["before"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = "Terminated \"enough\"" },
        IsShort = true,
    };

    private static Scenario TerminateAll => new("terminate-recursively")
    {
        Add = tasks => tasks
            .AddOrchestrator("waits", () => Orchestrator.Of(WaitAsync))
            .AddOrchestrator("parent", () => Orchestrator.Of(context => Task.WhenAll(
                context.CallSubOrchestratorAsync<string>("waits", null, new SubOrchestrationOptions(instanceId: Far)),
                context.CallSubOrchestratorAsync<string>("waits", null, new SubOrchestrationOptions(instanceId: Near))))),
        Drive = world =>
        {
            ScenarioList.Start(world, "parent", Parent);
            world.Until(() => world.Effects.Count("before") == 2, "both children wait");
            world.Call(client => client.TerminateInstanceAsync(Parent, new TerminateInstanceOptions(null, Recursive: true)));
        },
        Effects = new Dictionary<string, int> { ["before"] = 2 },
        Ends = new Dictionary<string, string> { [Parent] = "Terminated", [Far] = "Terminated", [Near] = "Terminated" },
    };

    private static Scenario Suspend => new("suspend")
    {
        Add = tasks => tasks.AddOrchestrator("waits", () => Orchestrator.Of(WaitAsync)),
        Drive = world =>
        {
            ScenarioList.Start(world, "waits", Id);
            ScenarioList.AwaitEffect(world, "before");
            world.Call(client => client.SuspendInstanceAsync(Id, "wait"));
            ScenarioList.Await(world, Id, InstanceStatus.Suspended);
            world.Call(client => client.RaiseEventAsync(Id, "go"));
            world.Pass(8);
            Assert.Equal(0, world.Effects.Count("after"));
            world.Call(client => client.ResumeInstanceAsync(Id, "go on"));
        },
        Effects = new Dictionary<string, int> { ["before"] = 1, ["after"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = "Completed \"after\"" },
    };

    // An id is used again after its instance ended: nothing of the first instance may reach the second.
    private static Scenario Restart => new("restart")
    {
        Add = tasks => tasks.AddOrchestrator("twice", () => Orchestrator.Of<string, string>((context, label) => context.DoAsync(label))),
        Drive = world =>
        {
            ScenarioList.Start(world, "twice", Id, "first");
            ScenarioList.Await(world, Id, InstanceStatus.Completed);
            ScenarioList.StartAgain(world, "twice", Id, "second");
            world.Until(() => world.Ledger.Instance(Id) is { IsTerminal: true, Generation: > 0 }, "the second instance ends");
        },
        Effects = new Dictionary<string, int> { ["first"] = 1, ["second"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = "Completed \"second\"" },
    };

    // An instance is deleted with all it left, and its id used again.
    private static Scenario Purge => new("purge")
    {
        Add = tasks => tasks.AddOrchestrator("one", () => Orchestrator.Of<string, string>((context, label) => context.DoAsync(label))),
        Drive = world =>
        {
            ScenarioList.Start(world, "one", Id, "first");
            ScenarioList.Await(world, Id, InstanceStatus.Completed);
            world.Ledger.Purged.Add(Id);
            while (world.Ledger.Instance(Id) is not null) world.Call(client => client.PurgeInstanceAsync(Id));
            ScenarioList.Start(world, "one", Id, "second");
        },
        Effects = new Dictionary<string, int> { ["first"] = 1, ["second"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = "Completed \"second\"" },
    };

    // All processes are asked to end while work is under way, twice: others go on with it.
    private static Scenario EndProcesses => new("end-processes")
    {
        Add = tasks => tasks.AddOrchestrator("steps", () => Orchestrator.Of(async context =>
        {
            for (var step = 0; step < 4; step++) await Task.WhenAll(context.DoAsync($"{step} a"), context.DoAsync($"{step} b"));
            return "done";
        })),
        Drive = world =>
        {
            ScenarioList.Start(world, "steps", Id);
            for (var times = 0; times < 2; times++)
            {
                ScenarioList.AwaitEffect(world, $"{times} a");
                world.EndProcesses();
                world.Pass(2);
            }
        },
        Effects = Enumerable.Range(0, 4).SelectMany(step => new[] { $"{step} a", $"{step} b" }).ToDictionary(label => label, _ => 1),
        Ends = new Dictionary<string, string> { [Id] = "Completed \"done\"" },
    };

    private static async Task<string> WaitAsync(TaskOrchestrationContext context)
    {
        await context.DoAsync("before");
        await context.WaitForExternalEvent<object?>("go");
        return await context.DoAsync("after");
    }
}
