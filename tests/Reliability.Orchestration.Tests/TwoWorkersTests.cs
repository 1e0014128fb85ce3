using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;
using Reliability.Orchestration.Workers;

namespace Reliability.Orchestration.Tests;

public sealed class TwoWorkersTests
{
    private int _runs;

    [Fact]
    public async Task Workers_share_the_shards()
    {
        var cluster = Tasks().Cluster(workers: 2, shards: 8);
        await BalanceAsync(cluster, () => cluster.Workers.All(worker => Owned(worker) == 4));
    }

    [Fact]
    public async Task A_worker_that_joins_gets_its_share_and_one_that_dies_leaves_it_within_ten_seconds()
    {
        var cluster = Tasks().Cluster(shards: 8);
        await cluster.UntilAsync(() => Task.FromResult(Owned(cluster.Workers[0]) == 8));
        cluster.AddWorker();
        await BalanceAsync(cluster, () => Owned(cluster.Workers[1]) == 4);
        cluster.Workers[0].IsPaused = true;
        await cluster.UntilAsync(() => Task.FromResult(Owned(cluster.Workers[1]) == 8), steps: 20);
    }

    [Fact]
    public async Task Instances_of_a_worker_that_died_go_on_elsewhere()
    {
        var cluster = Tasks().Cluster(workers: 2, shards: 4);
        var ids = new List<string>();
        for (var i = 0; i < 20; i++) ids.Add(await cluster.StartAsync("main", i));
        await cluster.SettleAsync(3);
        cluster.Workers[0].IsPaused = true;
        await cluster.PassAsync(TimeSpan.FromSeconds(10));
        foreach (var id in ids) await cluster.Client.RaiseEventAsync(id, "e", 1);
        for (var i = 0; i < 20; i++) Assert.Equal(i + 1, (await cluster.EndAsync(ids[i])).ReadOutputAs<int>());
    }

    [Fact]
    public async Task The_result_of_an_activity_is_used_though_its_worker_has_lost_the_shard()
    {
        var cluster = Tasks().Cluster();
        var first = cluster.Workers[0];
        first.HoldsActivities = true;
        var id = await cluster.StartAsync("work");
        await cluster.SettleAsync();
        first.IsPaused = true;
        var second = cluster.AddWorker();
        second.HoldsActivities = true;
        await cluster.UntilAsync(() => Task.FromResult(Owned(second) == 2));
        await cluster.SettleAsync();
        first.IsPaused = false;
        first.HoldsActivities = false;
        Assert.Equal(1, (await cluster.EndAsync(id, 60)).ReadOutputAs<int>());
        second.HoldsActivities = false;
        await cluster.SettleAsync();
        Assert.Equal(2, _runs);
        Assert.Equal(1, (await cluster.GetAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_worker_that_wakes_after_it_lost_its_shards_changes_nothing()
    {
        var cluster = Tasks().Cluster();
        var id = await cluster.StartAsync("main", 1);
        await cluster.SettleAsync();
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker();
        await cluster.Client.RaiseEventAsync(id, "e", 1);
        await cluster.EndAsync(id);
        cluster.Workers[0].IsPaused = false;
        await cluster.SettleAsync(40);
        Assert.Equal(2, (await cluster.GetAsync(id)).ReadOutputAs<int>());
        Assert.Equal(2, cluster.Workers.Sum(Owned));
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(300)]
    public async Task Clocks_that_are_five_minutes_off_do_no_harm(int seconds)
    {
        var cluster = new TestCluster(Tasks(), shards: 4);
        cluster.AddWorker();
        cluster.AddWorker(TimeSpan.FromSeconds(seconds));
        var ids = new List<string>();
        for (var i = 0; i < 10; i++) ids.Add(await cluster.StartAsync("timed", i));
        await cluster.SettleAsync(20);
        foreach (var id in ids) Assert.Equal(OrchestrationRuntimeStatus.Running, await cluster.StatusAsync(id));
        await cluster.PassAsync(TimeSpan.FromMinutes(1));
        foreach (var id in ids) Assert.Equal(OrchestrationRuntimeStatus.Completed, await cluster.StatusAsync(id));
    }

    private static async Task BalanceAsync(TestCluster cluster, Func<bool> holds)
    {
        var balances = cluster.Workers.Select(worker => new ShardBalance(worker.Worker)).ToList();
        await cluster.UntilAsync(async () =>
        {
            foreach (var balance in balances) await balance.AskAsync(CancellationToken.None);
            return holds();
        });
    }

    private static int Owned(TestWorker worker) => worker.Worker.Shards.Count(shard => shard.IsOwned);

    private OrchestrationTasks Tasks() => new OrchestrationTasks().WithEcho()
        .WithActivity<object?, int>("count", _ => ++_runs)
        .WithOrchestrator("work", context => context.CallActivityAsync<int>("count"))
        .WithOrchestrator<int, int>("timed", async (context, n) =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return n;
        })
        .WithOrchestrator<int, int>("main", async (context, n) =>
        {
            var echoed = await context.CallActivityAsync<int>("echo", n);
            return echoed + await context.WaitForExternalEvent<int>("e");
        });
}
