using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class EventDeliveryTests
{
    [Fact]
    public async Task Events_of_one_client_come_in_the_order_in_which_it_raised_them()
    {
        var cluster = Waiting(async context =>
        {
            var all = new List<int>();
            while (all.Count < 100) all.Add(await context.WaitForExternalEvent<int>("e"));
            return all;
        });
        var id = await cluster.StartAsync("main");
        for (var i = 0; i < 100; i++)
        {
            await cluster.Client.RaiseEventAsync(id, "e", i);
            if (i % 30 == 0) await cluster.StepAsync();
        }

        Assert.Equal(Enumerable.Range(0, 100), (await cluster.EndAsync(id)).ReadOutputAs<List<int>>()!);
    }

    [Fact]
    public async Task Events_for_missing_or_ended_instances_are_dropped_in_silence()
    {
        var cluster = Waiting(_ => Task.FromResult(1));
        await cluster.Client.RaiseEventAsync("nobody", "e", 1);
        var ended = await cluster.RunAsync("main");
        await cluster.Client.RaiseEventAsync(ended.InstanceId, "e", 1);
        await cluster.SettleAsync();
        Assert.Null(await cluster.Client.GetInstanceAsync("nobody"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await cluster.StatusAsync(ended.InstanceId));
        Assert.Empty(await cluster.RowKeysAsync("m|"));
    }

    [Fact]
    public async Task An_event_dropped_before_the_instance_existed_does_not_come_later()
    {
        var cluster = Waiting(context => context.WaitForExternalEvent<int>("e"));
        await cluster.Client.RaiseEventAsync("later", "e", 1);
        await cluster.SettleAsync();
        await cluster.StartAsync("main", id: "later");
        await cluster.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, await cluster.StatusAsync("later"));
    }

    [Fact]
    public async Task An_orchestration_raises_events_at_another()
    {
        var cluster = new OrchestrationTasks()
            .WithOrchestrator("waiter", async context => $"{await context.WaitForExternalEvent<string>("note")}{await context.WaitForExternalEvent<string>("note")}")
            .WithOrchestrator("sender", context =>
            {
                context.SendEvent("the-waiter", "NOTE", "a");
                context.SendEvent("the-waiter", "note", "b");
                context.SendEvent("nobody", "note", "c");
                return Task.CompletedTask;
            }).Cluster(shards: 4);
        await cluster.StartAsync("waiter", id: "the-waiter");
        await cluster.RunAsync("sender");
        Assert.Equal("ab", (await cluster.EndAsync("the-waiter")).ReadOutputAs<string>());
    }

    private static TestCluster Waiting<T>(Func<TaskOrchestrationContext, Task<T>> main) => new OrchestrationTasks().WithOrchestrator("main", main).Cluster();
}
