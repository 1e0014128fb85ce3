using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class ContinueAsNewTests
{
    [Fact]
    public async Task The_next_execution_gets_the_new_input_and_the_last_one_gives_the_output()
    {
        var cluster = Counting();
        var ended = await cluster.RunAsync("main", 0);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(5, ended.ReadOutputAs<int>());
    }

    [Fact]
    public async Task The_instance_keeps_its_id_its_tags_and_its_time_of_creation()
    {
        var cluster = Counting();
        var options = new StartOrchestrationOptions("same") { Tags = new Dictionary<string, string> { ["a"] = "b" } };
        await cluster.Client.ScheduleNewOrchestrationInstanceAsync("main", 0, options);
        var created = (await cluster.GetAsync("same")).CreatedAt;
        var ended = await cluster.EndAsync("same");
        Assert.Equal(created, ended.CreatedAt);
        Assert.Equal("b", ended.Tags["a"]);
    }

    [Fact]
    public async Task The_history_starts_again()
    {
        var cluster = Counting();
        var ended = await cluster.RunAsync("main", 0);
        var history = await cluster.Client.GetOrchestrationHistoryAsync(ended.InstanceId);
        Assert.Single(history.OfType<global::DurableTask.Core.History.ExecutionStartedEvent>());
        Assert.Empty(history.OfType<global::DurableTask.Core.History.TaskScheduledEvent>());
    }

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
    public async Task Fifty_generations_leave_no_rows_of_old_ones_behind()
    {
        var cluster = Counting(50);
        await cluster.RunAsync("main", 0, id: "eternal");
        await cluster.SettleAsync(100);
        var generations = (await cluster.RowKeysAsync("h|eternal|")).Select(key => key.Split('|')[2]).Distinct();
        Assert.Single(generations);
        Assert.Empty(await cluster.RowKeysAsync("o|"));
        Assert.Empty(await cluster.RowKeysAsync("m|"));
    }

    [Fact]
    public async Task An_eternal_instance_that_waits_between_executions_leaves_no_rows_behind_either()
    {
        var cluster = new OrchestrationTasks().WithEcho().WithOrchestrator<int, int>("main", async (context, n) =>
        {
            await context.CallActivityAsync<int>("echo", n);
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            context.ContinueAsNew(n + 1);
            return n;
        }).Cluster();
        await cluster.StartAsync("main", 0, id: "eternal");
        for (var i = 0; i < 10; i++) await cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.True((await cluster.GetAsync("eternal")).ReadInputAs<int>() >= 9);
        Assert.Single((await cluster.RowKeysAsync("h|eternal|")).Select(key => key.Split('|')[2]).Distinct());
        Assert.True((await cluster.RowKeysAsync("w|")).Count <= 1);
    }

    [Fact]
    public async Task The_parent_waits_for_the_last_execution_of_its_child()
    {
        var result = await new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallSubOrchestratorAsync<int>("child", 0))
            .WithOrchestrator<int, int>("child", async (context, n) =>
            {
                await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                if (n < 3) context.ContinueAsNew(n + 1);
                return n;
            }).Cluster().ResultAsync<int>("main");
        Assert.Equal(3, result);
    }

    [Fact]
    public async Task A_new_version_is_taken_by_the_next_execution()
    {
        var result = await new OrchestrationTasks().WithOrchestrator<int, string>("main", async (context, n) =>
        {
            await Task.CompletedTask;
            if (n == 0) context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 1, NewVersion = "2.0" });
            return context.Version;
        }).Cluster().ResultAsync<string>("main", 0);
        Assert.Equal("2.0", result);
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

    private static TestCluster Counting(int until = 5) => new OrchestrationTasks().WithEcho().WithOrchestrator<int, int>("main", async (context, n) =>
    {
        if (n >= until) return n;
        await context.CallActivityAsync<int>("echo", n);
        context.ContinueAsNew(n + 1);
        return n;
    }).Cluster();
}
