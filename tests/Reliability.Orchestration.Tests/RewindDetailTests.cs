using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Tests.Testing;
using static Reliability.Orchestration.Tests.Testing.BreakableCalls;

namespace Reliability.Orchestration.Tests;

public sealed class RewindDetailTests
{
    private readonly BreakableCalls _world = new();

    [Fact]
    public async Task A_call_whose_retries_were_used_up_is_tried_again()
    {
        var options = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1)));
        var cluster = _world.Start(async context => await Call(context, "a") + await context.CallActivityAsync<string>("call", "b", options));
        var id = await _world.FailedAsync(cluster, "b");
        Assert.Equal(4, _world.Calls.Count);
        await _world.RewindAsync(cluster, id);
        Assert.Equal("ab", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(5, _world.Calls.Count);
    }

    [Fact]
    public async Task A_failure_that_the_orchestrator_dealt_with_is_not_repeated()
    {
        var cluster = _world.Start(async context =>
        {
            var first = "";
            try
            {
                first = await Call(context, "a");
            }
            catch (TaskFailedException)
            {
                first = await Call(context, "instead");
            }

            return first + await Call(context, "b");
        });
        var id = await _world.FailedAsync(cluster, "a", "b");
        await _world.RewindAsync(cluster, id);
        Assert.Equal("insteadb", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["a", "instead", "b", "b"], _world.Calls);
    }

    [Fact]
    public async Task Events_and_times_that_were_received_are_not_asked_for_again()
    {
        var cluster = _world.Start(async context =>
        {
            var text = await context.WaitForExternalEvent<string>("e");
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return text + await Call(context, "a");
        });
        _world.Broken.Add("a");
        var id = await cluster.StartAsync("main");
        await cluster.Client.RaiseEventAsync(id, "e", "said ");
        await cluster.SettleAsync();
        await cluster.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, await cluster.StatusAsync(id));
        await _world.RewindAsync(cluster, id);
        Assert.Equal("said a", (await cluster.EndAsync(id, 30)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_history_no_longer_has_the_failure_but_tells_of_the_rewind()
    {
        var cluster = _world.Start(context => Call(context, "a"));
        var id = await _world.FailedAsync(cluster, "a");
        await _world.RewindAsync(cluster, id);
        await cluster.EndAsync(id);
        var history = await cluster.Client.GetOrchestrationHistoryAsync(id);
        Assert.Empty(history.OfType<TaskFailedEvent>());
        Assert.Equal("it is fixed", Assert.Single(history.OfType<ExecutionRewoundEvent>()).Reason);
        Assert.Single(history.OfType<TaskCompletedEvent>());
    }
}
