using Reliability.Testing;

namespace Azure.Data.Tables.Tests.Parity;

/// <summary>What every table store must do alike, so that tests in memory tell the truth about the service.</summary>
public abstract partial class TableScenarios
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
