using Reliability.Testing;

namespace Azure.Data.Tables.Tests;

[Collection(WithAzurite.Name)]
public sealed class TransactionTests(AzuriteServer azurite)
{
    [Fact]
    public async Task All_kinds_of_actions_apply_together()
    {
        var table = await azurite.CreateTableAsync();
        foreach (var row in (string[])["merge", "replace", "delete", "upmerge", "upreplace"])
            await table.AddEntityAsync(new TableEntity("p", row) { ["Old"] = 1 });
        var version = (await table.GetEntityAsync<TableEntity>("p", "merge")).Value.ETag;

        var replies = await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("add")),
            new(TableTransactionActionType.UpdateMerge, Row("merge"), version),
            new(TableTransactionActionType.UpdateReplace, Row("replace"), ETag.All),
            new(TableTransactionActionType.Delete, Row("delete")),
            new(TableTransactionActionType.UpsertMerge, Row("upmerge")),
            new(TableTransactionActionType.UpsertReplace, Row("upreplace")),
            new(TableTransactionActionType.UpsertReplace, Row("new")),
        ]);

        var rows = await table.QueryAsync<TableEntity>().ToDictionaryAsync(row => row.RowKey, row => (row.GetInt32("Old"), row.GetInt32("New")));
        Assert.Equal(202, replies.GetRawResponse().Status);
        Assert.All(replies.Value, reply => Assert.Equal(204, reply.Status));
        Assert.Equal(7, replies.Value.Count);
        Assert.Equal((await table.GetEntityAsync<TableEntity>("p", "add")).Value.ETag, replies.Value[0].Headers.ETag);
        Assert.Equal(
            [("add", (null, 2)), ("merge", (1, 2)), ("new", (null, 2)), ("replace", (null, 2)), ("upmerge", (1, 2)), ("upreplace", ((int?)null, (int?)2))],
            rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => (row.Key, row.Value)));
    }

    [Fact]
    public async Task A_conflict_fails_all_and_names_the_action()
    {
        var table = await azurite.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "taken") { ["Old"] = 1 });

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("a")),
            new(TableTransactionActionType.UpsertReplace, Row("b")),
            new(TableTransactionActionType.Add, Row("taken")),
            new(TableTransactionActionType.Add, Row("c")),
        ]));

        Assert.Equal((409, "EntityAlreadyExists", 2), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Equal("taken", Assert.Single(await table.QueryAsync<TableEntity>().ToListAsync()).RowKey);
    }

    [Theory]
    [InlineData(TableTransactionActionType.UpdateMerge)]
    [InlineData(TableTransactionActionType.UpdateReplace)]
    [InlineData(TableTransactionActionType.Delete)]
    public async Task A_stale_version_fails_all(TableTransactionActionType type)
    {
        var table = await azurite.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Old"] = 1 });
        var stale = new ETag("W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\"");

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("a")),
            new(type, Row("r"), stale),
        ]));

        Assert.Equal((412, "UpdateConditionNotSatisfied", 1), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Equal(1, Assert.Single(await table.QueryAsync<TableEntity>().ToListAsync()).GetInt32("Old"));
    }

    [Fact]
    public async Task A_hundred_actions_are_the_most()
    {
        var table = await azurite.CreateTableAsync();
        TableTransactionAction[] Adds(int count, string prefix) =>
            [.. Enumerable.Range(0, count).Select(n => new TableTransactionAction(TableTransactionActionType.Add, Row($"{prefix}{n}")))];

        var replies = await table.SubmitTransactionAsync(Adds(100, "a"));
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.SubmitTransactionAsync(Adds(101, "b")));

        Assert.Equal(100, replies.Value.Count);
        Assert.Equal((400, "InvalidInput"), (failure.Status, failure.ErrorCode));
        Assert.Equal(100, await table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task The_same_entity_twice_is_refused()
    {
        var table = await azurite.CreateTableAsync();

        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("a")),
            new(TableTransactionActionType.UpsertMerge, Row("a")),
        ]));

        Assert.Equal((400, "InvalidDuplicateRow"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task A_transaction_without_actions_is_an_error_of_the_caller()
    {
        var table = await azurite.CreateTableAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.SubmitTransactionAsync(null!));
    }

    [Fact]
    public async Task Large_binary_properties_fit_into_a_transaction()
    {
        var table = await azurite.CreateTableAsync();
        var bytes = Enumerable.Range(0, 60_000).Select(n => (byte)(n % 253)).ToArray();

        await table.SubmitTransactionAsync(Enumerable.Range(0, 40).Select(n => new TableTransactionAction(
            TableTransactionActionType.Add, new TableEntity("p", $"{n}") { ["Bytes"] = bytes })));

        Assert.Equal(bytes, (await table.GetEntityAsync<TableEntity>("p", "39")).Value.GetBinary("Bytes"));
    }

    private static TableEntity Row(string row) => new("p", row) { ["New"] = 2 };
}
