using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class TerminateTests
{
    private readonly TestCluster _cluster = new OrchestrationTasks().WithEcho()
        .WithOrchestrator("waiter", context => context.WaitForExternalEvent<int>("e"))
        .WithOrchestrator("caller", async context =>
        {
            await context.CallActivityAsync<int>("echo", 1);
            return await context.CallActivityAsync<int>("echo", 2);
        })
        .WithOrchestrator<int, int>("tree", (context, depth) => depth == 0
            ? context.WaitForExternalEvent<int>("e")
            : context.CallSubOrchestratorAsync<int>("tree", depth - 1, new TaskOptions().WithInstanceId($"depth-{depth - 1}")))
        .Cluster();

    [Fact]
    public async Task A_running_instance_ends_with_the_output_it_is_given()
    {
        var id = await _cluster.StartAsync("waiter");
        await _cluster.SettleAsync();
        await _cluster.Client.TerminateInstanceAsync(id, new { why = "over" });
        var ended = await _cluster.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("""{"why":"over"}""", ended.SerializedOutput);
    }

    [Fact]
    public async Task A_pending_instance_ends_without_beginning()
    {
        await _cluster.Client.ScheduleNewOrchestrationInstanceAsync("waiter", null, new StartOrchestrationOptions("later", _cluster.Time.GetUtcNow().AddDays(1)));
        await _cluster.Client.TerminateInstanceAsync("later");
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await _cluster.EndAsync("later")).RuntimeStatus);
        await _cluster.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, await _cluster.StatusAsync("later"));
        Assert.Empty(await _cluster.RowKeysAsync("w|"));
    }

    [Fact]
    public async Task A_suspended_instance_ends()
    {
        var id = await _cluster.StartAsync("waiter");
        await _cluster.Client.SuspendInstanceAsync(id);
        await _cluster.UntilAsync(id, OrchestrationRuntimeStatus.Suspended);
        await _cluster.Client.TerminateInstanceAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await _cluster.EndAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Results_of_activities_that_still_run_are_dropped()
    {
        _cluster.Workers[0].HoldsActivities = true;
        var id = await _cluster.StartAsync("caller");
        await _cluster.SettleAsync();
        await _cluster.Client.TerminateInstanceAsync(id);
        await _cluster.EndAsync(id);
        _cluster.Workers[0].HoldsActivities = false;
        await _cluster.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, await _cluster.StatusAsync(id));
        Assert.Empty(await _cluster.RowKeysAsync("m|"));
    }

    [Theory]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    public async Task Sub_orchestrations_end_only_when_asked(bool recursive, OrchestrationRuntimeStatus expected)
    {
        await _cluster.StartAsync("tree", 3, "depth-3");
        await _cluster.UntilAsync("depth-0", OrchestrationRuntimeStatus.Running);
        await _cluster.Client.TerminateInstanceAsync("depth-3", new TerminateInstanceOptions("all", recursive));
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await _cluster.EndAsync("depth-3")).RuntimeStatus);
        await _cluster.SettleAsync();
        foreach (var id in new[] { "depth-2", "depth-1", "depth-0" }) Assert.Equal(expected, await _cluster.StatusAsync(id));
    }

    [Fact]
    public async Task Terminating_what_is_missing_or_ended_does_nothing()
    {
        var ended = await _cluster.RunAsync("caller");
        await _cluster.Client.TerminateInstanceAsync(ended.InstanceId);
        await _cluster.Client.TerminateInstanceAsync("nobody");
        await _cluster.SettleAsync();
        Assert.Equal(2, (await _cluster.GetAsync(ended.InstanceId)).ReadOutputAs<int>());
        Assert.Null(await _cluster.Client.GetInstanceAsync("nobody"));
    }
}
