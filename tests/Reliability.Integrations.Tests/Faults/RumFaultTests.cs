using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tests.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Faults;

/// <summary>Every record that was acknowledged is counted exactly once, and none twice, whatever fails wherever.</summary>
public sealed class RumFaultTests
{
    private static bool IsFull => Environment.GetEnvironmentVariable("RELIABILITY_TEST_FULL") == "1";

    public static TheoryData<FaultKind, int> Kinds()
    {
        var data = new TheoryData<FaultKind, int>();
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            data.Add(kind, 8 << 20);
            data.Add(kind, 1); // every batch a round of its own
        }

        return data;
    }

    [Fact]
    public async Task Without_faults_everything_is_acknowledged_and_counted()
    {
        var (scenario, _) = await RunAsync(_ => { }, "no fault");
        Assert.Equal(8, scenario.Acknowledged);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_fault_at_any_operation_changes_nothing(FaultKind kind, int maxRoundBytes)
    {
        for (var (n, operations) = (1, int.MaxValue); n <= operations; n++)
        {
            var at = n;
            (_, operations) = await RunAsync(tables => tables.FailAt(tables.Operations + at, kind), $"{kind} at {n}", maxRoundBytes);
        }
    }

    [Fact]
    public async Task Cancellation_at_any_operation_changes_nothing()
    {
        for (var (n, operations) = (1, int.MaxValue); n <= operations; n++)
        {
            using var cancellation = new CancellationTokenSource();
            var at = n;
            FaultKind? Cancel(TableOperation operation)
            {
                if (operation.Number == at) cancellation.Cancel();
                return null;
            }

            (_, operations) = await RunAsync(tables => tables.FailWhen(Cancel), $"cancelled at {n}", 1, cancellation.Token);
        }
    }

    [Fact]
    public async Task Any_number_of_faults_changes_nothing()
    {
        var first = Random.Shared.Next();
        for (var seed = first; seed < first + (IsFull ? 20_000 : 600); seed++)
        {
            var random = new Random(seed);
            var share = random.NextDouble() * 0.2;
            FaultKind? Fault(TableOperation operation) => random.NextDouble() < share ? (FaultKind)random.Next(6) : null;
            await RunAsync(tables => tables.FailWhen(Fault), $"seed {seed}", random.Next(2) == 0 ? 1 : 8 << 20);
        }
    }

    private static async Task<(RumScenario Scenario, int Operations)> RunAsync(Action<InMemoryTables> plan, string context, int maxRoundBytes = 8 << 20, CancellationToken cancellation = default)
    {
        var clock = new FakeTimeProvider();
        var tables = new InMemoryTables(clock);
        await new RumTables(tables, clock).CreateAsync();
        var before = tables.Operations;
        plan(tables);
        var scenario = new RumScenario(tables.OtherProcess, clock, context, options: new JournalReaderOptions { MaxRoundBytes = maxRoundBytes }) { Cancellation = cancellation };
        await scenario.RunAsync();
        var operations = tables.Operations - before;
        tables.StopFailing();
        await scenario.FinishAsync();
        await scenario.AssertAsync();
        return (scenario, operations);
    }
}
