using System.Globalization;
using Reliability.Testing;

namespace Azure.Data.Tables.Tests.Parity;

/// <summary>What every table store must do alike, so that tests in memory tell the truth about the service.</summary>
public abstract class TableScenarios
{
    protected abstract TableServiceClient Service { get; }

    [Fact]
    public async Task Add_get_and_delete()
    {
        var table = await CreateAsync();
        var instant = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2));
        var entity = new TableEntity("p", "r")
        {
            ["Text"] = "x", ["Int"] = 1, ["Long"] = 2L, ["Double"] = 3.0, ["NaN"] = double.NaN, ["Flag"] = true, ["Id"] = Guid.Empty,
            ["Bytes"] = new byte[] { 1 }, ["Blob"] = BinaryData.FromBytes(new byte[] { 2 }), ["At"] = instant, ["Null"] = null,
        };

        var added = await table.AddEntityAsync(entity);
        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
        var deleted = await table.DeleteEntityAsync("p", "r");

        Assert.Equal((204, 204), (added.Status, deleted.Status));
        Assert.Equal(added.Headers.ETag, read.ETag);
        Assert.Equal(
            ["At", "Blob", "Bytes", "Double", "Flag", "Id", "Int", "Long", "NaN", "PartitionKey", "RowKey", "Text", "Timestamp", "odata.etag"],
            read.Keys.Order(StringComparer.Ordinal));
        Assert.Equal<object>(
            ["x", 1, 2L, 3.0, double.NaN, true, Guid.Empty, instant.ToUniversalTime()],
            ((string[])["Text", "Int", "Long", "Double", "NaN", "Flag", "Id", "At"]).Select(name => read[name]));
        Assert.Equal<byte[]>([[1], [2]], [read.GetBinary("Bytes"), (byte[])read["Blob"]]);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task Classes_and_dictionaries_are_the_same_entity()
    {
        var table = await CreateAsync();
        var order = new Order { PartitionKey = "p", RowKey = "r", Big = 5, Color = Color.Green, Original = "o", Blob = BinaryData.FromBytes(new byte[] { 7 }), Age = TimeSpan.FromDays(1) };

        await table.AddEntityAsync(order);
        TableEntity dictionary = await table.GetEntityAsync<TableEntity>("p", "r");
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["Count"] = 9, ["MaybeBig"] = 6L, ["Unknown"] = "u" });
        Order read = await table.GetEntityAsync<Order>("p", "r");

        Assert.Equal(("Green", "o", 5L), (dictionary["Color"], dictionary["renamed"], dictionary["Big"]));
        Assert.Equal((9, 6L, Color.Green, "o", TimeSpan.Zero), (read.Count, read.MaybeBig, read.Color, read.Original, read.Age));
        Assert.Equal([7], read.Blob!.ToArray());
        Assert.NotEqual(dictionary.ETag, read.ETag);
        Assert.True(read.Timestamp >= dictionary.Timestamp);
    }

    [Fact]
    public async Task Failures_have_the_same_status_and_code()
    {
        var table = await CreateAsync();
        var missing = Service.GetTableClient(AzuriteServer.NewTableName());
        await table.AddEntityAsync(new TableEntity("p", "r"));
        var stale = new ETag("W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\"");
        var invalid = new string('x', 40_000);

        Assert.Equal((409, "TableAlreadyExists"), await FailureOf(() => table.CreateAsync()));
        Assert.Equal((409, "EntityAlreadyExists"), await FailureOf(() => table.AddEntityAsync(new TableEntity("p", "r"))));
        Assert.Equal((404, "TableNotFound"), await FailureOf(() => missing.AddEntityAsync(new TableEntity("p", "r"))));
        Assert.Equal((404, "ResourceNotFound"), await FailureOf(() => table.GetEntityAsync<TableEntity>("p", "none")));
        Assert.Equal((404, "ResourceNotFound"), await FailureOf(() => table.UpdateEntityAsync(new TableEntity("p", "none"), ETag.All)));
        Assert.Equal((404, "ResourceNotFound"), await FailureOf(() => table.UpdateEntityAsync(new TableEntity("p", "none"), stale)));
        Assert.Equal((412, "UpdateConditionNotSatisfied"), await FailureOf(() => table.UpdateEntityAsync(new TableEntity("p", "r"), stale)));
        Assert.Equal((412, "UpdateConditionNotSatisfied"), await FailureOf(() => table.DeleteEntityAsync("p", "r", stale)));
        Assert.Equal((400, "PropertyValueTooLarge"), await FailureOf(() => table.AddEntityAsync(new TableEntity("p", "t") { ["Text"] = invalid })));
        Assert.Equal(400, (await FailureOf(() => Service.CreateTableAsync("1-no"))).Status); // The emulator gives no code.
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "none")).Status);
        Assert.Equal(409, (await table.CreateIfNotExistsAsync()).GetRawResponse().Status);
        Assert.False((await missing.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        Assert.Equal((204, 404), ((await table.DeleteAsync()).Status, (await table.DeleteAsync()).Status));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task Updates_and_upserts_in_both_modes(TableUpdateMode mode)
    {
        var table = await CreateAsync();
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["Old"] = 1, ["Both"] = 1 }, mode);
        TableEntity first = await table.GetEntityAsync<TableEntity>("p", "r");

        var updated = await table.UpdateEntityAsync(new TableEntity("p", "r") { ["Both"] = 2 }, first.ETag, mode);
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["New"] = 3 }, mode);
        TableEntity last = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(204, updated.Status);
        Assert.NotEqual(first.ETag, last.ETag);
        Assert.Equal(
            mode == TableUpdateMode.Merge ? ["Both", "New", "Old"] : ["New"],
            last.Keys.Where(key => key is "Old" or "Both" or "New").Order(StringComparer.Ordinal));
    }

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
    public async Task Transactions_apply_all_or_nothing()
    {
        var table = await CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "old") { ["N"] = 1 });
        TableTransactionAction[] good =
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "new") { ["N"] = 2 }),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "old") { ["M"] = 3 }, ETag.All),
            new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "up") { ["N"] = 4 }),
        ];

        var replies = await table.SubmitTransactionAsync(good);
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Delete, new TableEntity("p", "up")),
            new(TableTransactionActionType.Add, new TableEntity("p", "old")),
        ]));
        var missing = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Delete, new TableEntity("p", "none")),
        ]));

        var rows = await table.QueryAsync<TableEntity>().Select(row => (row.RowKey, row.GetInt32("N"), row.GetInt32("M"))).ToListAsync();
        Assert.All(replies.Value, reply => Assert.Equal(204, reply.Status));
        Assert.Equal((409, "EntityAlreadyExists", 1), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Equal((404, "ResourceNotFound", 0), (missing.Status, missing.ErrorCode, missing.FailedTransactionActionIndex));
        Assert.Equal([("new", 2, null), ("old", 1, 3), ("up", (int?)4, (int?)null)], rows);
    }

    [Fact]
    public async Task Transactions_have_the_same_limits()
    {
        var table = await CreateAsync();
        TableTransactionAction Add(string partition, string row) => new(TableTransactionActionType.Add, new TableEntity(partition, row));

        Assert.Equal((400, "InvalidInput"), await FailureOf(() => table.SubmitTransactionAsync(Enumerable.Range(0, 101).Select(n => Add("p", $"{n}")))));
        Assert.Equal((400, "InvalidDuplicateRow"), await FailureOf(() => table.SubmitTransactionAsync([Add("p", "a"), Add("p", "a")])));
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
        Assert.Equal(0, await table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task An_update_in_a_transaction_without_a_version_adds_what_is_missing()
    {
        var table = await CreateAsync();

        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "r") { ["N"] = 1 })]);

        Assert.Equal(1, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("N"));
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

    private static async Task<(int Status, string? Code)> FailureOf(Func<Task> action)
    {
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(action);
        return (failure.Status, failure.ErrorCode);
    }

    private async Task<TableClient> CreateAsync()
    {
        var table = Service.GetTableClient(AzuriteServer.NewTableName());
        await table.CreateAsync();
        return table;
    }
}

public sealed class InMemoryScenarios : TableScenarios
{
    protected override TableServiceClient Service { get; } = new InMemoryTables();
}

[Collection(WithAzurite.Name)]
public sealed class AzuriteScenarios(AzuriteServer azurite) : TableScenarios
{
    protected override TableServiceClient Service { get; } = new TableServiceClient(azurite.ConnectionString);
}
