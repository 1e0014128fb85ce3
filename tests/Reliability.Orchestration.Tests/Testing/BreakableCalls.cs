using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;

namespace Reliability.Orchestration.Tests.Testing;

/// <summary>Orchestrations over an activity that fails for the names that are broken, until they are repaired and the instance is rewound.</summary>
internal sealed class BreakableCalls
{
    public List<string> Calls { get; } = [];

    public HashSet<string> Broken { get; } = [];

    public static Task<string> Call(TaskOrchestrationContext context, string name) => context.CallActivityAsync<string>("call", name);

    /// <summary>A cluster with an orchestrator, "middle" that calls "child", and "child" that calls x and y.</summary>
    public TestCluster Start(Func<TaskOrchestrationContext, Task<string>> main) => new OrchestrationTasks()
        .WithOrchestrator("main", main)
        .WithOrchestrator("middle", context => context.CallSubOrchestratorAsync<string>("child"))
        .WithOrchestrator("child", async context => await Call(context, "x") + await Call(context, "y"))
        .WithActivity<string, string>("call", name =>
        {
            Calls.Add(name);
            return Broken.Contains(name) ? throw new FormatException($"{name} is broken") : name;
        }).Cluster();

    public async Task<string> FailedAsync(TestCluster cluster, params string[] broken)
    {
        Broken.UnionWith(broken);
        var ended = await cluster.RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        await cluster.SettleAsync();
        return ended.InstanceId;
    }

    public async Task RewindAsync(TestCluster cluster, string id)
    {
        Broken.Clear();
        await cluster.Client.RewindInstanceAsync(id, "it is fixed");
        await cluster.SettleAsync();
    }
}
