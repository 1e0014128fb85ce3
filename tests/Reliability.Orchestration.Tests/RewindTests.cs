using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class RewindTests
{
    private readonly List<string> _calls = [];
    private readonly HashSet<string> _broken = [];

    [Fact]
    public async Task An_activity_that_was_fixed_runs_again_and_those_before_it_do_not()
    {
        var cluster = Start(async context => $"{await Call(context, "a")}{await Call(context, "b")}{await Call(context, "c")}");
        var id = await FailedAsync(cluster, "b");
        await RewindAsync(cluster, id);
        Assert.Equal("abc", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["a", "b", "b", "c"], _calls);
    }

    [Fact]
    public async Task What_still_fails_fails_again_and_can_be_rewound_again()
    {
        var cluster = Start(context => Call(context, "a"));
        var id = await FailedAsync(cluster, "a");
        await cluster.Client.RewindInstanceAsync(id, "too early");
        await cluster.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Failed, await cluster.StatusAsync(id));
        Assert.Equal(2, _calls.Count);
        await RewindAsync(cluster, id);
        Assert.Equal("a", (await cluster.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Of_a_fan_out_only_what_failed_runs_again()
    {
        var cluster = Start(async context => string.Concat(await Task.WhenAll("abcdef".Select(name => Call(context, $"{name}")))));
        var id = await FailedAsync(cluster, "b", "e");
        await RewindAsync(cluster, id);
        Assert.Equal("abcdef", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal("abbcdeef", string.Concat(_calls.Order()));
    }

    [Fact]
    public async Task A_failed_sub_orchestration_is_rewound_with_its_parent()
    {
        var cluster = Start(async context => await Call(context, "a") + await context.CallSubOrchestratorAsync<string>("child", options: new TaskOptions().WithInstanceId("kid")));
        var id = await FailedAsync(cluster, "y");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, await cluster.StatusAsync("kid"));
        await RewindAsync(cluster, id);
        Assert.Equal("axy", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["a", "x", "y", "y"], _calls);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await cluster.StatusAsync("kid"));
    }

    [Fact]
    public async Task A_failure_two_levels_down_is_rewound_from_the_top()
    {
        var cluster = Start(context => context.CallSubOrchestratorAsync<string>("middle"));
        var id = await FailedAsync(cluster, "y");
        await RewindAsync(cluster, id);
        Assert.Equal("xy", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["x", "y", "y"], _calls);
    }

    [Fact]
    public async Task A_bug_of_the_orchestrator_that_was_fixed_no_longer_fails_it()
    {
        var cluster = Start(async context =>
        {
            var a = await Call(context, "a");
            if (_broken.Contains("orchestrator")) throw new FormatException("bug");
            return a + await Call(context, "b");
        });
        var id = await FailedAsync(cluster, "orchestrator");
        await RewindAsync(cluster, id);
        Assert.Equal("ab", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["a", "b"], _calls);
    }

    [Fact]
    public async Task A_call_whose_retries_were_used_up_is_tried_again()
    {
        var options = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1)));
        var cluster = Start(async context => await Call(context, "a") + await context.CallActivityAsync<string>("call", "b", options));
        var id = await FailedAsync(cluster, "b");
        Assert.Equal(4, _calls.Count);
        await RewindAsync(cluster, id);
        Assert.Equal("ab", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(5, _calls.Count);
    }

    [Fact]
    public async Task A_failure_that_the_orchestrator_dealt_with_is_not_repeated()
    {
        var cluster = Start(async context =>
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
        var id = await FailedAsync(cluster, "a", "b");
        await RewindAsync(cluster, id);
        Assert.Equal("insteadb", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["a", "instead", "b", "b"], _calls);
    }

    [Fact]
    public async Task Events_and_times_that_were_received_are_not_asked_for_again()
    {
        var cluster = Start(async context =>
        {
            var text = await context.WaitForExternalEvent<string>("e");
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return text + await Call(context, "a");
        });
        _broken.Add("a");
        var id = await cluster.StartAsync("main");
        await cluster.Client.RaiseEventAsync(id, "e", "said ");
        await cluster.SettleAsync();
        await cluster.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, await cluster.StatusAsync(id));
        await RewindAsync(cluster, id);
        Assert.Equal("said a", (await cluster.EndAsync(id, 30)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_history_no_longer_has_the_failure_but_tells_of_the_rewind()
    {
        var cluster = Start(context => Call(context, "a"));
        var id = await FailedAsync(cluster, "a");
        await RewindAsync(cluster, id);
        await cluster.EndAsync(id);
        var history = await cluster.Client.GetOrchestrationHistoryAsync(id);
        Assert.Empty(history.OfType<TaskFailedEvent>());
        Assert.Equal("it is fixed", Assert.Single(history.OfType<ExecutionRewoundEvent>()).Reason);
        Assert.Single(history.OfType<TaskCompletedEvent>());
    }

    [Fact]
    public async Task Only_failed_instances_can_be_rewound()
    {
        var cluster = Start(context => Call(context, "a"));
        var ended = await cluster.RunAsync("main");
        await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.Client.RewindInstanceAsync(ended.InstanceId, "why not"));
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Client.RewindInstanceAsync("nobody", "why not"));
    }

    private static Task<string> Call(TaskOrchestrationContext context, string name) => context.CallActivityAsync<string>("call", name);

    private async Task<string> FailedAsync(TestCluster cluster, params string[] broken)
    {
        _broken.UnionWith(broken);
        var ended = await cluster.RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        await cluster.SettleAsync();
        return ended.InstanceId;
    }

    private async Task RewindAsync(TestCluster cluster, string id)
    {
        _broken.Clear();
        await cluster.Client.RewindInstanceAsync(id, "it is fixed");
        await cluster.SettleAsync();
    }

    private TestCluster Start(Func<TaskOrchestrationContext, Task<string>> main) => new OrchestrationTasks()
        .WithOrchestrator("main", main)
        .WithOrchestrator("middle", context => context.CallSubOrchestratorAsync<string>("child"))
        .WithOrchestrator("child", async context => await Call(context, "x") + await Call(context, "y"))
        .WithActivity<string, string>("call", name =>
        {
            _calls.Add(name);
            return _broken.Contains(name) ? throw new FormatException($"{name} is broken") : name;
        }).Cluster();
}
