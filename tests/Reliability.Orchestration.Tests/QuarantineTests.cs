using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Store;
using Reliability.Orchestration.Tests.Testing;
using Reliability.Orchestration.Workers;

namespace Reliability.Orchestration.Tests;

public sealed class QuarantineTests
{
    private const int Enough = 400;

    [Fact]
    public async Task An_orchestrator_that_nobody_knows_is_tried_for_a_while_and_then_given_up_visibly()
    {
        var cluster = Known().Cluster();
        var id = await cluster.StartAsync("unknown");
        await cluster.SettleAsync(4);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, await cluster.StatusAsync(id));
        var ended = await cluster.EndAsync(id, Enough);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("Quarantined", ended.FailureDetails!.ErrorType);
        Assert.Contains("unknown", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_runs_if_a_worker_gets_to_know_it_in_time()
    {
        var cluster = Known().Cluster();
        var id = await cluster.StartAsync("unknown", 5);
        await cluster.SettleAsync(6);
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker(tasks: Wise());
        Assert.Equal(5, (await cluster.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task It_can_be_rewound_once_it_is_known()
    {
        var cluster = Known().Cluster();
        var id = await cluster.StartAsync("unknown", 5);
        await cluster.EndAsync(id, Enough);
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker(tasks: Wise());
        await cluster.Client.RewindInstanceAsync(id, "deployed");
        await cluster.UntilAsync(id, OrchestrationRuntimeStatus.Completed);
        Assert.Equal(5, (await cluster.GetAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_instance_that_kept_many_events_can_be_rewound()
    {
        var cluster = Known().Cluster();
        var id = await cluster.StartAsync("unknown", 5);
        await cluster.EndAsync(id, Enough);
        for (var i = 0; i < 2 * TurnTaker.MaxMessages; i++) await cluster.Client.RaiseEventAsync(id, "e", i);
        await cluster.SettleAsync();
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker(tasks: Wise());
        await cluster.Client.RewindInstanceAsync(id, "deployed");
        await cluster.UntilAsync(id, OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task A_parent_learns_that_its_child_was_given_up()
    {
        var cluster = Known().WithOrchestrator("main", context => context.CallSubOrchestratorAsync("unknown")).Cluster();
        var ended = await cluster.RunAsync("main", steps: Enough);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("Quarantined", ended.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task An_instance_whose_history_cannot_be_read_is_given_up_and_harms_nobody()
    {
        var cluster = Known().Cluster(shards: 1);
        var id = await cluster.StartAsync("waiter", id: "broken");
        await cluster.StartAsync("waiter", id: "sound");
        await cluster.SettleAsync();
        await cluster.OverwriteAsync("h|broken|", row => row["D0"] = new byte[] { 0, 1, 2, 3 });
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker();
        await cluster.Client.RaiseEventAsync("broken", "e", 1);
        await cluster.Client.RaiseEventAsync("sound", "e", 2);
        Assert.Equal(2, (await cluster.EndAsync("sound")).ReadOutputAs<int>());
        Assert.Equal("Quarantined", (await cluster.EndAsync(id, Enough)).FailureDetails!.ErrorType);
    }

    [Theory]
    [InlineData("bytes")]
    [InlineData("text")]
    [InlineData("empty")]
    [InlineData("null")]
    [InlineData("other")]
    public async Task A_message_that_cannot_be_read_is_set_aside_and_harms_nobody(string kind)
    {
        var cluster = Known().Cluster(shards: 1);
        var id = await cluster.StartAsync("waiter");
        await cluster.SettleAsync();
        var row = new TableEntity("000", $"m|{id}|0000-bad");
        if (kind == "bytes") row["D0"] = new byte[] { 1, 2, 3 };
        if (kind == "text") row["D0"] = "not even bytes";
        if (kind == "null") row["D0"] = "\0null"u8.ToArray();
        if (kind == "other") row["D0"] = "\0{\"id\":\"x\"}"u8.ToArray();
        await TestCluster.Table(cluster.ClientAccount).SubmitTransactionAsync([new TableTransactionAction(TableTransactionActionType.Add, row), Bell.Ring("000")]);
        await cluster.SettleAsync();
        await cluster.Client.RaiseEventAsync(id, "e", 3);
        Assert.Equal(3, (await cluster.EndAsync(id, 60)).ReadOutputAs<int>());
        Assert.Single(await cluster.RowKeysAsync("q|"));
    }

    [Fact]
    public async Task An_instance_row_that_cannot_be_read_harms_nobody_else()
    {
        var cluster = Known().Cluster(shards: 1);
        await cluster.StartAsync("waiter", id: "broken");
        await cluster.StartAsync("waiter", id: "sound");
        await cluster.SettleAsync();
        await cluster.OverwriteAsync("i|broken", row =>
        {
            foreach (var column in row.Keys.Where(key => row[key] is byte[]).ToList()) row[column] = new byte[] { 0, 1, 2, 3 };
        });
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker();
        await cluster.Client.RaiseEventAsync("broken", "e", 1);
        await cluster.Client.RaiseEventAsync("sound", "e", 2);
        Assert.Equal(2, (await cluster.EndAsync("sound")).ReadOutputAs<int>());
        await cluster.UntilAsync("broken", OrchestrationRuntimeStatus.Failed);
    }

    private static OrchestrationTasks Known() => new OrchestrationTasks().WithOrchestrator("waiter", context => context.WaitForExternalEvent<int>("e"));

    private static OrchestrationTasks Wise() => Known().WithOrchestrator<int, int>("unknown", (_, n) => Task.FromResult(n));
}
