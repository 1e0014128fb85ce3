using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class SuspendTests
{
    private int _runs;

    [Fact]
    public async Task A_suspended_instance_says_so_and_a_resumed_one_runs_again()
    {
        var cluster = Waiting();
        var id = await SuspendedAsync(cluster);
        await cluster.Client.ResumeInstanceAsync(id, "go on");
        await cluster.UntilAsync(id, OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task Events_that_come_meanwhile_wait_in_their_order()
    {
        var cluster = Waiting();
        var id = await SuspendedAsync(cluster);
        await cluster.Client.RaiseEventAsync(id, "e", 1);
        await cluster.Client.RaiseEventAsync(id, "e", 2);
        await cluster.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await cluster.StatusAsync(id));
        await cluster.Client.ResumeInstanceAsync(id);
        Assert.Equal("1,2", (await cluster.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task What_was_held_back_survives_the_death_of_the_worker()
    {
        var cluster = Waiting();
        var id = await SuspendedAsync(cluster);
        await cluster.Client.RaiseEventAsync(id, "e", 1);
        await cluster.SettleAsync();
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker();
        await cluster.Client.RaiseEventAsync(id, "e", 2);
        await cluster.PassAsync(TimeSpan.FromSeconds(10));
        await cluster.Client.ResumeInstanceAsync(id);
        Assert.Equal("1,2", (await cluster.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Timers_that_come_due_meanwhile_wait()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator("main", context => context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None)).Cluster();
        var id = await SuspendedAsync(cluster);
        await cluster.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await cluster.StatusAsync(id));
        await cluster.Client.ResumeInstanceAsync(id);
        await cluster.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await cluster.StatusAsync(id));
    }

    [Fact]
    public async Task Results_of_activities_that_come_meanwhile_wait_and_are_not_lost()
    {
        var cluster = new OrchestrationTasks()
            .WithOrchestrator("main", async context => await context.CallActivityAsync<int>("work") + await context.CallActivityAsync<int>("work"))
            .WithActivity<object?, int>("work", _ => ++_runs).Cluster();
        cluster.Workers[0].HoldsActivities = true;
        var id = await SuspendedAsync(cluster);
        cluster.Workers[0].HoldsActivities = false;
        await cluster.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await cluster.StatusAsync(id));
        Assert.Equal(1, _runs);
        await cluster.Client.ResumeInstanceAsync(id);
        Assert.Equal(3, (await cluster.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_instance_suspended_before_it_began_does_not_begin()
    {
        var cluster = Waiting();
        var id = await cluster.StartAsync("main");
        await cluster.Client.SuspendInstanceAsync(id);
        await cluster.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await cluster.StatusAsync(id));
        await cluster.Client.ResumeInstanceAsync(id);
        await cluster.UntilAsync(id, OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task Suspending_twice_needs_one_resume_and_a_resume_too_many_does_nothing()
    {
        var cluster = Waiting();
        var id = await SuspendedAsync(cluster);
        await cluster.Client.SuspendInstanceAsync(id);
        await cluster.Client.ResumeInstanceAsync(id);
        await cluster.Client.ResumeInstanceAsync(id);
        await cluster.UntilAsync(id, OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task Suspending_and_resuming_what_is_missing_or_ended_does_nothing()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator("main", _ => Task.CompletedTask).Cluster();
        var ended = await cluster.RunAsync("main");
        foreach (var id in new[] { ended.InstanceId, "nobody" })
        {
            await cluster.Client.SuspendInstanceAsync(id);
            await cluster.Client.ResumeInstanceAsync(id);
        }

        await cluster.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await cluster.StatusAsync(ended.InstanceId));
        Assert.Empty(await cluster.RowKeysAsync("m|"));
    }

    private static TestCluster Waiting() => new OrchestrationTasks().WithOrchestrator("main", async context =>
        $"{await context.WaitForExternalEvent<int>("e")},{await context.WaitForExternalEvent<int>("e")}").Cluster();

    private static async Task<string> SuspendedAsync(TestCluster cluster)
    {
        var id = await cluster.StartAsync("main");
        await cluster.UntilAsync(id, OrchestrationRuntimeStatus.Running);
        await cluster.Client.SuspendInstanceAsync(id, "wait");
        await cluster.UntilAsync(id, OrchestrationRuntimeStatus.Suspended);
        return id;
    }
}
