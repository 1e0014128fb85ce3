using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class ExternalEventTests
{
    [Fact]
    public async Task An_event_ends_the_wait_with_its_payload()
    {
        var cluster = Waiting(context => context.WaitForExternalEvent<int>("approval"));
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, await cluster.StatusAsync(id));
        await cluster.Client.RaiseEventAsync(id, "approval", 42);
        Assert.Equal(42, (await cluster.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_event_raised_right_after_the_start_is_not_lost()
    {
        var cluster = Waiting(context => context.WaitForExternalEvent<int>("approval"));
        var id = await cluster.StartAsync("main");
        await cluster.Client.RaiseEventAsync(id, "approval", 42);
        Assert.Equal(42, (await cluster.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_event_that_came_before_the_wait_is_taken_by_it()
    {
        var cluster = Waiting(async context =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return await context.WaitForExternalEvent<string>("approval");
        });
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        await cluster.Client.RaiseEventAsync(id, "approval", "yes");
        Assert.Equal("yes", (await cluster.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Names_are_compared_without_case()
    {
        var cluster = Waiting(context => context.WaitForExternalEvent<int>("approval"));
        var id = await cluster.StartAsync("main");
        await cluster.Client.RaiseEventAsync(id, "APPROVAL", 1);
        Assert.Equal(1, (await cluster.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Each_event_ends_one_wait_and_the_oldest_first()
    {
        var cluster = Waiting(async context => await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => context.WaitForExternalEvent<int>("e"))));
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        foreach (var i in new[] { 1, 2, 3 }) await cluster.Client.RaiseEventAsync(id, "e", i);
        Assert.Equal([1, 2, 3], (await cluster.EndAsync(id)).ReadOutputAs<List<int>>()!);
    }

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
    public async Task Events_of_different_names_do_not_disturb_each_other()
    {
        var cluster = Waiting(async context =>
        {
            var b = await context.WaitForExternalEvent<string>("b");
            return b + await context.WaitForExternalEvent<string>("a");
        });
        var id = await cluster.StartAsync("main");
        await cluster.Client.RaiseEventAsync(id, "a", "1");
        await cluster.Client.RaiseEventAsync(id, "b", "2");
        Assert.Equal("21", (await cluster.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_without_a_payload_gives_the_default_value()
    {
        var cluster = Waiting(async context => await context.WaitForExternalEvent<string?>("go") is null);
        var id = await cluster.StartAsync("main");
        await cluster.Client.RaiseEventAsync(id, "go");
        Assert.True((await cluster.EndAsync(id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task A_cancelled_wait_throws_and_leaves_the_event_to_the_next_wait()
    {
        var cluster = Waiting(async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var abandoned = context.WaitForExternalEvent<int>("e", cancellation.Token);
            await context.CreateTimer(TimeSpan.FromSeconds(10), CancellationToken.None);
            cancellation.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
            return await context.WaitForExternalEvent<int>("e");
        });
        var id = await cluster.StartAsync("main");
        await cluster.PassAsync(TimeSpan.FromSeconds(20));
        await cluster.Client.RaiseEventAsync(id, "e", 9);
        Assert.Equal(9, (await cluster.EndAsync(id)).ReadOutputAs<int>());
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
