using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Rum;

public sealed class RumRetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 3, 30, 0, TimeSpan.Zero);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Days_older_than_their_months_are_deleted_whole_and_no_other()
    {
        var (tables, _) = await CreateAsync();
        Assert.InRange(await tables.Retention().RunAsync(None), 2 * 2 * 2, long.MaxValue);
        Assert.Equal(["20250515", "20260615"], await DaysAsync(tables.CellTable, row => row.PartitionKey.StartsWith(RumCellKeys.SumsPrefix, StringComparison.Ordinal) ? row.RowKey[3..11] : row.PartitionKey[^8..]));
        Assert.Equal(["20250515", "20260615"], await DaysAsync(tables.LabelTable, row => row.RowKey));
        Assert.Equal(2 * 2 * 5, (await tables.ReadCellsAsync("shop", "gone")).Count);
        Assert.Equal(0, await tables.Retention().RunAsync(None));
    }

    [Fact]
    public async Task Bounded_run_is_taken_up_by_the_next()
    {
        var (tables, _) = await CreateAsync();
        var options = new RumRetentionOptions { MaxTransactions = 1 };
        var runs = 0;
        while (await tables.Retention(options).RunAsync(None) > 0) runs++;
        Assert.InRange(runs, 2 * 2 * (1 + DimensionSet.All.Count), int.MaxValue); // a transaction for each day's hours and sets of sums
        Assert.Equal(2 * 2 * 5, (await tables.ReadCellsAsync("shop", "gone")).Count);
    }

    [Fact]
    public async Task Any_fault_at_any_operation_is_made_good_by_the_next_run()
    {
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            for (var (n, isHit) = (1, true); isHit; n++)
            {
                var (tables, store) = await CreateAsync();
                var at = store.Operations + n;
                store.FailAt(at, kind);
                var error = await Record.ExceptionAsync(() => tables.Retention().RunAsync(None));
                isHit = store.Operations >= at;
                Assert.True(error is null || isHit, $"{kind} at {n}: {error}");
                store.StopFailing();
                store.Restart();
                await tables.Retention().RunAsync(None);
                Assert.Equal(["20250515", "20260615"], await DaysAsync(tables.CellTable, row => row.PartitionKey.StartsWith(RumCellKeys.SumsPrefix, StringComparison.Ordinal) ? row.RowKey[3..11] : row.PartitionKey[^8..]));
                Assert.Equal(["20250515", "20260615"], await DaysAsync(tables.LabelTable, row => row.RowKey));
            }
        }
    }

    private static async Task<List<string>> DaysAsync(TableClient table, Func<TableEntity, string> dayOf)
    {
        var days = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var row in table.QueryAsync<TableEntity>(row => row.PartitionKey != RumCellKeys.DuePartition)) days.Add(dayOf(row));
        return [.. days];
    }

    // Two sites, one no longer configured, with five cells on each of four days, two of which are too old by a day and more.
    private static async Task<(RumTables Tables, InMemoryTables Store)> CreateAsync()
    {
        var clock = new FakeTimeProvider(Now);
        var store = new InMemoryTables(clock);
        var tables = await new RumTables(store, clock).CreateAsync();
        var days = new[] { Now.AddMonths(-40), Now.AddMonths(-13).AddDays(-1), Now.AddMonths(-13), Now };
        await tables.AppendAsync([.. from site in new[] { "shop", "gone" } from day in days select RecordOf(site, day)]);
        await tables.Rollup().RunAsync(None);
        var compaction = tables.Compaction();
        for (var run = 0; run < 2; run++) await compaction.RunAsync(None);
        return (tables, store);
    }

    private static RumRecord RecordOf(string site, DateTimeOffset at) => new(
        site, at, [.. Enumerable.Range(0, 5).Select(i => new VitalSample(VitalMetric.INP, 100, 0, new VitalDimensions($"/{i}", DeviceKind.Desktop, ConnectionKind.Unknown, "1")))]);
}
