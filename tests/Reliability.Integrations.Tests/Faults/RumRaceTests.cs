using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tests.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Faults;

/// <summary>Several rollups at once, in any order of their operations and with any faults, count what one would have counted.</summary>
public sealed class RumRaceTests
{
    private static bool IsFull => Environment.GetEnvironmentVariable("RELIABILITY_TEST_FULL") == "1";

    [Fact]
    public async Task Rollups_at_once_count_what_one_would_have_counted()
    {
        var first = Random.Shared.Next();
        for (var seed = first; seed < first + (IsFull ? 20_000 : 250); seed++) await RaceAsync(seed, faults: false);
    }

    [Fact]
    public async Task Rollups_at_once_with_faults_count_what_one_would_have_counted()
    {
        var first = Random.Shared.Next();
        for (var seed = first; seed < first + (IsFull ? 20_000 : 250); seed++) await RaceAsync(seed, faults: true);
    }

    private static async Task RaceAsync(int seed, bool faults)
    {
        var random = new Random(seed);
        var clock = new FakeTimeProvider();
        var tables = new InMemoryTables(clock);
        await new RumTables(tables, clock).CreateAsync();
        var options = new JournalReaderOptions { MaxRoundBytes = random.Next(2) == 0 ? 1 : 8 << 20, MaxRoundPartitions = random.Next(1, 4) };
        var scenario = new RumScenario(tables.OtherProcess, clock, $"seed {seed}", options: options);
        async Task RepeatAsync(int process) // as a timer does: who was overtaken comes back
        {
            for (var run = 0; run < 4; run++) await scenario.RollUpAsync(process);
        }

        for (var burst = 0; burst < 3; burst++)
        {
            for (var i = random.Next(5); i >= 0; i--) await scenario.AppendAsync(random.Next(2));
            clock.Advance(TimeSpan.FromMinutes(random.Next(200)));
            if (faults) tables.FailWhen(_ => random.NextDouble() < 0.03 ? (FaultKind)random.Next(6) : null);
            new SeededGate(tables, random).Run(() => RepeatAsync(0), () => RepeatAsync(1), () => RepeatAsync(random.Next(2, 5)));
            tables.StopFailing();
        }

        await scenario.FinishAsync();
        await scenario.AssertAsync();
    }
}
