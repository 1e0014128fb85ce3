using Reliability.Testing;

namespace Azure.Data.Tables.Tests;

[Collection(WithAzurite.Name)]
public sealed class KeyTests(AzuriteServer azurite)
{
    public static TheoryData<string> Keys =>
    [
        "", " ", "it's", "''", "a b", "a+b", "100%", "%27", "%2F", "a&b=c", "a,b;c", "(x)", "[x]", "{x}", "a:b@c", "~!$*", "\"q\"",
        "..", ".", "é", "日本", "\U0001F600", "|", "^", "<>", "`", "2026-01-01T00:00:00Z", "PartitionKey='x'", new string('k', 500),
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Every_legal_key_can_be_written_read_queried_and_deleted(string key)
    {
        var table = await azurite.CreateTableAsync();
        var added = await table.AddEntityAsync(new TableEntity(key, key) { ["N"] = 1 });
        await table.UpdateEntityAsync(new TableEntity(key, key) { ["N"] = 2 }, added.Headers.ETag!.Value);
        await table.UpsertEntityAsync(new TableEntity(key, key) { ["M"] = 3 });

        TableEntity read = await table.GetEntityAsync<TableEntity>(key, key);
        var found = await table.QueryAsync<TableEntity>(entity => entity.PartitionKey == key && entity.RowKey == key).ToListAsync();
        var deleted = await table.DeleteEntityAsync(key, key, read.ETag);

        Assert.Equal((key, key, 2, 3), (read.PartitionKey, read.RowKey, read.GetInt32("N"), read.GetInt32("M")));
        Assert.Equal(read.ETag, Assert.Single(found).ETag);
        Assert.Equal(204, deleted.Status);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>(key, key)).HasValue);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Every_legal_key_can_be_used_in_a_transaction(string key)
    {
        var table = await azurite.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity(key, key) { ["N"] = 1 });

        await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpsertMerge, new TableEntity(key, key) { ["M"] = 2 }),
            new(TableTransactionActionType.Add, new TableEntity(key, key + "2") { ["N"] = 3 }),
        ]);

        TableEntity merged = await table.GetEntityAsync<TableEntity>(key, key);
        TableEntity added = await table.GetEntityAsync<TableEntity>(key, key + "2");
        Assert.Equal((1, 2, 3), (merged.GetInt32("N"), merged.GetInt32("M"), added.GetInt32("N")));
    }

    [Fact]
    public async Task A_null_key_is_an_argument_error()
    {
        var table = await azurite.CreateTableAsync();

        await Assert.ThrowsAsync<ArgumentNullException>(() => table.AddEntityAsync(new TableEntity { ["RowKey"] = "r" }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.UpsertEntityAsync(new TableEntity { ["PartitionKey"] = "p" }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.GetEntityAsync<TableEntity>("p", null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.DeleteEntityAsync(null!, "r"));
    }
}
