using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class ContinueAsNewEventTests
{
    [Theory]
    [InlineData(true, "a,b,c")]
    [InlineData(false, "a")]
    public async Task Events_that_were_not_taken_are_kept_or_dropped_as_asked(bool keep, string taken)
    {
        var cluster = new OrchestrationTasks().WithOrchestrator<string, string>("main", async (context, sofar) =>
        {
            if (sofar.Length == 0) await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            string next;
            try
            {
                next = await context.WaitForExternalEvent<string>("e", TimeSpan.FromMinutes(5));
            }
            catch (TaskCanceledException)
            {
                return sofar;
            }

            var all = sofar.Length == 0 ? next : $"{sofar},{next}";
            context.ContinueAsNew(all, keep);
            return all;
        }).Cluster();
        var id = await cluster.StartAsync("main", "");
        foreach (var text in new[] { "a", "b", "c" }) await cluster.Client.RaiseEventAsync(id, "e", text);
        Assert.Equal(taken, (await cluster.EndAsync(id, 2000)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_raised_between_two_executions_are_not_lost()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator<int, int>("main", async (context, sum) =>
        {
            var next = await context.WaitForExternalEvent<int>("add");
            if (next < 0) return sum;
            context.ContinueAsNew(sum + next);
            return 0;
        }).Cluster();
        var id = await cluster.StartAsync("main", 0);
        for (var i = 1; i <= 60; i++)
        {
            await cluster.Client.RaiseEventAsync(id, "add", i);
            if (i % 7 == 0) await cluster.StepAsync();
        }

        await cluster.Client.RaiseEventAsync(id, "add", -1);
        Assert.Equal(1830, (await cluster.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_termination_that_comes_with_the_event_that_starts_the_next_execution_is_not_lost()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator<int, int>("main", async (context, n) =>
        {
            await context.WaitForExternalEvent<int>("next");
            context.ContinueAsNew(n + 1);
            return n;
        }).Cluster();
        var id = await cluster.StartAsync("main", 0);
        await cluster.Client.RaiseEventAsync(id, "next", 1);
        await cluster.Client.TerminateInstanceAsync(id, "enough");
        await cluster.Client.RaiseEventAsync(id, "next", 2);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await cluster.EndAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Events_that_were_held_while_suspended_are_not_lost_when_one_starts_the_next_execution()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator<int, int>("main", async (context, sum) =>
        {
            var next = await context.WaitForExternalEvent<int>("add");
            if (next < 0) return sum;
            context.ContinueAsNew(sum + next);
            return 0;
        }).Cluster();
        var id = await cluster.StartAsync("main", 0);
        await cluster.Client.SuspendInstanceAsync(id);
        await cluster.SettleAsync();
        foreach (var n in new[] { 1, 2, 3, -1 }) await cluster.Client.RaiseEventAsync(id, "add", n);
        await cluster.SettleAsync();
        await cluster.Client.ResumeInstanceAsync(id);
        Assert.Equal(6, (await cluster.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Timers_of_an_old_execution_do_not_reach_the_new_one()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator<int, int>("main", async (context, n) =>
        {
            if (n == 1) return await context.WaitForExternalEvent<int>("e");
            _ = context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            context.ContinueAsNew(1);
            return 0;
        }).Cluster();
        var id = await cluster.StartAsync("main", 0);
        await cluster.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(OrchestrationRuntimeStatus.Running, await cluster.StatusAsync(id));
        await cluster.Client.RaiseEventAsync(id, "e", 4);
        Assert.Equal(4, (await cluster.EndAsync(id)).ReadOutputAs<int>());
    }
}
