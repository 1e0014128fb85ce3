using Azure.Data.Tables;
using Reliability.Core.Numerics;
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
        var records = Enumerable.Range(0, 900).Select(i => RecordOf($"/{i % 310}", 10 + i, Hour.AddHours(i % 8))).ToArray(); // 8 hours of 16 rows
        for (var n = 1; n <= 26; n++)
        {
            var (tables, store) = await CreateAsync();
            await tables.AppendAsync(records[..500]);
            await tables.Rollup().RunAsync(None);
            await tables.AppendAsync(records[500..]);
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
    public async Task Every_dimension_and_the_weight_are_kept()
    {
        var (tables, _) = await CreateAsync();
        var dimensions = new VitalDimensions("/ÿ", DeviceKind.Tablet, ConnectionKind.Slow2G, "1.2") { Navigation = NavigationKind.Prerender, IsBot = true };
        var change = new VitalCellChange();
        change.Added.Add(VitalMetric.LCP, 100, weight: 2_500);
        await tables.Cells.ApplyAsync(1, [new(new VitalCellKey("shop", Hour, VitalMetric.LCP, dimensions), change)], None);
        var (key, cell) = Assert.Single(await tables.ReadCellsAsync("shop"));
        Assert.Equal((dimensions, 2_500), (key.Dimensions, cell.WeightThousandths));
    }

    [Fact]
    public async Task Cell_whose_samples_were_all_taken_away_is_gone()
    {
        var (tables, _) = await CreateAsync();
        var change = Cell("/", 100);
        await tables.Cells.ApplyAsync(1, [change, Cell("/other", 100)], None);
        var removal = new VitalCellChange();
        removal.Removed.Merge(change.Value.Added);
        await tables.Cells.ApplyAsync(2, [new(change.Key, removal)], None);
        Assert.Equal("/other", Assert.Single(await tables.ReadCellsAsync("shop")).Key.Dimensions.Page);
    }

    [Fact]
    public async Task Samples_that_were_deleted_with_their_site_need_not_be_taken_away()
    {
        var (tables, _) = await CreateAsync();
        var change = Cell("/", 100);
        await tables.Cells.ApplyAsync(1, [change], None);
        await tables.Cells.DeleteSiteAsync("shop", None);
        var correction = new VitalCellChange();
        correction.Removed.Merge(change.Value.Added);
        correction.Added.Add(VitalMetric.LCP, 5_000);
        await tables.Cells.ApplyAsync(2, [new(change.Key, correction)], None);
        Assert.Equal((1, 1), Assert.Single(await tables.ReadCellsAsync("shop")).Value is var cell ? (cell.Count, cell.Poor) : default);
    }

    [Fact]
    public async Task Versions_do_not_repeat_when_a_site_is_deleted_and_begins_anew()
    {
        var (tables, _) = await CreateAsync();
        async Task<long> VersionAsync() =>
            (await RumCellWriter.ReadVersionsAsync(tables.CellTable, RumCellKeys.PartitionKey("shop", VitalMetric.LCP, Hour), None)).Versions[Hour.Hour];
        await tables.Cells.ApplyAsync(1, [Cell("/", 100)], None);
        var first = await VersionAsync();
        await tables.Cells.ApplyAsync(1, [Cell("/other-chunk", 100)], None);
        var second = await VersionAsync();
        await tables.Cells.DeleteSiteAsync("shop", None);
        await tables.Cells.ApplyAsync(2, [Cell("/", 100)], None);
        Assert.Equal(3, new[] { 0, first, second, await VersionAsync() }.Distinct().Count() - 1);
        Assert.True(await VersionAsync() > second);
    }

    [Fact]
    public async Task Counts_are_those_of_the_cells_from_the_first_hour_asked_for_to_the_last()
    {
        var (tables, _) = await CreateAsync();
        await tables.AppendAsync([.. Enumerable.Range(0, 60).Select(i => RecordOf($"/{i % 7}", 100 * i, Hour.AddHours(i)))]);
        await tables.Rollup().RunAsync(None);
        var (counts, cells) = (new List<RumCellCounts>(), new List<RumCellCounts>());
        await foreach (var one in tables.Cells.ReadCountsAsync("shop", VitalMetric.LCP, Hour.AddHours(9.5), Hour.AddHours(40), None)) counts.Add(one);
        await foreach (var (one, cell) in tables.Cells.ReadAsync("shop", VitalMetric.LCP, Hour.AddHours(9.5), Hour.AddHours(40), None))
        {
            cells.Add(one);
            Assert.Equal(one.Total, cell.Count);
        }

        Assert.Equal(cells, counts);
        Assert.Equal(Enumerable.Range(9, 31).Select(hour => Hour.AddHours(hour)), counts.Select(one => one.Hour));
    }

    [Fact]
    public async Task Cells_that_fill_a_transaction_are_joined_to_fewer_bins_and_none_is_lost()
    {
        var (tables, _) = await CreateAsync();
        var full = new VitalCellChange();
        for (var bin = 0; bin < LogBins.Count; bin++) full.Added.Add(VitalMetric.LCP, LogBins.LowerBound(bin));
        var pages = PagesOfOneChunk("/", 2_000);
        await tables.Cells.ApplyAsync(1, pages.Select(page => new KeyValuePair<VitalCellKey, VitalCellChange>(new VitalCellKey("shop", Hour, VitalMetric.LCP, Dimensions(page)), full)), None);
        var cells = await tables.ReadCellsAsync("shop");
        Assert.Equal(pages.Order(StringComparer.Ordinal), cells.Keys.Select(key => key.Dimensions.Page).Order(StringComparer.Ordinal));
        Assert.All(cells.Values, cell => Assert.Equal((LogBins.Count, LogBins.Count, 1), (cell.Count, cell.Sketch.Count, cell.Sketch.Level)));
    }

    [Fact]
    public async Task Cells_that_do_not_fit_a_transaction_at_all_go_under_other_and_can_still_be_changed()
    {
        var (tables, _) = await CreateAsync();
        var pages = PagesOfOneChunk(new string('漢', 190), LabelCatalogue.MaxCombinations);
        var round = pages.Select((page, i) => Cell(Dimensions(page) with { Release = new string('字', 60) }, 100 + i)).ToList();
        await tables.Cells.ApplyAsync(1, round, None);
        var cells = await tables.ReadCellsAsync("shop");
        Assert.Equal(pages.Count, cells.Values.Sum(cell => cell.Count));
        Assert.InRange(cells.Single(cell => cell.Key.Dimensions.Page == LabelCatalogue.Other).Value.Count, 1_000, 4_500);

        var folded = round.First(cell => !cells.ContainsKey(cell.Key));
        var corrected = new VitalCellChange();
        corrected.Removed.Merge(folded.Value.Added);
        corrected.Added.Add(VitalMetric.LCP, 7_000);
        await tables.Cells.ApplyAsync(2, [new(folded.Key, corrected)], None);
        Assert.Equal(pages.Count + 1, (await tables.ReadCellsAsync("shop")).Values.Sum(cell => cell.Count));
    }

    [Fact]
    public async Task Deleting_a_site_leaves_nothing_of_it_and_everything_of_others()
    {
        var clock = new FakeTimeProvider(Hour.AddDays(3));
        var tables = await new RumTables(new InMemoryTables(clock), clock).CreateAsync();
        string[] sites = ["shop", "shop-2", "sho", "blog"];
        await tables.AppendAsync([.. sites.SelectMany(site => Enumerable.Range(0, 40).Select(i => RecordOf($"/{i}", 100, Hour.AddHours(i), site)))]);
        await tables.Rollup().RunAsync(None);
        var compaction = tables.Compaction();
        for (var run = 0; run < 2; run++) await compaction.RunAsync(None);
        Assert.InRange(await tables.Cells.DeleteSiteAsync("shop", None), 40, long.MaxValue);
        var left = new List<string>();
        await foreach (var row in tables.CellTable.QueryAsync<TableEntity>()) left.Add(row.PartitionKey.Replace("~days|", "", StringComparison.Ordinal).Split('|')[0]);
        Assert.Equal(["blog", "sho", "shop-2"], left.Where(site => site != RumCellKeys.DuePartition).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(120, (await tables.ReadCellsAsync(sites)).Count);
        Assert.Equal(0, await tables.Cells.DeleteSiteAsync("shop", None));
    }

    private static List<string> PagesOfOneChunk(string start, int count) =>
        [.. Enumerable.Range(0, int.MaxValue).Select(i => $"{start}{i}").Where(page => DimensionSet.All[^1].ChunkOf(page) == 0).Take(count)];

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
