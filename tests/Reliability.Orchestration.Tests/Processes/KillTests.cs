using System.Diagnostics;
using Azure.Data.Tables;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.App;
using Reliability.Orchestration.Store;
using Reliability.Orchestration.Tests.Testing;
using Reliability.Testing;
using Xunit.Abstractions;

namespace Reliability.Orchestration.Tests.Processes;

/// <summary>Real processes on a real store are killed at random moments, again and again; everything they began ends well.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class KillTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>They run alone: they measure by real time.</summary>
    public const string Name = "real processes";

    private const int Kills = 12;
    private const int Processes = 2;
    private const int Shown = 10;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly AzuriteServer _storage = new();

    // The store looks through its whole table for what it is asked; so there are many rounds of a few orders.
    private static int Rounds { get; } = TestRun.IsFull ? 25 : 1;

    public Task InitializeAsync() => _storage.InitializeAsync();

    public Task DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task Orders_have_every_effect_once_however_often_their_processes_are_killed()
    {
        output.WriteLine($"seed {TestRun.Seed}");
        var (random, time) = (new Random(TestRun.Seed), Stopwatch.StartNew());
        for (var round = 0; round < Rounds; round++)
        {
            await _storage.ClearAsync();
            var orders = await KillAsync(random);
            output.WriteLine($"after {time.Elapsed.TotalSeconds:F0} s: {orders} orders, {Kills} kills");
        }
    }

    private async Task<int> KillAsync(Random random)
    {
        var effects = new TableClient(_storage.ConnectionString, EffectLog.Table);
        await effects.CreateIfNotExistsAsync();
        var table = new TableClient(_storage.ConnectionString, OrchestrationRegistration.TableName);
        var client = RealClient.On(table, shards: 4);
        var processes = new List<AppProcess>();
        var orders = new List<string>();
        try
        {
            for (var i = 0; i < Processes; i++) processes.Add(await AppProcess.StartAsync(_storage.ConnectionString, Lease));
            for (var kill = 0; kill < Kills; kill++)
            {
                orders.AddRange(await OrderAsync(client, kill, random));
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20, 1_500)), TimeProvider.System);
                var victim = random.Next(Processes);
                await processes[victim].DisposeAsync();
                processes[victim] = await AppProcess.StartAsync(_storage.ConnectionString, Lease);
            }

            using var patience = new CancellationTokenSource(Patience);
            foreach (var order in orders) await RequireEndAsync(client, order, patience.Token);
            await RequireNothingLeftAsync(table, patience.Token);
        }
        catch (OperationCanceledException)
        {
            await ShowAsync(table);
            throw;
        }
        finally
        {
            foreach (var process in processes) await process.DisposeAsync();
        }

        await RequireEffectsAsync(effects, orders.Count);
        return orders.Count;
    }

    private static async Task<IEnumerable<string>> OrderAsync(DurableTaskClient client, int kill, Random random)
    {
        var ids = Enumerable.Range(0, 5).Select(i => $"order-{kill}-{i}").ToList();
        foreach (var id in ids)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(Order), 0, new StartOrchestrationOptions(id));
            if (random.Next(2) == 0) await client.RaiseEventAsync(id, "news", "good");
        }

        return ids;
    }

    private static async Task RequireEndAsync(DurableTaskClient client, string order, CancellationToken patience)
    {
        var ended = await client.WaitForInstanceCompletionAsync(order, getInputsAndOutputs: true, patience);
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{order} is {ended.RuntimeStatus}: {ended.FailureDetails}");
        Assert.Equal((order, "1"), (order, ended.SerializedOutput));
    }

    private async Task ShowAsync(TableClient table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>()) rows.Add(row);
        var instances = rows.Where(row => row.RowKey.StartsWith("i|", StringComparison.Ordinal)).ToList();
        foreach (var same in instances.GroupBy(row => row.GetString("Status"))) output.WriteLine($"{same.Key}: {same.Count()}");
        foreach (var failed in instances.Select(InstanceRow.Of).Where(row => row.End is { Failure: not null })) output.WriteLine($"{failed.InstanceId}: {failed.End!.Failure}");
        var unfinished = instances.Where(row => row.GetString("Status") is "Running" or "Pending").Take(Shown).Select(row => row.RowKey[2..]).ToHashSet();
        foreach (var row in rows.Where(row => row.RowKey[0] != 'h' && row.RowKey.Split('|').Any(unfinished.Contains)))
            output.WriteLine($"{row.PartitionKey} {row.RowKey} {string.Join(' ', row.Where(column => column.Value is int or long or bool or DateTimeOffset))}");
    }

    // In the end there are neither messages, nor things to send, nor times to wake at. What is left over is deleted after the end.
    private static async Task RequireNothingLeftAsync(TableClient table, CancellationToken patience)
    {
        while (true)
        {
            var left = new List<string>();
            await foreach (var row in table.QueryAsync<TableEntity>(select: ["RowKey"], cancellationToken: patience)) left.Add(row.RowKey);
            if (left.All(row => row == "shards" || "!bih".Contains(row[0], StringComparison.Ordinal))) return;
            await Task.Delay(Look, TimeProvider.System, patience);
        }
    }

    // Each order and each of its two sub-orders has its own effects, each under one token.
    private static async Task RequireEffectsAsync(TableClient effects, int orders)
    {
        var whats = new List<(string Instance, string What)>();
        await foreach (var row in effects.QueryAsync<TableEntity>()) whats.Add((row.PartitionKey, row.GetString("What")));
        Assert.Equal(orders * Order.Effects, whats.Count);
        Assert.All(whats.GroupBy(one => one), same => Assert.InRange(same.Count(), 1, 2));
    }
}
