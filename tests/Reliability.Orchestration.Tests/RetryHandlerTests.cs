using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class RetryHandlerTests
{
    private int _tries;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public async Task A_handler_decides_after_each_failure(int attempts)
    {
        var asked = 0;
        var ended = await Start(TaskOptions.FromRetryHandler(retry =>
        {
            if (!retry.OrchestrationContext.IsReplaying) asked++;
            return retry.LastFailure.IsCausedBy<FormatException>() && retry.LastAttemptNumber < attempts;
        })).RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(attempts, _tries);
        Assert.Equal(attempts, asked);
    }

    [Fact]
    public async Task A_handler_that_waits_makes_the_pause()
    {
        var cluster = Start(TaskOptions.FromRetryHandler(async retry =>
        {
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(10), CancellationToken.None);
            return retry.LastAttemptNumber < 2;
        }));
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        await cluster.PassAsync(TimeSpan.FromMinutes(9));
        Assert.Equal(1, _tries);
        await cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _tries);
        await cluster.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, await cluster.StatusAsync(id));
    }

    [Fact]
    public async Task A_handler_learns_how_long_has_been_tried()
    {
        var times = new List<TimeSpan>();
        await Start(TaskOptions.FromRetryHandler(async retry =>
        {
            if (!retry.OrchestrationContext.IsReplaying) times.Add(retry.TotalRetryTime);
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(20), CancellationToken.None);
            return retry.LastAttemptNumber < 3;
        })).RunAsync("main");
        Assert.Equal(3, times.Count);
        Assert.InRange(times[1].TotalSeconds, 20, 25);
        Assert.InRange(times[2].TotalSeconds, 40, 50);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_policy_starts_a_failed_sub_orchestration_again(int attempts)
    {
        var runs = 0;
        var ended = await new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallSubOrchestratorAsync(
                "child", options: TaskOptions.FromRetryPolicy(new RetryPolicy(attempts, TimeSpan.FromSeconds(1)))))
            .WithOrchestrator("child", Task (_) =>
            {
                runs++;
                throw new FormatException("no");
            }).Cluster().RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(attempts, runs);
    }

    [Fact]
    public async Task A_sub_orchestration_of_a_chosen_id_is_tried_again_under_that_id()
    {
        var runs = 0;
        var options = new SubOrchestrationOptions(new RetryPolicy(2, TimeSpan.FromSeconds(1)), "the-child");
        var cluster = new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallSubOrchestratorAsync<int>("child", options: options))
            .WithOrchestrator("child", _ => ++runs == 1 ? throw new FormatException("no") : Task.FromResult(runs))
            .Cluster();
        Assert.Equal(2, await cluster.ResultAsync<int>("main"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await cluster.StatusAsync("the-child"));
    }

    [Fact]
    public async Task A_handler_decides_for_sub_orchestrations_too()
    {
        var runs = 0;
        var result = await new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallSubOrchestratorAsync<int>(
                "child", options: TaskOptions.FromRetryHandler(retry => retry.LastFailure.IsCausedBy<FormatException>())))
            .WithOrchestrator("child", _ => ++runs < 4 ? throw new FormatException("no") : Task.FromResult(runs))
            .Cluster().ResultAsync<int>("main");
        Assert.Equal(4, result);
    }

    private TestCluster Start(TaskOptions options) => new OrchestrationTasks()
        .WithOrchestrator("main", context => context.CallActivityAsync<int>("fail", options: options))
        .WithActivity<object?, int>("fail", _ =>
        {
            _tries++;
            throw new FormatException("no");
        }).Cluster();
}
