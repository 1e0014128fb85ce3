using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Rum;

public sealed class RumCellsTests
{
    private static readonly DateTimeOffset Hour = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Cells_of_one_round_can_be_applied_again_with_the_same_objects()
    {
        var (tables, store) = await CreateAsync();
        await tables.Cells.ApplyAsync(1, [Cell("/", 1_000)], None);
        KeyValuePair<VitalCellKey, VitalCellChange>[] round = [Cell("/", 5_000), Cell("/next", 100)];
        store.FailAt(store.Operations + 2, FaultKind.Before);
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => tables.Cells.ApplyAsync(2, round, None));
        await tables.Cells.ApplyAsync(2, round, None);
        await tables.Cells.ApplyAsync(2, round, None);

        var cells = await tables.ReadCellsAsync("shop");
        Assert.Equal([1, 2], cells.Values.Select(cell => cell.Count).Order());
    }

    [Fact]
    public async Task Earlier_round_is_stale()
    {
        var (tables, _) = await CreateAsync();
        await tables.Cells.ApplyAsync(5, [Cell("/", 1_000)], None);
        await Assert.ThrowsAsync<StaleReaderException>(() => tables.Cells.ApplyAsync(4, [Cell("/", 1_000)], None));
        Assert.Equal(1, Assert.Single(await tables.ReadCellsAsync("shop")).Value.Count);
    }

    [Theory]
    [InlineData(FaultKind.Before)]
    [InlineData(FaultKind.AfterAppliedNoReply)]
    [InlineData(FaultKind.AfterAppliedRetried)]
    [InlineData(FaultKind.CrashBefore)]
    [InlineData(FaultKind.CrashAfter)]
    public async Task Fault_between_the_transactions_of_a_partition_changes_nothing(FaultKind kind)
    {
        var records = Enumerable.Range(0, 350).Select(i => RecordOf($"/{i % 310}", 10 + i)).ToArray();
        for (var n = 1; n <= 16; n++)
        {
            var (tables, store) = await CreateAsync();
            await tables.AppendAsync(records[..200]);
            await tables.Rollup().RunAsync(None);
            await tables.AppendAsync(records[200..]);
            store.FailAt(store.Operations + n, kind);
            await Record.ExceptionAsync(() => tables.Rollup().RunAsync(None));
            store.StopFailing();
            store.Restart();
            await tables.Rollup().RunAsync(None);
            ExpectedCells.AssertSame(ExpectedCells.Of(records), await tables.ReadCellsAsync("shop"), $"{kind} at {n}");
        }
    }

    [Fact]
    public async Task Days_hours_and_sites_have_cells_of_their_own()
    {
        var (tables, store) = await CreateAsync();
        var records = (from site in new[] { "shop", "blog" } from hours in Enumerable.Range(0, 60) select RecordOf("/", 100 * hours, Hour.AddHours(hours), site)).ToArray();
        await tables.AppendAsync(records);
        Assert.Equal(120, await tables.Rollup().RunAsync(None));
        var cells = await tables.ReadCellsAsync("shop", "blog");
        Assert.Equal(120, cells.Count);
        ExpectedCells.AssertSame(ExpectedCells.Of(records), cells, "no fault");
    }

    [Fact]
    public async Task Cells_whose_row_keys_collide_share_a_row()
    {
        // The key hashes the dimensions joined by line breaks, so a line break in a name makes a collision to order.
        VitalDimensions one = new("/", DeviceKind.Mobile, ConnectionKind.FourG, "1\nmobile\n4g\n2"), other = new("/\nmobile\n4g\n1", DeviceKind.Mobile, ConnectionKind.FourG, "2");
        Assert.Equal(RumCellEntity.RowKey(Hour, one), RumCellEntity.RowKey(Hour, other));
        var (tables, _) = await CreateAsync();
        await tables.Cells.ApplyAsync(1, [Cell(one, 100), Cell(other, 5_000)], None);
        Assert.Equal(2, Assert.Single(await tables.ReadCellsAsync("shop")).Value.Count);
    }

    [Fact]
    public async Task Million_page_names_make_no_more_cells_than_the_catalogue_has_room_for()
    {
        var (tables, _) = await CreateAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var block = 0; block < 10; block++)
        {
            await using (var journal = tables.OpenJournal(Guid.NewGuid))
            {
                var appends = new List<Task>();
                for (var i = 0; i < 1_000; i++) appends.Add(journal.AppendAsync(RumTables.Encode(ManyPages((block * 1_000) + i))));
                await Task.WhenAll(appends).WaitAsync(TimeSpan.FromSeconds(60));
            }

            Assert.Equal(100_000, await tables.Rollup().RunAsync(None));
        }

        Assert.Equal(LabelCatalogue.MaxCombinations * sizeof(ulong), (await tables.LabelTable.GetEntityAsync<TableEntity>("shop", "20260101")).Value.GetBinary("Admitted").Length);
        var cells = await tables.ReadCellsAsync("shop");
        Assert.Equal(LabelCatalogue.MaxCombinations + 1, cells.Count);
        Assert.Equal(1_000_000, cells.Values.Sum(cell => cell.Count));
        await tables.Journal.DeleteAsync(); // kept in memory here, in the store elsewhere
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64 << 20);
    }

    private static RumRecord ManyPages(int number) =>
        new("shop", Hour, [.. Enumerable.Range(number * 100, 100).Select(i => new VitalSample(VitalMetric.LCP, 1_000, 0, Dimensions($"/{i}")))]);

    private static async Task<(RumTables Tables, InMemoryTables Store)> CreateAsync()
    {
        var clock = new FakeTimeProvider();
        var store = new InMemoryTables(clock);
        return (await new RumTables(store, clock).CreateAsync(), store);
    }

    private static VitalDimensions Dimensions(string page) => new(page, DeviceKind.Mobile, ConnectionKind.FourG, "1");

    private static RumRecord RecordOf(string page, double value, DateTimeOffset? at = null, string site = "shop") =>
        new(site, at ?? Hour, [new VitalSample(VitalMetric.LCP, value, 0, Dimensions(page))]);

    private static KeyValuePair<VitalCellKey, VitalCellChange> Cell(string page, double value) => Cell(Dimensions(page), value);

    private static KeyValuePair<VitalCellKey, VitalCellChange> Cell(VitalDimensions dimensions, double value)
    {
        var change = new VitalCellChange();
        change.Added.Add(VitalMetric.LCP, value);
        return new(new VitalCellKey("shop", Hour, VitalMetric.LCP, dimensions), change);
    }
}
