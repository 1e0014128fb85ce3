using Azure;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tests.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Faults;

/// <summary>Whatever fails wherever, an answer from sums is the answer from hours.</summary>
public sealed class RumCompactionFaultTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static bool IsFull => Environment.GetEnvironmentVariable("RELIABILITY_TEST_FULL") == "1";

    public static TheoryData<FaultKind> Kinds => new(Enum.GetValues<FaultKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_fault_at_any_operation_changes_no_answer(FaultKind kind)
    {
        for (var (n, operations) = (1, int.MaxValue); n <= operations; n++)
        {
            var world = await World.CreateAsync($"{kind} at {n}");
            var start = world.Store.Operations;
            world.Store.FailAt(start + n, kind);
            await world.LiveAsync();
            operations = world.Store.Operations - start;
            world.Store.StopFailing();
            await world.AssertAsync();
            await world.FinishAsync();
        }
    }

    [Fact]
    public async Task Compactions_and_rollups_at_once_with_any_faults_change_no_answer()
    {
        var first = Random.Shared.Next();
        for (var seed = first; seed < first + (IsFull ? 5_000 : 100); seed++)
        {
            var random = new Random(seed);
            var world = await World.CreateAsync($"seed {seed}");
            for (var burst = 0; burst < 3; burst++)
            {
                if (random.Next(2) == 0) world.Store.FailWhen(_ => random.NextDouble() < 0.03 ? (FaultKind)random.Next(6) : null);
                await world.AppendAsync(random.Next(1, 4), random);
                new SeededGate(world.Store, random).Run(
                    () => World.RepeatAsync(world.CompactAsync), () => World.RepeatAsync(world.CompactAsync), () => World.RepeatAsync(world.RollUpAsync));
                world.Store.StopFailing();
                await world.AssertAsync();
            }

            await world.FinishAsync();
        }
    }

    private sealed class World(InMemoryTables store, FakeTimeProvider clock, string context)
    {
        private int _records;

        public InMemoryTables Store => store;

        public static async Task<World> CreateAsync(string context)
        {
            var clock = new FakeTimeProvider(Day.AddHours(30));
            var store = new InMemoryTables(clock);
            await new RumTables(store, clock).CreateAsync();
            var world = new World(store, clock, context);
            await world.AppendAsync(12, new Random(1));
            await world.RollUpAsync();
            return world;
        }

        // Sums are made, hours in them and others change, and they are made again.
        public async Task LiveAsync()
        {
            for (var i = 0; i < 2; i++) await CompactAsync();
            await AppendAsync(3, new Random(2));
            await RollUpAsync();
            for (var i = 0; i < 3; i++) await CompactAsync();
        }

        public async Task AppendAsync(int count, Random random)
        {
            var records = Enumerable.Range(0, count).Select(_ => NewRecord(random)).ToArray();
            await TryAsync(tables => tables.AppendAsync(records));
        }

        public static async Task RepeatAsync(Func<Task> work)
        {
            for (var run = 0; run < 3; run++) await work();
        }

        public Task RollUpAsync() => TryAsync(tables => tables.Rollup().RunAsync(CancellationToken.None));

        public Task CompactAsync() => TryAsync(async tables =>
        {
            var compaction = tables.Compaction();
            for (var run = 0; run < 2; run++) await compaction.RunAsync(CancellationToken.None);
        });

        public async Task AssertAsync()
        {
            var tables = new RumTables(store.OtherProcess(), clock);
            foreach (var groupBy in new[] { "", "page", "release", "page,device", "page,connection" })
            {
                var query = new VitalsQuery(VitalMetric.LCP, Day, Day.AddDays(2)) { GroupBy = groupBy.Split(',', StringSplitOptions.RemoveEmptyEntries) };
                var (expected, found) = (await RumVitalsTests.HoursOnlyAsync(tables, query), await RumVitalsTests.AskAsync(tables, query));
                Assert.True(expected == found, $"{context}, by '{groupBy}':\nfrom hours {expected}\nas answered {found}");
            }
        }

        /// <summary>With a store that works again, everything is counted and added up, and nothing is left to do.</summary>
        public async Task FinishAsync()
        {
            clock.Advance(TimeSpan.FromDays(2));
            var tables = new RumTables(store.OtherProcess(), clock);
            await tables.Rollup().RunAsync(CancellationToken.None);
            var compaction = tables.Compaction();
            for (var run = 0; run < 3; run++) await compaction.RunAsync(CancellationToken.None);
            await AssertAsync();
            await foreach (var row in tables.CellTable.QueryAsync<Azure.Data.Tables.TableEntity>(row => row.PartitionKey == "~due"))
                Assert.Fail($"{context}: {row.RowKey} is still due.");
        }

        private RumRecord NewRecord(Random random)
        {
            var at = Day.AddHours(random.Next(28));
            var dimensions = new VitalDimensions($"/{random.Next(3)}", (DeviceKind)random.Next(3), ConnectionKind.FourG, $"{random.Next(2)}");
            return new RumRecord("shop", at, [new VitalSample(VitalMetric.LCP, 100 + (_records++ * 37), 0, dimensions)]);
        }

        private async Task TryAsync(Func<RumTables, Task> work)
        {
            try
            {
                await work(new RumTables(store.OtherProcess(), clock));
            }
            catch (Exception e) when (e is StaleReaderException or RequestFailedException or AggregateException or SimulatedCrashException or JournalUnavailableException)
            {
                // What a timer function logs; its next run is another process.
            }
        }
    }
}
