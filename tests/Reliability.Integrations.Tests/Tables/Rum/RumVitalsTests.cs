using System.Text.Json;
using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Rum;

public sealed class RumVitalsTests
{
    private static readonly DateTimeOffset FirstDay = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = FirstDay.AddDays(3).AddHours(9.3);

    private static CancellationToken None => CancellationToken.None;

    public static TheoryData<string> Queries => new(
        "", "page", "device", "device,connection", "release", "navigation,bot", "page,device", "page,release,connection");

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Answer_is_the_same_from_hours_and_from_days(string groupBy)
    {
        var (tables, clock) = await CreateAsync();
        var queries = QueriesBy(groupBy);
        var expected = new List<string>();
        foreach (var query in queries) expected.Add(await HoursOnlyAsync(tables, query));
        Assert.True(expected.Distinct().Count() > 5);
        var compaction = tables.Compaction();
        for (var step = 0; step < 4; step++)
        {
            for (var i = 0; i < queries.Count; i++) Assert.Equal(expected[i], await AskAsync(tables, queries[i]));
            await compaction.RunAsync(None);
            clock.Advance(TimeSpan.FromHours(step == 2 ? 5 : 0));
        }
    }

    [Fact]
    public async Task Hours_in_sums_are_not_read()
    {
        var (tables, _) = await CreateAsync();
        var expected = new List<string>();
        var queries = QueriesBy("page");
        foreach (var query in queries.Where(IsWholeDays)) expected.Add(await AskAsync(tables, query));
        await CompactAsync(tables);
        await foreach (var row in tables.CellTable.QueryAsync<TableEntity>(row => row.RowKey.CompareTo("h|") >= 0 && row.RowKey.CompareTo("h~") < 0))
        {
            if (RumCellKeys.DayOfPartition(row.PartitionKey) < Now.AddDays(-1)) await tables.CellTable.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        }

        var found = new List<string>();
        foreach (var query in queries.Where(IsWholeDays)) found.Add(await AskAsync(tables, query));
        Assert.Equal(expected, found);

        static bool IsWholeDays(VitalsQuery query) => query.From.Hour == 0 && query.To.Hour == 0;
    }

    [Fact]
    public async Task Late_sample_counts_at_once_and_its_day_is_added_up_again()
    {
        var (tables, _) = await CreateAsync();
        await CompactAsync(tables);
        var query = new VitalsQuery(VitalMetric.LCP, FirstDay, FirstDay.AddDays(1));
        var before = await CountAsync(tables, query);
        await tables.AppendAsync(new RumRecord("shop", FirstDay.AddHours(5), [new VitalSample(VitalMetric.LCP, 1, 0, new VitalDimensions("/late", default, default, ""))]));
        await tables.Rollup().RunAsync(None);
        Assert.Equal(before + 1, await CountAsync(tables, query));
        await CompactAsync(tables);
        Assert.Equal(before + 1, await CountAsync(tables, query));
        await foreach (var row in tables.CellTable.QueryAsync<TableEntity>(row => row.PartitionKey == "shop|LCP|20260101" && row.RowKey != "v"))
            await tables.CellTable.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        Assert.Equal(before + 1, await CountAsync(tables, query));
    }

    [Fact]
    public async Task Day_is_left_alone_once_it_is_over_and_added_up()
    {
        var (tables, clock) = await CreateAsync();
        var compaction = tables.Compaction();
        Assert.Equal(0, await compaction.RunAsync(None)); // sees the hours for the first time
        Assert.Equal(2 * 4, await compaction.RunAsync(None)); // two metrics, three days and today
        Assert.Equal(0, await compaction.RunAsync(None));
        Assert.Equal(["shop|INP|20260104", "shop|LCP|20260104"], await DueAsync(tables));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, await compaction.RunAsync(None)); // the hour that had not ended
        Assert.Empty(await DueAsync(tables));
    }

    [Fact]
    public async Task Hour_that_changes_between_runs_is_left_to_queries()
    {
        var (tables, _) = await CreateAsync();
        var compaction = tables.Compaction();
        await compaction.RunAsync(None);
        await tables.AppendAsync(new RumRecord("shop", FirstDay.AddHours(5), [new VitalSample(VitalMetric.LCP, 1, 0, new VitalDimensions("/late", default, default, ""))]));
        await tables.Rollup().RunAsync(None);
        Assert.Equal(8, await compaction.RunAsync(None));
        Assert.Contains("shop|LCP|20260101", await DueAsync(tables));
        Assert.Equal(1, await compaction.RunAsync(None));
        Assert.DoesNotContain("shop|LCP|20260101", await DueAsync(tables));
    }

    [Fact]
    public async Task Sums_that_do_not_fit_one_row_or_transaction_are_read_back_whole()
    {
        var clock = new FakeTimeProvider(Now);
        var tables = await new RumTables(new InMemoryTables(clock), clock).CreateAsync();
        var full = new VitalCellChange();
        for (var i = 0; i < 1_200; i++) full.Added.Add(VitalMetric.LCP, 1 + (i * i * 0.1));
        for (var round = 0; round < 2; round++)
        {
            var hour = FirstDay.AddHours(round);
            await tables.Cells.ApplyAsync(round + 1, Enumerable.Range(0, 4_000).Select(i => new KeyValuePair<VitalCellKey, VitalCellChange>(
                new VitalCellKey("shop", hour, VitalMetric.LCP, new VitalDimensions($"/{i}", default, default, "")), full)), None);
        }

        var query = new VitalsQuery(VitalMetric.LCP, FirstDay, FirstDay.AddDays(1)) { GroupBy = ["page"] };
        var before = await AskAsync(tables, query);
        await CompactAsync(tables);
        Assert.Equal(before, await AskAsync(tables, query));
        await foreach (var row in tables.CellTable.QueryAsync<TableEntity>(row => row.PartitionKey == "shop|LCP|20260101" && row.RowKey != "v"))
            await tables.CellTable.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        Assert.Equal(before, await AskAsync(tables, query));
    }

    /// <summary>Answers from the hours alone.</summary>
    internal static async Task<string> HoursOnlyAsync(RumTables tables, VitalsQuery query)
    {
        var groups = new VitalGroups(query);
        await foreach (var (counts, cell) in tables.Cells.ReadAsync("shop", query.Metric, query.From, query.To, None)) groups.SumOf(counts.Dimensions)?.Merge(cell);
        return JsonSerializer.Serialize(VitalsReport.Build(groups, RumBudget.Defaults));
    }

    /// <summary>Answers as the suite does.</summary>
    internal static async Task<string> AskAsync(RumTables tables, VitalsQuery query)
    {
        var groups = new VitalGroups(query);
        await tables.Vitals.AddAsync("shop", groups, None);
        return JsonSerializer.Serialize(VitalsReport.Build(groups, RumBudget.Defaults));
    }

    private static async Task<long> CountAsync(RumTables tables, VitalsQuery query)
    {
        var groups = new VitalGroups(query);
        await tables.Vitals.AddAsync("shop", groups, None);
        return groups.Groups.Sum(group => group.Cell.Count);
    }

    private static async Task CompactAsync(RumTables tables)
    {
        var compaction = tables.Compaction();
        for (var run = 0; run < 2; run++) await compaction.RunAsync(None);
    }

    private static async Task<List<string>> DueAsync(RumTables tables)
    {
        var due = new List<string>();
        await foreach (var row in tables.CellTable.QueryAsync<TableEntity>(row => row.PartitionKey == RumCellKeys.DuePartition)) due.Add(row.RowKey);
        return due;
    }

    private static List<VitalsQuery> QueriesBy(string groupBy)
    {
        VitalsQuery Of(double from, double to) =>
            new(VitalMetric.LCP, FirstDay.AddHours(from), FirstDay.AddHours(to)) { GroupBy = groupBy.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        return
        [
            Of(0, 24), Of(0, 72), Of(0, 82), Of(5, 60), Of(71, 73), Of(-48, 240),
            Of(0, 82) with { Page = "/page/3" }, Of(3, 50) with { Page = "/page/3" }, Of(0, 82) with { Page = LabelCatalogue.Other },
            Of(0, 82) with { Device = "mobile" }, Of(0, 82) with { Connection = "4g", Bots = BotFilter.Exclude }, Of(0, 82) with { Release = "2" },
            Of(0, 82) with { Navigation = "reload" }, Of(0, 82) with { Bots = BotFilter.Only }, Of(0, 82) with { LeavesOutSoftNavigations = true },
        ];
    }

    private static async Task<(RumTables Tables, FakeTimeProvider Clock)> CreateAsync()
    {
        var clock = new FakeTimeProvider(Now);
        var tables = await new RumTables(new InMemoryTables(clock) { PageSize = 50 }, clock).CreateAsync();
        var random = new Random(4711);
        T Any<T>() where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];
        VitalDimensions Dimensions() => new($"/page/{random.Next(40)}", Any<DeviceKind>(), Any<ConnectionKind>(), $"{random.Next(3)}") { Navigation = Any<NavigationKind>(), IsBot = random.Next(4) == 0 };
        VitalSample Sample() => new(random.Next(2) == 0 ? VitalMetric.LCP : VitalMetric.INP, Math.Exp(random.NextDouble() * 12), 0, Dimensions());
        await tables.AppendAsync([.. Enumerable.Range(0, 82).Select(hour => new RumRecord("shop", FirstDay.AddHours(hour), [.. Enumerable.Range(0, 25).Select(_ => Sample())]) { Weight = 1_000 + hour })]);
        await tables.Rollup().RunAsync(None);
        return (tables, clock);
    }
}
