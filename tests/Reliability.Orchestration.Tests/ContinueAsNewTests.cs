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

    private static TestCluster Counting(int until = 5) => new OrchestrationTasks().WithEcho().WithOrchestrator<int, int>("main", async (context, n) =>
    {
        if (n >= until) return n;
        await context.CallActivityAsync<int>("echo", n);
        context.ContinueAsNew(n + 1);
        return n;
    }).Cluster();
}
