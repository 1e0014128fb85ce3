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

    private static TestCluster Waiting<T>(Func<TaskOrchestrationContext, Task<T>> main) => new OrchestrationTasks().WithOrchestrator("main", main).Cluster();
}
