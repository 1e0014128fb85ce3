using Azure;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tables.Rum.Signals;
using Reliability.Integrations.Tests.Tables.Rum.Signals;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Faults;

/// <summary>Sessions and totals come out the same, to the byte, whatever fails wherever and however many do the work.</summary>
public sealed class SignalFaultTests
{
    // Of six sessions of a day only some find room, so what is admitted is put to the test too.
    private static readonly RumSignalOptions Options = new() { MaxSessionsPerDay = 4 };

    private static bool IsFull => Environment.GetEnvironmentVariable("RELIABILITY_TEST_FULL") == "1";

    public static TheoryData<FaultKind> Kinds() => [.. Enum.GetValues<FaultKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_fault_at_any_operation_changes_nothing(FaultKind kind)
    {
        var rounds = Rounds(new Random(7), 3);
        var expected = await WithoutFaultsAsync(rounds);
        for (var (n, operations) = (1, int.MaxValue); n <= operations; n++)
        {
            var at = n;
            operations = await RunAsync(rounds, expected, tables => tables.FailAt(tables.Operations + at, kind), $"{kind} at {n}");
        }
    }

    [Fact]
    public async Task Any_number_of_faults_changes_nothing()
    {
        var first = Random.Shared.Next();
        for (var seed = first; seed < first + (IsFull ? 5_000 : 200); seed++)
        {
            var random = new Random(seed);
            var rounds = Rounds(random, 3);
            var share = random.NextDouble() * 0.15;
            FaultKind? Fault(TableOperation operation) => random.NextDouble() < share ? (FaultKind)random.Next(6) : null;
            await RunAsync(rounds, await WithoutFaultsAsync(rounds), tables => tables.FailWhen(Fault), $"seed {seed}");
        }
    }

    [Fact]
    public async Task Several_at_once_write_what_one_would_have_written()
    {
        var first = Random.Shared.Next();
        for (var seed = first; seed < first + (IsFull ? 5_000 : 150); seed++)
        {
            var random = new Random(seed);
            var rounds = Rounds(random, 3);
            var tables = new InMemoryTables();
            await new SignalWorld(tables, Options).CreateAsync();
            var done = 0; // as the checkpoint would say
            async Task WorkAsync()
            {
                var process = tables.OtherProcess();
                while (done < rounds.Count)
                {
                    var round = done;
                    if (await TryApplyAsync(process, round, rounds[round])) done = Math.Max(done, round + 1);
                    else process = tables.OtherProcess();
                }
            }

            if (seed % 2 == 0) tables.FailWhen(_ => random.NextDouble() < 0.03 ? (FaultKind)random.Next(6) : null);
            new SeededGate(tables, random).Run(WorkAsync, WorkAsync, WorkAsync);
            tables.StopFailing();
            await AssertSameAsync(await WithoutFaultsAsync(rounds), tables, $"seed {seed}");
        }
    }

    private static List<RumRecord[]> Rounds(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => SignalRecords.Random(random, 6).ToArray())];

    private static async Task<List<string>> WithoutFaultsAsync(List<RumRecord[]> rounds)
    {
        var world = await new SignalWorld(new InMemoryTables(), Options).CreateAsync();
        foreach (var (round, records) in rounds.Index()) await world.ApplyAsync(round + 1, records);
        return await world.RowsAsync(withRounds: true);
    }

    private static async Task<int> RunAsync(List<RumRecord[]> rounds, List<string> expected, Action<InMemoryTables> plan, string context)
    {
        var tables = new InMemoryTables();
        await new SignalWorld(tables, Options).CreateAsync();
        var before = tables.Operations;
        plan(tables);
        foreach (var (round, records) in rounds.Index())
        {
            for (var tries = 1; !await TryApplyAsync(tables.OtherProcess(), round, records); tries++)
            {
                if (tries == 50) tables.StopFailing();
                Assert.True(tries < 60, $"{context}: round {round + 1} cannot be finished.");
            }
        }

        var operations = tables.Operations - before;
        tables.StopFailing();
        await AssertSameAsync(expected, tables, context);
        return operations;
    }

    private static async Task<bool> TryApplyAsync(InMemoryTables process, int round, RumRecord[] records)
    {
        try
        {
            await new SignalWorld(process, Options).ApplyAsync(round + 1, records);
            return true;
        }
        catch (Exception e) when (e is StaleReaderException or RequestFailedException or AggregateException or SimulatedCrashException)
        {
            return false; // what a timer function logs; its next run is another process
        }
    }

    private static async Task AssertSameAsync(List<string> expected, InMemoryTables tables, string context)
    {
        var rows = await new SignalWorld(tables, Options).RowsAsync(withRounds: true);
        Assert.True(expected.SequenceEqual(rows), $"{context}\nmissing:\n{string.Join('\n', expected.Except(rows))}\ntoo much:\n{string.Join('\n', rows.Except(expected))}");
    }
}
