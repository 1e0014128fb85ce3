using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class PurgeTests
{
    private readonly TestCluster _cluster = new OrchestrationTasks().WithEcho()
        .WithOrchestrator<int, int>("echo", (context, n) => context.CallActivityAsync<int>("echo", n))
        .WithOrchestrator("waiter", context => context.WaitForExternalEvent<int>("e"))
        .WithOrchestrator<int, int>("tree", (context, depth) => depth == 0
            ? Task.FromResult(0)
            : context.CallSubOrchestratorAsync<int>("tree", depth - 1, new TaskOptions().WithInstanceId($"depth-{depth - 1}")))
        .Cluster(shards: 3);

    [Fact]
    public async Task An_ended_instance_is_deleted_with_all_its_rows()
    {
        await _cluster.RunAsync("echo", 1, "one");
        await _cluster.SettleAsync(40);
        Assert.Equal(1, (await _cluster.Client.PurgeInstanceAsync("one")).PurgedInstanceCount);
        Assert.Null(await _cluster.Client.GetInstanceAsync("one"));
        Assert.DoesNotContain(await _cluster.RowKeysAsync(), key => key.Contains("one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_running_or_missing_instance_is_not_deleted()
    {
        await _cluster.StartAsync("waiter", id: "one");
        await _cluster.SettleAsync();
        Assert.Equal(0, (await _cluster.Client.PurgeInstanceAsync("one")).PurgedInstanceCount);
        Assert.Equal(0, (await _cluster.Client.PurgeInstanceAsync("nobody")).PurgedInstanceCount);
        Assert.Equal(OrchestrationRuntimeStatus.Running, await _cluster.StatusAsync("one"));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 4)]
    public async Task Sub_orchestrations_are_deleted_only_when_asked(bool recursive, int expected)
    {
        await _cluster.RunAsync("tree", 3, "depth-3");
        await _cluster.SettleAsync(20);
        var result = await _cluster.Client.PurgeInstanceAsync("depth-3", new PurgeInstanceOptions(recursive));
        Assert.Equal(expected, result.PurgedInstanceCount);
        Assert.Equal(recursive, await _cluster.Client.GetInstanceAsync("depth-0") is null);
    }

    [Fact]
    public async Task A_filter_deletes_what_it_names_and_nothing_that_runs()
    {
        await _cluster.RunAsync("echo", 1, "early");
        _cluster.Time.Advance(TimeSpan.FromHours(1));
        var between = _cluster.Time.GetUtcNow();
        _cluster.Time.Advance(TimeSpan.FromHours(1));
        await _cluster.RunAsync("echo", 1, "late");
        await _cluster.StartAsync("waiter", id: "running");
        await _cluster.SettleAsync(20);
        Assert.Equal(1, (await _cluster.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: between))).PurgedInstanceCount);
        Assert.NotNull(await _cluster.Client.GetInstanceAsync("late"));
        Assert.Equal(0, (await _cluster.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Failed]))).PurgedInstanceCount);
        Assert.Equal(1, (await _cluster.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount);
        Assert.NotNull(await _cluster.Client.GetInstanceAsync("running"));
    }

    [Fact]
    public async Task A_purged_id_can_be_used_again()
    {
        await _cluster.RunAsync("echo", 1, "one");
        await _cluster.SettleAsync(20);
        await _cluster.Client.PurgeInstanceAsync("one");
        Assert.Equal(2, await _cluster.ResultAsync<int>("echo", 2, "one"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(250)]
    public async Task What_a_quarantined_instance_kept_is_deleted_with_it(int events)
    {
        var cluster = new OrchestrationTasks().WithOrchestrator("waiter", context => context.WaitForExternalEvent<int>("e")).Cluster(shards: 1);
        await cluster.StartAsync("unknown", id: "a");
        await cluster.EndAsync("a");
        for (var i = 0; i < events; i++) await cluster.Client.RaiseEventAsync("a", "e", i);
        await cluster.SettleAsync();
        Assert.Equal(events, (await cluster.RowKeysAsync("m|")).Count);
        Assert.Equal(1, (await cluster.Client.PurgeInstanceAsync("a")).PurgedInstanceCount);
        Assert.Empty(await cluster.RowKeysAsync("m|"));

        await cluster.StartAsync("waiter", id: "a");
        await cluster.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, await cluster.StatusAsync("a"));
    }

    [Fact]
    public async Task An_instance_that_cannot_be_read_is_deleted_all_the_same()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator("waiter", context => context.WaitForExternalEvent<int>("e")).Cluster(shards: 1);
        await cluster.StartAsync("waiter", id: "a");
        await cluster.SettleAsync();
        await cluster.OverwriteAsync("h|a|", row => row["D0"] = new byte[] { 0, 1, 2, 3 });
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker();
        await cluster.Client.RaiseEventAsync("a", "e", 1);
        Assert.Equal("Quarantined", (await cluster.EndAsync("a")).FailureDetails!.ErrorType);
        Assert.Equal(1, (await cluster.Client.PurgeInstanceAsync("a", new PurgeInstanceOptions(Recursive: true))).PurgedInstanceCount);
    }

    [Fact]
    public async Task An_instance_restarts_with_its_input_under_its_id_or_a_new_one()
    {
        await _cluster.RunAsync("echo", 7, "one");
        Assert.Equal("one", await _cluster.Client.RestartAsync("one"));
        Assert.Equal(7, (await _cluster.EndAsync("one")).ReadOutputAs<int>());
        var other = await _cluster.Client.RestartAsync("one", restartWithNewInstanceId: true);
        Assert.NotEqual("one", other);
        var ended = await _cluster.EndAsync(other);
        Assert.Equal(("echo", 7), (ended.Name, ended.ReadOutputAs<int>()));
    }

    [Fact]
    public async Task A_running_instance_cannot_restart_under_its_id_but_under_another_and_a_missing_one_not_at_all()
    {
        await _cluster.StartAsync("waiter", id: "one");
        await _cluster.SettleAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => _cluster.Client.RestartAsync("one"));
        await _cluster.UntilAsync(await _cluster.Client.RestartAsync("one", true), OrchestrationRuntimeStatus.Running);
        await Assert.ThrowsAsync<ArgumentException>(() => _cluster.Client.RestartAsync("nobody"));
    }
}
