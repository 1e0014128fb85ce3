using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class ContextTests
{
    // With room for one of two instances, each turn of either is replayed from its history.
    private static readonly OrchestrationOptions Cold = new() { MaxHotInstances = 1 };

    [Fact]
    public async Task New_ids_differ_from_call_to_call_and_from_instance_to_instance()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator("main", context => Task.FromResult(new[] { context.NewGuid(), context.NewGuid() })).Cluster();
        var first = await cluster.ResultAsync<Guid[]>("main");
        var second = await cluster.ResultAsync<Guid[]>("main");
        Assert.Equal(4, first!.Concat(second!).Distinct().Count());
        Assert.DoesNotContain(Guid.Empty, first!);
    }

    [Fact]
    public async Task New_ids_differ_from_generation_to_generation()
    {
        var ids = await new OrchestrationTasks().WithOrchestrator<List<Guid>, List<Guid>>("main", async (context, ids) =>
        {
            await Task.CompletedTask;
            List<Guid> all = [.. ids, context.NewGuid()];
            if (all.Count < 3) context.ContinueAsNew(all);
            return all;
        }).Cluster().ResultAsync<List<Guid>>("main", Array.Empty<Guid>());
        Assert.Equal(3, ids!.Distinct().Count());
    }

    [Fact]
    public async Task New_ids_are_the_same_again_after_a_replay()
    {
        var seen = new List<Guid>();
        var cluster = new OrchestrationTasks().WithOrchestrator("main", async context =>
        {
            var id = context.NewGuid();
            lock (seen) seen.Add(id);
            await context.WaitForExternalEvent<int>("go");
            return id;
        }).Cluster();
        var instance = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker();
        await cluster.Client.RaiseEventAsync(instance, "go", 1);
        var result = (await cluster.EndAsync(instance)).ReadOutputAs<Guid>();
        Assert.Equal([result, result], seen);
    }

    [Fact]
    public async Task Replay_safe_logs_are_written_once_and_others_at_every_replay()
    {
        var logs = new CollectedLogs();
        var starts = 0;
        var cluster = new OrchestrationTasks().WithEcho().WithOrchestrator<string, bool>("main", async (context, name) =>
        {
            var log = context.CreateReplaySafeLogger<ContextTests>();
            if (name == "a") starts++;
            for (var i = 0; i < 4; i++)
            {
                log.LogInformation("{Name} reached {Step}", name, i);
                await context.CallActivityAsync<int>("echo", i);
            }

            log.LogInformation("{Name} done", name);
            return true;
        }).Cluster(Cold, shards: 1, logs: logs);
        var a = await cluster.StartAsync("main", "a");
        var b = await cluster.StartAsync("main", "b");
        await cluster.EndAsync(a);
        await cluster.EndAsync(b);
        Assert.True(starts > 1, "The instance was never replayed.");
        foreach (var text in new[] { "a reached 0", "a reached 3", "a done", "b reached 0", "b done" }) Assert.Equal(1, logs.Count(text));
    }

    [Fact]
    public async Task What_runs_again_is_replaying_and_what_is_new_is_not()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator("main", async context =>
        {
            List<bool> replaying = [context.IsReplaying];
            await context.WaitForExternalEvent<int>("go");
            replaying.Add(context.IsReplaying);
            return replaying;
        }).Cluster();
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker();
        await cluster.Client.RaiseEventAsync(id, "go", 1);
        Assert.Equal([true, false], (await cluster.EndAsync(id)).ReadOutputAs<List<bool>>()!);
    }

    [Fact]
    public async Task Name_id_version_and_input_are_those_of_the_start()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator("main", context =>
            Task.FromResult($"{context.Name} {context.InstanceId} {context.Version} {context.GetInput<int>()} {context.Properties.Count} {context.CompareVersionTo("1.9") > 0}")).Cluster();
        var options = new StartOrchestrationOptions("me") { Version = new TaskVersion("1.10") };
        await cluster.Client.ScheduleNewOrchestrationInstanceAsync("main", 7, options);
        Assert.Equal("main me 1.10 7 0 True", (await cluster.EndAsync("me")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_sub_orchestration_has_the_version_of_its_parent_unless_the_call_says_another()
    {
        var cluster = new OrchestrationTasks()
            .WithOrchestrator("main", async context =>
                await context.CallSubOrchestratorAsync<string>("child") + " " +
                await context.CallSubOrchestratorAsync<string>("child", options: new SubOrchestrationOptions { Version = new TaskVersion("3") }))
            .WithOrchestrator("child", context => Task.FromResult(context.Version)).Cluster();
        await cluster.Client.ScheduleNewOrchestrationInstanceAsync("main", new StartOrchestrationOptions("me") { Version = new TaskVersion("2") });
        Assert.Equal("2 3", (await cluster.EndAsync("me")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Without_an_input_GetInput_gives_the_default_value()
    {
        var result = await new OrchestrationTasks().WithOrchestrator("main", context => Task.FromResult(context.GetInput<string>() is null && context.GetInput<int>() == 0))
            .Cluster().ResultAsync<bool>("main");
        Assert.True(result);
    }
}
