using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Reliability.Orchestration;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;
using Reliability.Testing;

namespace Reliability.Benchmarks.Orchestrations;

/// <summary>Requests to the store while 100,000 instances wait, half of them for a timer, relative to those while none do.</summary>
internal static class OrchestrationIdle
{
    private const int Instances = 100_000;
    private const int Shards = 8;
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    public static async Task<IEnumerable<Result>> RunAsync()
    {
        var storage = new AzuriteServer();
        await storage.InitializeAsync();
        try
        {
            var none = await WatchAsync(storage);
            var time = Stopwatch.StartNew();
            await FillAsync(new TableClient(storage.ConnectionString, OrchestrationRegistration.TableName));
            await Console.Error.WriteLineAsync($"filled in {time.Elapsed.TotalSeconds:F0} s");
            var many = await WatchAsync(storage);
            return [new("orchestration.idle", many / none, "ratio"), new("orchestration.idle.requests", many, "requests/s")];
        }
        finally
        {
            await storage.DisposeAsync();
        }
    }

    private static async Task<double> WatchAsync(AzuriteServer storage)
    {
        var counter = new CountingPolicy();
        var options = new TableClientOptions();
        options.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        var tasks = new OrchestrationTasks().AddOrchestrator<Sequence>().AddActivity<Increment>();
        await using var node = await OrchestrationNode.StartAsync(storage.ConnectionString, tasks, options);
        await Task.Delay(Settled, TimeProvider.System);
        var (before, time) = (counter.Count, Stopwatch.StartNew());
        await Task.Delay(Watched, TimeProvider.System);
        return (counter.Count - before) / time.Elapsed.TotalSeconds;
    }

    private static async Task FillAsync(TableClient table)
    {
        var now = TimeProvider.System.GetUtcNow();
        var rows = Enumerable.Range(0, Instances).Select(i => (Shard: Sharding.Of($"idle-{i}", Shards), Rows: RowsOf($"idle-{i}", i % 2 == 0 ? now.AddDays(7) : null, now)));
        foreach (var shard in rows.GroupBy(one => one.Shard))
        {
            foreach (var some in shard.SelectMany(one => one.Rows).Chunk(100))
                await table.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        }
    }

    private static IEnumerable<TableEntity> RowsOf(string id, DateTimeOffset? due, DateTimeOffset now)
    {
        var partition = Sharding.Partition(Sharding.Of(id, Shards));
        var start = new ExecutionStarted(nameof(Sequence), "", "1", "execution");
        var row = InstanceRows.Create(id, start, null, now) with { Status = InstanceStatus.Running, Events = 2, HistoryRows = 1, Wake = due?.UtcTicks };
        yield return row.ToRow(partition);
        yield return StoredHistory.ToRows(partition, id, 0, 0, new Turn(now, [start], due is { } at ? [new TimerCreated(0, at)] : [])).Single();
        if (due is not null) yield return new TableEntity(partition, RowKeys.Wake(due.Value.UtcTicks, id));
    }

    private sealed class CountingPolicy : HttpPipelineSynchronousPolicy
    {
        private long _count;

        public long Count => Interlocked.Read(ref _count);

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _count);
    }
}
