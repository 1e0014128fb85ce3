using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Rum;

public sealed class RumCellDeletionTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 3, 30, 0, TimeSpan.Zero);
    private static readonly string[] Sites = ["shop", "shop-2", "sho", "zoo"];

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Site_is_deleted_whole_and_no_other_is_touched()
    {
        var (tables, _) = await CreateAsync();
        var others = await tables.ReadCellsAsync("shop-2", "sho", "zoo");
        await Deletion(tables).DeleteSiteAsync("shop", None);
        RumTables.AssertSame(others, await tables.ReadCellsAsync(Sites), "shop is deleted");
        Assert.Equal(["sho", "shop-2", "zoo"], await LabelsAsync(tables));
    }

    [Fact]
    public async Task Session_has_no_cells()
    {
        var (tables, store) = await CreateAsync();
        var before = store.Operations;
        await Deletion(tables).DeleteSessionAsync("shop", 17, None);
        Assert.Equal(before, store.Operations);
    }

    [Fact]
    public async Task Beacons_that_come_after_are_counted_anew()
    {
        var (tables, _) = await CreateAsync();
        await Deletion(tables).DeleteSiteAsync("shop", None);
        var record = RecordOf("shop", Now);
        await tables.AppendAsync(record);
        await tables.Rollup().RunAsync(None);
        RumTables.AssertSame(RumTables.Compute([record]), await tables.ReadCellsAsync("shop"), "new beacons");
    }

    [Fact]
    public async Task Any_fault_at_any_operation_is_made_good_by_the_next_call()
    {
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            for (var (n, isHit) = (1, true); isHit; n++)
            {
                var (tables, store) = await CreateAsync();
                var at = store.Operations + n;
                store.FailAt(at, kind);
                var error = await Record.ExceptionAsync(() => Deletion(tables).DeleteSiteAsync("shop", None));
                isHit = store.Operations >= at;
                Assert.True(error is null || isHit, $"{kind} at {n}: {error}");
                store.StopFailing();
                store.Restart();
                await Deletion(tables).DeleteSiteAsync("shop", None);
                Assert.Empty(await tables.ReadCellsAsync("shop"));
                Assert.Equal(["sho", "shop-2", "zoo"], await LabelsAsync(tables));
            }
        }
    }

    private static RumCellDeletion Deletion(RumTables tables) => new(tables.CellTable, tables.LabelTable);

    private static async Task<List<string>> LabelsAsync(RumTables tables)
    {
        var sites = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var row in tables.LabelTable.QueryAsync<TableEntity>()) sites.Add(row.PartitionKey);
        return [.. sites];
    }

    private static async Task<(RumTables Tables, InMemoryTables Store)> CreateAsync()
    {
        var clock = new FakeTimeProvider(Now);
        var store = new InMemoryTables(clock);
        var tables = await new RumTables(store, clock).CreateAsync();
        await tables.AppendAsync([.. from site in Sites from days in new[] { 0, 1, 40 } select RecordOf(site, Now.AddDays(-days))]);
        await tables.Rollup().RunAsync(None);
        return (tables, store);
    }

    private static RumRecord RecordOf(string site, DateTimeOffset at) => new(
        site,
        at,
        [.. from metric in new[] { VitalMetric.INP, VitalMetric.LCP } from page in Enumerable.Range(0, 3) select new VitalSample(metric, 100, 0, new VitalDimensions($"/{page}", DeviceKind.Desktop, ConnectionKind.Unknown, "1"))]);
}
