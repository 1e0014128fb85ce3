using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class EventTimeoutTests
{
    private readonly TestCluster _cluster = new OrchestrationTasks().WithEcho().WithOrchestrator<int, string>("main", async (context, rounds) =>
    {
        var text = "";
        for (var i = 0; i < rounds; i++)
        {
            try
            {
                text += await context.WaitForExternalEvent<string>("e", TimeSpan.FromMinutes(1));
            }
            catch (TaskCanceledException)
            {
                text += "-";
            }
        }

        return text;
    }).Cluster();

    [Fact]
    public async Task No_event_in_time_throws_TaskCanceledException()
    {
        var id = await _cluster.StartAsync("main", 1);
        await _cluster.SettleAsync();
        await _cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("-", (await _cluster.GetAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_in_time_wins_and_its_timer_does_not_hold_the_instance()
    {
        var id = await _cluster.StartAsync("main", 1);
        await _cluster.SettleAsync();
        await _cluster.Client.RaiseEventAsync(id, "e", "yes");
        await _cluster.SettleAsync();
        Assert.Equal("yes", (await _cluster.GetAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_after_the_time_out_is_taken_by_the_next_wait()
    {
        var id = await _cluster.StartAsync("main", 2);
        await _cluster.SettleAsync();
        await _cluster.PassAsync(TimeSpan.FromMinutes(1));
        await _cluster.Client.RaiseEventAsync(id, "e", "late");
        await _cluster.SettleAsync();
        Assert.Equal("-late", (await _cluster.GetAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_that_came_before_the_wait_needs_no_time()
    {
        var id = await _cluster.StartAsync("main", 3);
        foreach (var text in new[] { "a", "b", "c" }) await _cluster.Client.RaiseEventAsync(id, "e", text);
        await _cluster.SettleAsync();
        Assert.Equal("abc", (await _cluster.GetAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(-500)]
    [InlineData(0)]
    [InlineData(500)]
    public async Task An_event_that_races_the_time_out_is_either_in_time_or_kept(int offMilliseconds)
    {
        var id = await _cluster.StartAsync("main", 2);
        await _cluster.StepAsync();
        _cluster.Time.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromMilliseconds(offMilliseconds));
        await _cluster.Client.RaiseEventAsync(id, "e", "x");
        await _cluster.SettleAsync();
        await _cluster.PassAsync(TimeSpan.FromMinutes(1));
        var ended = await _cluster.GetAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Contains(ended.ReadOutputAs<string>(), new[] { "x-", "-x" });
    }

    [Fact]
    public async Task An_uncaught_time_out_fails_the_orchestration()
    {
        var cluster = new OrchestrationTasks()
            .WithOrchestrator("main", context => context.WaitForExternalEvent<int>("e", TimeSpan.FromSeconds(5))).Cluster();
        var ended = await cluster.RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(TaskCanceledException).FullName, ended.FailureDetails!.ErrorType);
    }
}
