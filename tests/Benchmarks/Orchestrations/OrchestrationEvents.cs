using System.Diagnostics;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Testing;

namespace Reliability.Benchmarks.Orchestrations;

/// <summary>History events a second of 1,000 sequences of five activities, relative to single-entity inserts a second of the same client on the same store.</summary>
/// <remarks>Ten events a sequence, as published figures of this workload count them: five activities scheduled, five completed.</remarks>
internal static class OrchestrationEvents
{
    private const int Sequences = 1_000;
    private const int Steps = 5;
    private const int EventsEach = 2 * Steps;
    private const int Inserts = 3_000;
    private const int Lanes = 256;
    private const int Rounds = 3;

    public static async Task<IEnumerable<Result>> RunAsync()
    {
        var storage = new AzuriteServer();
        await storage.InitializeAsync();
        try
        {
            var tasks = new OrchestrationTasks().AddOrchestrator<Sequence>().AddActivity<Increment>();
            await using var node = await OrchestrationNode.StartAsync(storage.ConnectionString, tasks);
            await RunSequencesAsync(node.Client, 100); // Code is compiled, shards are taken.
            var (ratios, rates) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                var inserts = await InsertAsync(storage);
                var events = Sequences * EventsEach / (await RunSequencesAsync(node.Client, Sequences)).TotalSeconds;
                rates.Add(events);
                ratios.Add(events / inserts);
                await Console.Error.WriteLineAsync($"round {round + 1}: {events:F0} events/s, {inserts:F0} inserts/s, {ratios[^1]:F2}");
            }

            return [new("orchestration.events", Samples.Median(ratios), "ratio"), new("orchestration.events.rate", Samples.Median(rates), "events/s")];
        }
        finally
        {
            await storage.DisposeAsync();
        }
    }

    private static async Task<TimeSpan> RunSequencesAsync(DurableTaskClient client, int count)
    {
        var time = Stopwatch.StartNew();
        var ids = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (i, cancellation) =>
            ids[i] = await client.ScheduleNewOrchestrationInstanceAsync(nameof(Sequence), Steps, cancellation));
        await Task.WhenAll(ids.Select(async id =>
        {
            var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
            if (ended.ReadOutputAs<int>() != Steps * (Steps + 1) / 2) throw new InvalidOperationException($"Instance {id} ended with {ended.SerializedOutput}.");
        }));
        return time.Elapsed;
    }

    private static async Task<double> InsertAsync(AzuriteServer storage)
    {
        var table = await storage.CreateTableAsync();
        var time = Stopwatch.StartNew();
        await Parallel.ForAsync(0, Inserts, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (i, cancellation) =>
            await table.AddEntityAsync(new TableEntity($"{i % Lanes}", $"{i}") { ["Data"] = new byte[400] }, cancellation));
        return Inserts / time.Elapsed.TotalSeconds;
    }
}
