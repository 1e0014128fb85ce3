using Azure.Data.Tables;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reliability.Orchestration.Execution;

namespace Reliability.Orchestration.Tests.Testing;

/// <summary>Shortens what most tests begin with: tasks made of functions, a cluster of one worker, one instance run to its end.</summary>
internal static class Scenario
{
    public static OrchestrationTasks WithOrchestrator<TInput, TOutput>(
        this OrchestrationTasks tasks, string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> run) =>
        tasks.AddOrchestrator(name, () => Orchestrator.Of(run));

    public static OrchestrationTasks WithOrchestrator<TOutput>(
        this OrchestrationTasks tasks, string name, Func<TaskOrchestrationContext, Task<TOutput>> run) =>
        tasks.AddOrchestrator(name, () => Orchestrator.Of(run));

    public static OrchestrationTasks WithOrchestrator(this OrchestrationTasks tasks, string name, Func<TaskOrchestrationContext, Task> run) =>
        tasks.WithOrchestrator<object?>(name, async context =>
        {
            await run(context);
            return null;
        });

    public static OrchestrationTasks WithActivity<TInput, TOutput>(
        this OrchestrationTasks tasks, string name, Func<TaskActivityContext, TInput, TOutput> run) =>
        tasks.AddActivity(name, _ => Activity.Of(run));

    public static OrchestrationTasks WithActivity<TInput, TOutput>(this OrchestrationTasks tasks, string name, Func<TInput, TOutput> run) =>
        tasks.WithActivity<TInput, TOutput>(name, (_, input) => run(input));

    /// <summary>An activity that returns what it is given.</summary>
    public static OrchestrationTasks WithEcho(this OrchestrationTasks tasks) => tasks.WithActivity<object?, object?>("echo", input => input);

    public static TestCluster Cluster(this OrchestrationTasks tasks, OrchestrationOptions? options = null, int workers = 1, int shards = 2, CollectedLogs? logs = null)
    {
        var cluster = new TestCluster(tasks, options: options, shards: shards) { Loggers = logs ?? (ILoggerFactory)NullLoggerFactory.Instance };
        for (var i = 0; i < workers; i++) cluster.AddWorker();
        return cluster;
    }

    public static async Task<OrchestrationMetadata> RunAsync(this TestCluster cluster, string name, object? input = null, string? id = null, int steps = 400) =>
        await cluster.EndAsync(await cluster.StartAsync(name, input, id), steps);

    /// <summary>Runs an instance to its end and requires that it completed.</summary>
    public static async Task<T?> ResultAsync<T>(this TestCluster cluster, string name, object? input = null, string? id = null, int steps = 400)
    {
        var ended = await cluster.RunAsync(name, input, id, steps);
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, ended.FailureDetails?.ToString());
        return ended.ReadOutputAs<T>();
    }

    public static Task<string> StartAsync(this TestCluster cluster, string name, object? input = null, string? id = null) =>
        cluster.Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));

    /// <summary>Steps until all there is to do now is done.</summary>
    public static async Task SettleAsync(this TestCluster cluster, int steps = 12)
    {
        for (var step = 0; step < steps; step++) await cluster.StepAsync();
    }

    /// <summary>Lets time pass at once and then settles.</summary>
    public static Task PassAsync(this TestCluster cluster, TimeSpan time)
    {
        cluster.Time.Advance(time);
        return cluster.SettleAsync(40);
    }

    public static async Task<OrchestrationRuntimeStatus?> StatusAsync(this TestCluster cluster, string id) =>
        (await cluster.Client.GetInstanceAsync(id))?.RuntimeStatus;

    public static async Task<OrchestrationMetadata> GetAsync(this TestCluster cluster, string id) =>
        (await cluster.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;

    /// <summary>The keys of the rows of a kind, in all shards.</summary>
    public static async Task<List<string>> RowKeysAsync(this TestCluster cluster, string prefix = "")
    {
        var keys = new List<string>();
        await foreach (var row in TestCluster.Table(cluster.ClientAccount).QueryAsync<TableEntity>())
        {
            if (row.RowKey.StartsWith(prefix, StringComparison.Ordinal)) keys.Add(row.RowKey);
        }

        return keys;
    }

    /// <summary>Damages stored rows.</summary>
    public static async Task OverwriteAsync(this TestCluster cluster, string prefix, Action<TableEntity> change)
    {
        var table = TestCluster.Table(cluster.ClientAccount);
        await foreach (var row in table.QueryAsync<TableEntity>())
        {
            if (!row.RowKey.StartsWith(prefix, StringComparison.Ordinal)) continue;
            change(row);
            await table.UpdateEntityAsync(row, Azure.ETag.All, TableUpdateMode.Replace);
        }
    }
}
