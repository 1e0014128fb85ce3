using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class TimerTests
{
    [Fact]
    public async Task A_timer_ends_at_its_time_and_not_before()
    {
        var cluster = Waiting(context => context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None));
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync(1);
        await cluster.PassAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(OrchestrationRuntimeStatus.Running, await cluster.StatusAsync(id));
        await cluster.PassAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await cluster.StatusAsync(id));
    }

    [Fact]
    public async Task A_hundred_days_are_one_timer()
    {
        var cluster = Waiting(context => context.CreateTimer(TimeSpan.FromDays(100), CancellationToken.None));
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        await cluster.PassAsync(TimeSpan.FromDays(99));
        Assert.Equal(OrchestrationRuntimeStatus.Running, await cluster.StatusAsync(id));
        await cluster.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await cluster.StatusAsync(id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3600)]
    public async Task A_timer_that_is_due_already_ends_at_once(int seconds)
    {
        var cluster = Waiting(context => context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(seconds), CancellationToken.None));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await cluster.RunAsync("main", steps: 20)).RuntimeStatus);
    }

    [Fact]
    public async Task Several_timers_end_in_the_order_of_their_times()
    {
        var order = await new OrchestrationTasks().WithOrchestrator("main", async context =>
        {
            var order = new List<int>();
            await Task.WhenAll(new[] { 30, 10, 20, 10 }.Select(async seconds =>
            {
                await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
                order.Add(seconds);
            }));
            return order;
        }).Cluster().ResultAsync<List<int>>("main");
        Assert.Equal([10, 10, 20, 30], order);
    }

    [Fact]
    public async Task A_cancelled_timer_throws_and_does_not_hold_the_instance()
    {
        var ended = await new OrchestrationTasks().WithOrchestrator("main", async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            cancellation.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => timer);
            return "done";
        }).Cluster().RunAsync("main", steps: 30);
        Assert.Equal("done", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_timer_whose_token_was_cancelled_before_throws_at_once()
    {
        var ended = await new OrchestrationTasks().WithOrchestrator("main", async context =>
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => context.CreateTimer(TimeSpan.FromDays(1), new CancellationToken(true)));
            return true;
        }).Cluster().RunAsync("main", steps: 30);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task Cancelling_a_timer_that_ended_does_nothing()
    {
        var result = await new OrchestrationTasks().WithOrchestrator("main", async context =>
        {
            using var cancellation = new CancellationTokenSource();
            await context.CreateTimer(TimeSpan.FromSeconds(1), cancellation.Token);
            cancellation.Cancel();
            return true;
        }).Cluster().ResultAsync<bool>("main");
        Assert.True(result);
    }

    [Fact]
    public async Task An_activity_wins_against_a_timer()
    {
        var result = await new OrchestrationTasks().WithEcho().WithOrchestrator("main", async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), cancellation.Token);
            var work = context.CallActivityAsync<string>("echo", "work");
            if (await Task.WhenAny(timer, work) == timer) return "timer";
            cancellation.Cancel();
            return await work;
        }).Cluster().ResultAsync<string>("main", steps: 30);
        Assert.Equal("work", result);
    }

    private static TestCluster Waiting(Func<TaskOrchestrationContext, Task> main) => new OrchestrationTasks().WithOrchestrator("main", main).Cluster();
}
