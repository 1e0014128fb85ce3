using System.Diagnostics;
using Azure.Data.Tables;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;
using Reliability.Orchestration.Workers;
using Reliability.Testing;

namespace Reliability.Benchmarks.Orchestrations;

/// <summary>Time to read a history of 10,000 events from the store and bring the orchestrator to where it was.</summary>
internal static class OrchestrationReplay
{
    private const int Activities = 5_000;
    private const int Rounds = 5;
    private const string Id = "long";

    public static async Task<IEnumerable<Result>> RunAsync()
    {
        var storage = new AzuriteServer();
        await storage.InitializeAsync();
        try
        {
            var table = await storage.CreateTableAsync();
            var store = new ShardStore(table, 0);
            await FillAsync(table, store);
            var (reads, times) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                var start = Stopwatch.GetTimestamp();
                await store.ReadHistoryAsync((await store.ReadInstanceAsync(Id, null, CancellationToken.None))!, CancellationToken.None);
                reads.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                start = Stopwatch.GetTimestamp();
                var hot = new HotInstances(store, new OrchestrationTasks().AddOrchestrator<Sequence>(), new OrchestratorServices(JsonDataConverter.Default, NullLoggerFactory.Instance), 1);
                var instance = await hot.GetAsync(Id, CancellationToken.None);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (instance?.Execution?.OpenActivities.Single().Id != Activities) throw new InvalidOperationException("The orchestrator is not where it was.");
            }

            return [new("orchestration.replay", Samples.Median(times), "ms"), new("orchestration.replay.read", Samples.Median(reads), "ms")];
        }
        finally
        {
            await storage.DisposeAsync();
        }
    }

    private static async Task FillAsync(TableClient table, ShardStore store)
    {
        var now = TimeProvider.System.GetUtcNow();
        var start = new ExecutionStarted(nameof(Sequence), "", $"{Activities * 2}", "execution");
        var row = InstanceRows.Create(Id, start, null, now) with { Status = InstanceStatus.Running, Events = Activities * 2, HistoryRows = Activities + 1 };
        await table.AddEntityAsync(row.ToRow(store.Partition));
        var turns = Enumerable.Range(0, Activities + 1).Select(i => new Turn(
            now.AddSeconds(i),
            [i == 0 ? start : new ActivityCompleted(i - 1, "1")],
            [new ActivityScheduled(i, nameof(Increment), $"{i}")]));
        var rows = turns.SelectMany((turn, i) => StoredHistory.ToRows(store.Partition, Id, 0, i, turn));
        foreach (var some in rows.Chunk(100))
            await table.SubmitTransactionAsync(some.Select(one => new TableTransactionAction(TableTransactionActionType.Add, one)));
    }
}
