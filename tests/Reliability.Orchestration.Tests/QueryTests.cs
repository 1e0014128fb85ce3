using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class QueryTests
{
    private readonly TestCluster _cluster = new OrchestrationTasks()
        .WithOrchestrator<int, int>("echo", (context, n) =>
        {
            context.SetCustomStatus($"custom {n}");
            return Task.FromResult(n * 10);
        })
        .WithOrchestrator<int, int>("waiter", (context, _) => context.WaitForExternalEvent<int>("e"))
        .WithOrchestrator("failure", Task (_) => throw new FormatException("no"))
        .Cluster(shards: 5);

    [Fact]
    public async Task A_missing_instance_is_null() => Assert.Null(await _cluster.Client.GetInstanceAsync("nobody"));

    [Fact]
    public async Task Inputs_and_outputs_are_read_only_when_asked_for()
    {
        await _cluster.RunAsync("echo", 4, "one");
        var brief = (await _cluster.Client.GetInstanceAsync("one"))!;
        Assert.Null(brief.SerializedInput);
        Assert.Null(brief.SerializedOutput);
        Assert.Throws<InvalidOperationException>(() => brief.ReadOutputAs<int>());
        var whole = await _cluster.GetAsync("one");
        Assert.Equal((4, 40, "custom 4"), (whole.ReadInputAs<int>(), whole.ReadOutputAs<int>(), whole.ReadCustomStatusAs<string>()));
        Assert.Equal("echo", whole.Name);
        Assert.True(whole.LastUpdatedAt >= whole.CreatedAt);
    }

    [Fact]
    public async Task Waiting_for_the_start_and_for_the_end_gives_the_instance()
    {
        await _cluster.StartAsync("waiter", 1, "one");
        var start = _cluster.Client.WaitForInstanceStartAsync("one");
        var end = _cluster.Client.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true);
        await _cluster.UntilAsync(() => Task.FromResult(start.IsCompleted), 100_000);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await start).RuntimeStatus);
        Assert.False(end.IsCompleted);
        await _cluster.Client.RaiseEventAsync("one", "e", 6);
        await _cluster.UntilAsync(() => Task.FromResult(end.IsCompleted), 100_000);
        Assert.Equal(6, (await end).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        await _cluster.StartAsync("waiter", 1, "one");
        using var cancellation = new CancellationTokenSource();
        var end = _cluster.Client.WaitForInstanceCompletionAsync("one", cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end);
    }

    [Fact]
    public async Task All_instances_of_all_shards_are_listed_once()
    {
        var ids = await StartManyAsync(57);
        Assert.Equal(ids.Order(), (await ListAsync(null)).Select(one => one.InstanceId).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(57)]
    [InlineData(100)]
    public async Task Pages_can_be_read_one_by_one_with_tokens(int size)
    {
        var ids = await StartManyAsync(57);
        var seen = new List<string>();
        string? token = null;
        do
        {
            var pages = _cluster.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: size, ContinuationToken: token)).AsPages();
            await foreach (var page in pages)
            {
                Assert.True(page.Values.Count <= size);
                seen.AddRange(page.Values.Select(one => one.InstanceId));
                token = page.ContinuationToken;
                break;
            }
        }
        while (token is not null);
        Assert.Equal(ids.Order(), seen.Order());
    }

    [Fact]
    public async Task Statuses_filter()
    {
        await _cluster.RunAsync("echo", 1, "done");
        await _cluster.RunAsync("failure", null, "failed");
        await _cluster.StartAsync("waiter", 1, "running");
        await _cluster.SettleAsync();
        Assert.Equal(["done", "failed"], await IdsAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed])));
        Assert.Equal(["running"], await IdsAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])));
        Assert.Equal(["done", "failed", "running"], await IdsAsync(new OrchestrationQuery(Statuses: [])));
    }

    [Fact]
    public async Task Prefixes_of_ids_filter_and_mean_what_they_say()
    {
        foreach (var id in new[] { "inc-1", "inc-2", "inc", "other", "INC-3", "inc/4", "inc'5" }) await _cluster.RunAsync("echo", 1, id);
        Assert.Equal(["inc-1", "inc-2"], await IdsAsync(new OrchestrationQuery(InstanceIdPrefix: "inc-")));
        Assert.Equal(["inc/4"], await IdsAsync(new OrchestrationQuery(InstanceIdPrefix: "inc/")));
        Assert.Equal(["inc'5"], await IdsAsync(new OrchestrationQuery(InstanceIdPrefix: "inc'")));
    }

    [Fact]
    public async Task Times_of_creation_filter()
    {
        await _cluster.RunAsync("echo", 1, "early");
        _cluster.Time.Advance(TimeSpan.FromHours(1));
        var between = _cluster.Time.GetUtcNow();
        _cluster.Time.Advance(TimeSpan.FromHours(1));
        await _cluster.RunAsync("echo", 1, "late");
        Assert.Equal(["early"], await IdsAsync(new OrchestrationQuery(CreatedTo: between)));
        Assert.Equal(["late"], await IdsAsync(new OrchestrationQuery(CreatedFrom: between)));
        Assert.Empty(await IdsAsync(new OrchestrationQuery(between, between.AddMinutes(1))));
    }

    [Fact]
    public async Task Lists_bring_inputs_and_outputs_when_asked_for()
    {
        await _cluster.RunAsync("echo", 4, "one");
        Assert.Null(Assert.Single(await ListAsync(new OrchestrationQuery())).SerializedOutput);
        Assert.Equal(40, Assert.Single(await ListAsync(new OrchestrationQuery(FetchInputsAndOutputs: true))).ReadOutputAs<int>());
    }

    private async Task<List<string>> StartManyAsync(int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++) ids.Add(await _cluster.StartAsync("echo", i));
        return ids;
    }

    private async Task<List<string>> IdsAsync(OrchestrationQuery query) => [.. (await ListAsync(query)).Select(one => one.InstanceId).Order(StringComparer.Ordinal)];

    private async Task<List<OrchestrationMetadata>> ListAsync(OrchestrationQuery? query)
    {
        var all = new List<OrchestrationMetadata>();
        await foreach (var one in _cluster.Client.GetAllInstancesAsync(query)) all.Add(one);
        return all;
    }
}
