using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class RewindLargeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Of_three_hundred_calls_only_the_two_that_failed_run_again(int seed)
    {
        var (runs, isBroken) = (new int[300], true);
        var cluster = new TestCluster(
            new OrchestrationTasks()
                .WithOrchestrator("main", async context => (await Task.WhenAll(Enumerable.Range(0, 300).Select(i => context.CallActivityAsync<int>("work", i)))).Sum())
                .WithActivity<int, int>("work", i =>
                {
                    runs[i]++;
                    return isBroken && i is (17 or 290) ? throw new FormatException("broken") : i;
                }),
            seed);
        cluster.AddWorker();
        var failed = await cluster.RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        await cluster.SettleAsync();
        isBroken = false;
        await cluster.Client.RewindInstanceAsync(failed.InstanceId, "fixed");
        await cluster.UntilAsync(failed.InstanceId, OrchestrationRuntimeStatus.Completed);
        Assert.Equal(44_850, (await cluster.GetAsync(failed.InstanceId)).ReadOutputAs<int>());
        Assert.Equal(302, runs.Sum());
    }

    [Fact]
    public async Task Two_failed_children_of_ten_are_rewound_and_the_others_are_not()
    {
        var (runs, isBroken) = (new int[10], true);
        var cluster = new OrchestrationTasks()
            .WithOrchestrator("main", async context => (await Task.WhenAll(Enumerable.Range(0, 10).Select(i => context.CallSubOrchestratorAsync<int>("child", i)))).Sum())
            .WithOrchestrator<int, int>("child", (context, i) => context.CallActivityAsync<int>("work", i))
            .WithActivity<int, int>("work", i =>
            {
                runs[i]++;
                return isBroken && i % 5 == 0 ? throw new FormatException("broken") : i;
            }).Cluster(shards: 3);
        var failed = await cluster.RunAsync("main");
        await cluster.SettleAsync();
        isBroken = false;
        await cluster.Client.RewindInstanceAsync(failed.InstanceId, "fixed");
        await cluster.UntilAsync(failed.InstanceId, OrchestrationRuntimeStatus.Completed);
        Assert.Equal(12, runs.Sum());
    }

    [Fact]
    public async Task An_instance_that_reached_the_limit_of_its_history_can_be_rewound_under_a_higher_one()
    {
        var tasks = new OrchestrationTasks().WithEcho().WithOrchestrator("main", async context =>
        {
            for (var i = 0; i < 60; i++) await context.CallActivityAsync<int>("echo", i);
            return "done";
        });
        var cluster = tasks.Cluster(new OrchestrationOptions { MaxHistoryEvents = 100 });
        var failed = await cluster.RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        cluster.Workers[0].IsPaused = true;
        cluster.Options = new OrchestrationOptions();
        cluster.AddWorker();
        await cluster.Client.RewindInstanceAsync(failed.InstanceId, "raised the limit");
        await cluster.UntilAsync(failed.InstanceId, OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task An_instance_whose_code_had_changed_can_be_rewound_once_the_code_is_back()
    {
        static OrchestrationTasks Program(string first) => new OrchestrationTasks()
            .WithActivity<object?, int>("a", _ => 1).WithActivity<object?, int>("b", _ => 2)
            .WithOrchestrator("main", async context => await context.CallActivityAsync<int>(first) + await context.WaitForExternalEvent<int>("go"));
        var cluster = Program("a").Cluster();
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        cluster.Workers[0].IsPaused = true;
        var wrong = cluster.AddWorker(tasks: Program("b"));
        await cluster.Client.RaiseEventAsync(id, "go", 10);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await cluster.EndAsync(id)).RuntimeStatus);
        wrong.IsPaused = true;
        cluster.AddWorker();
        await cluster.Client.RewindInstanceAsync(id, "rolled back");
        await cluster.UntilAsync(id, OrchestrationRuntimeStatus.Completed);
        Assert.Equal(11, (await cluster.GetAsync(id)).ReadOutputAs<int>());
    }
}
