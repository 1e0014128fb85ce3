using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Rum;

public sealed class RumTableDeletionTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 3, 30, 0, TimeSpan.Zero);
    private static readonly string[] Sites = ["shop", "shop-2", "sho", "zoo"];

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Site_is_deleted_whole_and_no_other_is_touched()
    {
        var (tables, _) = await CreateAsync();
        var others = await tables.ReadCellsAsync("shop-2", "sho", "zoo");
        await DeleteAsync(tables);
        ExpectedCells.AssertSame(others, await tables.ReadCellsAsync(Sites), "shop is deleted");
        Assert.Equal(["sho", "shop-2", "zoo"], await LabelsAsync(tables));
    }

    [Fact]
    public async Task Session_has_no_cells()
    {
        var (tables, store) = await CreateAsync();
        var before = store.Operations;
        await new RumTableDeletion(tables.CellTable).DeleteSessionAsync("shop", 17, None);
        Assert.Equal(before, store.Operations);
    }

    [Fact]
    public async Task Beacons_that_come_after_are_counted_anew()
    {
        var (tables, _) = await CreateAsync();
        await DeleteAsync(tables);
        var record = RecordOf("shop", Now);
        await tables.AppendAsync(record);
        await tables.Rollup().RunAsync(None);
        ExpectedCells.AssertSame(ExpectedCells.Of([record]), await tables.ReadCellsAsync("shop"), "new beacons");
    }

    // It took away what was not there any more, and stopped the rollup of all sites.
    [Fact]
    public async Task Measurement_that_is_reported_again_after_the_deletion_counts_once()
    {
        var (tables, _) = await CreateAsync();
        var rollup = tables.Rollup();
        await tables.AppendAsync(Report("shop", 900), Report("zoo", 900));
        await rollup.RunAsync(None);
        await DeleteAsync(tables);
        await tables.AppendAsync(Report("shop", 5_000), Report("zoo", 5_000));
        await rollup.RunAsync(None);
        ExpectedCells.AssertSame(ExpectedCells.Of([Report("shop", 5_000)]), await tables.ReadCellsAsync("shop"), "shop was deleted in between");
        Assert.Equal(1, (await tables.ReadCellsAsync("zoo")).Single(cell => cell.Key.Dimensions.Page == "/again").Value.Poor);
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
                var error = await Record.ExceptionAsync(() => DeleteAsync(tables));
                isHit = store.Operations >= at;
                Assert.True(error is null || isHit, $"{kind} at {n}: {error}");
                store.StopFailing();
                store.Restart();
                await DeleteAsync(tables);
                Assert.Empty(await tables.ReadCellsAsync("shop"));
                Assert.Equal(["sho", "shop-2", "zoo"], await LabelsAsync(tables));
            }
        }
    }

    private static async Task DeleteAsync(RumTables tables)
    {
        foreach (var table in new[] { tables.CellTable, tables.LabelTable }) await new RumTableDeletion(table).DeleteSiteAsync("shop", None);
    }

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

    private static RumRecord Report(string site, double value) =>
        new(site, Now, [new VitalSample(VitalMetric.LCP, value, 17, new VitalDimensions("/again", DeviceKind.Desktop, ConnectionKind.Unknown, "1"))]);

    private static RumRecord RecordOf(string site, DateTimeOffset at) => new(
        site,
        at,
        [.. from metric in new[] { VitalMetric.INP, VitalMetric.LCP } from page in Enumerable.Range(0, 3) select new VitalSample(metric, 100, 0, new VitalDimensions($"/{page}", DeviceKind.Desktop, ConnectionKind.Unknown, "1"))]);
}
