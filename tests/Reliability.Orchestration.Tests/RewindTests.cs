using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Tests.Testing;
using static Reliability.Orchestration.Tests.Testing.BreakableCalls;

namespace Reliability.Orchestration.Tests;

public sealed class RewindTests
{
    private readonly BreakableCalls _world = new();

    [Fact]
    public async Task An_activity_that_was_fixed_runs_again_and_those_before_it_do_not()
    {
        var cluster = _world.Start(async context => $"{await Call(context, "a")}{await Call(context, "b")}{await Call(context, "c")}");
        var id = await _world.FailedAsync(cluster, "b");
        await _world.RewindAsync(cluster, id);
        Assert.Equal("abc", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["a", "b", "b", "c"], _world.Calls);
    }

    [Fact]
    public async Task What_still_fails_fails_again_and_can_be_rewound_again()
    {
        var cluster = _world.Start(context => Call(context, "a"));
        var id = await _world.FailedAsync(cluster, "a");
        await cluster.Client.RewindInstanceAsync(id, "too early");
        await cluster.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Failed, await cluster.StatusAsync(id));
        Assert.Equal(2, _world.Calls.Count);
        await _world.RewindAsync(cluster, id);
        Assert.Equal("a", (await cluster.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Of_a_fan_out_only_what_failed_runs_again()
    {
        var cluster = _world.Start(async context => string.Concat(await Task.WhenAll("abcdef".Select(name => Call(context, $"{name}")))));
        var id = await _world.FailedAsync(cluster, "b", "e");
        await _world.RewindAsync(cluster, id);
        Assert.Equal("abcdef", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal("abbcdeef", string.Concat(_world.Calls.Order()));
    }

    [Fact]
    public async Task A_failed_sub_orchestration_is_rewound_with_its_parent()
    {
        var cluster = _world.Start(async context => await Call(context, "a") + await context.CallSubOrchestratorAsync<string>("child", options: new TaskOptions().WithInstanceId("kid")));
        var id = await _world.FailedAsync(cluster, "y");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, await cluster.StatusAsync("kid"));
        await _world.RewindAsync(cluster, id);
        Assert.Equal("axy", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["a", "x", "y", "y"], _world.Calls);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await cluster.StatusAsync("kid"));
    }

    [Fact]
    public async Task A_failure_two_levels_down_is_rewound_from_the_top()
    {
        var cluster = _world.Start(context => context.CallSubOrchestratorAsync<string>("middle"));
        var id = await _world.FailedAsync(cluster, "y");
        await _world.RewindAsync(cluster, id);
        Assert.Equal("xy", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["x", "y", "y"], _world.Calls);
    }

    [Fact]
    public async Task A_bug_of_the_orchestrator_that_was_fixed_no_longer_fails_it()
    {
        var cluster = _world.Start(async context =>
        {
            var a = await Call(context, "a");
            if (_world.Broken.Contains("orchestrator")) throw new FormatException("bug");
            return a + await Call(context, "b");
        });
        var id = await _world.FailedAsync(cluster, "orchestrator");
        await _world.RewindAsync(cluster, id);
        Assert.Equal("ab", (await cluster.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["a", "b"], _world.Calls);
    }

    [Fact]
    public async Task Only_failed_instances_can_be_rewound()
    {
        var cluster = _world.Start(context => Call(context, "a"));
        var ended = await cluster.RunAsync("main");
        await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.Client.RewindInstanceAsync(ended.InstanceId, "why not"));
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Client.RewindInstanceAsync("nobody", "why not"));
    }
}
