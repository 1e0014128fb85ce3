using System.Globalization;
using Reliability.Testing;

namespace Azure.Data.Tables.Tests.Parity;

public abstract partial class TableScenarios
{
    [Theory]
    [InlineData("", "a b B c d e")]
    [InlineData("N gt 2", "B c d")]
    [InlineData("N ge 2 and N lt 4", "b B")]
    [InlineData("N eq 1 or N eq 5 or Flag eq true", "a b d")]
    [InlineData("N eq 1 or N eq 2 and Flag eq true", "a b")]
    [InlineData("(N eq 1 or N eq 2) and Flag eq true", "b")]
    [InlineData("not (N gt 2) and N ge 0", "a b")]
    [InlineData("N ne 3", "a b c d")]
    [InlineData("Flag eq true", "b d")]
    [InlineData("Big eq 5000000003L", "B")]
    [InlineData("Ratio lt 1.0", "a b")]
    [InlineData("Text eq 'it''s b'", "b")]
    [InlineData("RowKey ge 'b' and RowKey lt 'd'", "b c")]
    [InlineData("RowKey lt 'a'", "B")]
    [InlineData("PartitionKey eq 'p' and RowKey eq 'c'", "c")]
    [InlineData("PartitionKey eq 'q'", "e")]
    [InlineData("At gt datetime'2026-01-03T00:00:00Z'", "B c d")]
    [InlineData("Id eq guid'00000000-0000-0000-0000-000000000004'", "c")]
    [InlineData("Bytes eq X'05'", "d")]
    [InlineData("Absent eq 1", "")]
    public async Task Filters_select_the_same_rows(string filter, string expected)
    {
        var table = await CreateAsync();
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        foreach (var (row, n) in ((string[])["a", "b", "B", "c", "d"]).Select((row, i) => (row, i + 1)))
        {
            await table.AddEntityAsync(new TableEntity("p", row)
            {
                ["N"] = n, ["Big"] = 5_000_000_000L + n, ["Ratio"] = n / 3.0, ["Flag"] = row is "b" or "d", ["Text"] = $"it's {row}", ["At"] = start.AddDays(n - 0.5),
                ["Id"] = Guid.Parse($"00000000-0000-0000-0000-00000000000{n.ToString(CultureInfo.InvariantCulture)}"), ["Bytes"] = new[] { (byte)n },
            });
        }

        await table.AddEntityAsync(new TableEntity("q", "e"));

        var rows = await table.QueryAsync<TableEntity>(filter).Select(row => row.RowKey).ToListAsync();

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rows_come_in_ordinal_order_page_by_page()
    {
        var table = await CreateAsync();
        (string Partition, string Row)[] keys = [("b", "1"), ("a", "é"), ("a", "z"), ("a", "Z"), ("B", "1"), ("a", ""), ("a", "10"), ("a", "2")];
        foreach (var (partition, row) in keys)
            await table.AddEntityAsync(new TableEntity(partition, row));

        var pages = await table.QueryAsync<TableEntity>(maxPerPage: 3).AsPages().ToListAsync();
        var resumed = await table.QueryAsync<TableEntity>().AsPages(pages[0].ContinuationToken, 2).FirstAsync();

        Assert.Equal([3, 3, 2], pages.Select(page => page.Values.Count));
        Assert.Equal(
            [("B", "1"), ("a", ""), ("a", "10"), ("a", "2"), ("a", "Z"), ("a", "z"), ("a", "é"), ("b", "1")],
            pages.SelectMany(page => page.Values).Select(row => (row.PartitionKey, row.RowKey)));
        Assert.Equal(["2", "Z"], resumed.Values.Select(row => row.RowKey).Take(2));
    }

    [Fact]
    public async Task Select_returns_only_what_was_asked_for()
    {
        var table = await CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });

        TableEntity got = await table.GetEntityAsync<TableEntity>("p", "r", ["RowKey", "A"]);
        var queried = await table.QueryAsync<TableEntity>(select: ["RowKey", "A"]).SingleAsync();

        Assert.All([got, queried], entity => Assert.Equal(("r", 1, null), (entity.RowKey, entity.GetInt32("A"), entity.GetInt32("B"))));
    }

    [Fact]
    public async Task Tables_are_listed_by_name()
    {
        var names = Enumerable.Range(0, 3).Select(_ => AzuriteServer.NewTableName()).Order(StringComparer.Ordinal).ToArray();
        foreach (var name in names)
            await Service.CreateTableAsync(name);

        var listed = await Service.QueryAsync().Select(table => table.Name).ToListAsync();
        var one = await Service.QueryAsync(table => table.Name == names[1]).ToListAsync();

        Assert.Equal(names, listed.Where(names.Contains));
        Assert.Equal(names[1], Assert.Single(one).Name);
    }
}
