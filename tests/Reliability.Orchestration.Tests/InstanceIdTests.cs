using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class InstanceIdTests
{
    private readonly TestCluster _cluster = new OrchestrationTasks().WithEcho()
        .WithOrchestrator<string, string>("main", async (context, child) =>
        {
            var text = await context.WaitForExternalEvent<string>("e");
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return text + await context.CallSubOrchestratorAsync<string>("child", options: new TaskOptions().WithInstanceId(child));
        })
        .WithOrchestrator("child", async context => await context.CallActivityAsync<string>("echo", context.InstanceId))
        .WithOrchestrator("waiter", context => context.WaitForExternalEvent<int>("e"))
        .WithOrchestrator<string, int>("parent", (context, child) => context.CallSubOrchestratorAsync<int>("waiter", options: new TaskOptions().WithInstanceId(child)))
        .Cluster(shards: 3);

    public static TheoryData<string> Odd { get; } =
        ["a/b", @"a\b", "a#b", "a?b", "a%2Fb", "a|b", "$", "'", "''", "a'b''c", " ", "a b", "\t", "\u007f", "ü", "事件", "🔥", "a\u0301", "!", "|", "m|x|y", "$002f", "%", "&", "<>", "\"", "@dispatch", ".", ".."];

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task Odd_ids_work_like_any_other(string id)
    {
        await _cluster.StartAsync("main", $"child of {id}", id);
        await _cluster.Client.RaiseEventAsync(id, "e", "got ");
        var ended = await _cluster.EndAsync(id);
        Assert.Equal(id, ended.InstanceId);
        Assert.Equal($"got child of {id}", ended.ReadOutputAs<string>());
        await _cluster.SettleAsync(20);
        Assert.Contains(id, await IdsAsync(new OrchestrationQuery(InstanceIdPrefix: id)));
        Assert.NotEmpty(await _cluster.Client.GetOrchestrationHistoryAsync(id));
        Assert.Equal(2, (await _cluster.Client.PurgeInstanceAsync(id, new PurgeInstanceOptions(true))).PurgedInstanceCount);
        Assert.Empty(await IdsAsync(null));
    }

    [Fact]
    public async Task Ids_that_look_alike_are_different_instances()
    {
        string[] ids = ["a/b", "a$002fb", "a\\b", "A/b", "a/b ", "a"];
        foreach (var id in ids) await _cluster.StartAsync("waiter", id: id);
        await _cluster.SettleAsync();
        await _cluster.Client.RaiseEventAsync("a/b", "e", 1);
        Assert.Equal(1, (await _cluster.EndAsync("a/b")).ReadOutputAs<int>());
        foreach (var id in ids[1..]) Assert.Equal(OrchestrationRuntimeStatus.Running, await _cluster.StatusAsync(id));
    }

    [Fact]
    public async Task An_id_may_have_150_characters()
    {
        var id = new string('x', 150);
        await _cluster.StartAsync("parent", new string('y', 150), id);
        await _cluster.UntilAsync(new string('y', 150), OrchestrationRuntimeStatus.Running);
        await _cluster.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions(Recursive: true));
        await _cluster.EndAsync(new string('y', 150));
    }

    [Fact]
    public async Task An_id_with_a_few_dozen_odd_characters_works_with_all_that_is_sent_about_it()
    {
        var child = new string('/', 30);
        await _cluster.StartAsync("parent", child, "p");
        await _cluster.UntilAsync(child, OrchestrationRuntimeStatus.Running);
        await _cluster.Client.TerminateInstanceAsync("p", new TerminateInstanceOptions(Recursive: true));
        await _cluster.EndAsync(child);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("too long")]
    [InlineData("too long when escaped")]
    [InlineData("half a surrogate pair")]
    public async Task Ids_that_cannot_be_stored_are_refused_clearly(string problem)
    {
        var id = problem switch { "empty" => "", "too long" => new string('x', 151), "too long when escaped" => new string('/', 140), _ => "half \ud83d" };
        await Assert.ThrowsAsync<ArgumentException>(() => _cluster.StartAsync("waiter", id: id));
        await Assert.ThrowsAsync<ArgumentException>(() => _cluster.Client.RaiseEventAsync(id, "e"));
        await Assert.ThrowsAsync<ArgumentException>(() => _cluster.Client.GetInstanceAsync(id));
        await Assert.ThrowsAsync<ArgumentException>(() => _cluster.Client.PurgeInstanceAsync(id));
    }

    [Fact]
    public async Task A_child_whose_id_cannot_be_stored_fails_its_parent_clearly()
    {
        var ended = await _cluster.RunAsync("parent", new string('x', 151));
        Assert.Equal(typeof(ArgumentException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains("150", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    private async Task<List<string>> IdsAsync(OrchestrationQuery? query)
    {
        var ids = new List<string>();
        await foreach (var one in _cluster.Client.GetAllInstancesAsync(query)) ids.Add(one.InstanceId);
        return ids;
    }
}
