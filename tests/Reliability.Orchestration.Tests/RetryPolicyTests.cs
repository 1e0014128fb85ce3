using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class RetryPolicyTests
{
    private readonly List<DateTimeOffset> _tries = [];
    private TestCluster? _cluster;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task A_policy_tries_as_often_as_it_says_and_then_fails(int attempts)
    {
        var ended = await Start(new RetryPolicy(attempts, TimeSpan.FromSeconds(1)), _ => throw new InvalidOperationException("no")).RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(attempts, _tries.Count);
    }

    [Fact]
    public async Task The_first_success_ends_the_trying()
    {
        var result = await Start(new RetryPolicy(5, TimeSpan.FromSeconds(1)), n => n < 3 ? throw new InvalidOperationException("no") : n).ResultAsync<int>("main");
        Assert.Equal(3, result);
        Assert.Equal(3, _tries.Count);
    }

    [Fact]
    public async Task What_returns_normally_is_not_tried_again_whatever_it_returns()
    {
        await Start(new RetryPolicy(5, TimeSpan.FromSeconds(1)), _ => -1).ResultAsync<int>("main");
        Assert.Single(_tries);
    }

    [Fact]
    public async Task The_pause_grows_by_the_coefficient_up_to_the_longest_pause()
    {
        var policy = new RetryPolicy(6, TimeSpan.FromSeconds(10), 2, TimeSpan.FromSeconds(50));
        await Start(policy, _ => throw new InvalidOperationException("no")).RunAsync("main", steps: 1000);
        AssertPauses(10, 20, 40, 50, 50);
    }

    [Fact]
    public async Task Pauses_are_durable_and_outlive_the_worker()
    {
        var cluster = Start(new RetryPolicy(2, TimeSpan.FromHours(1)), n => n == 1 ? throw new InvalidOperationException("no") : n);
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker();
        await cluster.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Single(_tries);
        await cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await cluster.StatusAsync(id));
        Assert.Equal(2, _tries.Count);
    }

    [Fact]
    public async Task No_failure_after_the_retry_time_out_is_followed_by_another_try()
    {
        var policy = new RetryPolicy(100, TimeSpan.FromSeconds(10), retryTimeout: TimeSpan.FromSeconds(35));
        var ended = await Start(policy, _ => throw new InvalidOperationException("no")).RunAsync("main", steps: 1000);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(5, _tries.Count);
    }

    [Fact]
    public async Task A_failure_that_the_policy_does_not_handle_is_not_tried_again()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromSeconds(1)) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() };
        var ended = await Start(policy, n => n < 3 ? throw new TimeoutException("slow") : throw new InvalidOperationException("wrong")).RunAsync("main");
        Assert.Equal(3, _tries.Count);
        Assert.Equal(typeof(InvalidOperationException).FullName, ended.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task The_last_failure_is_the_one_that_is_told()
    {
        var ended = await Start(new RetryPolicy(3, TimeSpan.FromSeconds(1)), n => throw new InvalidOperationException($"try {n}")).RunAsync("main");
        Assert.Contains("try 3", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_activity_that_nobody_registered_is_not_tried_again()
    {
        var asked = 0;
        var options = TaskOptions.FromRetryHandler(_ => Interlocked.Increment(ref asked) < 3);
        var ended = await new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallActivityAsync("bogus", options: options))
            .Cluster().RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task Calls_at_once_are_retried_each_for_itself()
    {
        var tries = new int[10];
        var sum = await new OrchestrationTasks()
            .WithOrchestrator("main", async context => (await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
                context.CallActivityAsync<int>("work", i, TaskOptions.FromRetryPolicy(new RetryPolicy(20, TimeSpan.FromSeconds(1))))))).Sum())
            .WithActivity<int, int>("work", i => ++tries[i] <= i ? throw new TimeoutException() : i)
            .Cluster().ResultAsync<int>("main");
        Assert.Equal(45, sum);
        Assert.Equal(Enumerable.Range(1, 10), tries);
    }

    private void AssertPauses(params int[] seconds)
    {
        var pauses = _tries.Zip(_tries.Skip(1), (one, next) => (next - one).TotalSeconds).ToList();
        Assert.Equal(seconds.Length, pauses.Count);
        foreach (var (pause, expected) in pauses.Zip(seconds)) Assert.InRange(pause, expected - 0.1, expected + 3);
    }

    private TestCluster Start(RetryPolicy policy, Func<int, int> attempt) => _cluster = new OrchestrationTasks()
        .WithOrchestrator("main", context => context.CallActivityAsync<int>("try", options: TaskOptions.FromRetryPolicy(policy)))
        .WithActivity<object?, int>("try", _ =>
        {
            _tries.Add(_cluster!.Time.GetUtcNow());
            return attempt(_tries.Count);
        }).Cluster();
}
