using Reliability.Testing;

namespace Azure.Data.Tables.Tests;

[Collection(WithAzurite.Name)]
public sealed class UpdateTests(AzuriteServer azurite)
{
    [Theory]
    [InlineData(TableUpdateMode.Merge, 1)]
    [InlineData(TableUpdateMode.Replace, null)]
    public async Task Merge_keeps_the_properties_that_replace_drops(TableUpdateMode mode, int? kept)
    {
        var table = await azurite.CreateTableAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r") { ["Old"] = 1, ["Both"] = 1 });

        var updated = await table.UpdateEntityAsync(new TableEntity("p", "r") { ["Both"] = 2, ["New"] = "3" }, added.Headers.ETag!.Value, mode);

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal((kept, 2, "3"), (read.GetInt32("Old"), read.GetInt32("Both"), read.GetString("New")));
        Assert.Equal(updated.Headers.ETag, read.ETag);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task A_stale_version_is_412_and_changes_nothing(TableUpdateMode mode)
    {
        var table = await azurite.CreateTableAsync();
        var first = (await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 1 })).Headers.ETag!.Value;
        await SetUntilVersionDiffersAsync(table, first);

        var update = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 3 }, first, mode));
        var delete = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", first));

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (update.Status, update.ErrorCode));
        Assert.Equal((412, "UpdateConditionNotSatisfied"), (delete.Status, delete.ErrorCode));
        Assert.Equal(2, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("N"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, 1)]
    [InlineData(TableUpdateMode.Replace, null)]
    public async Task An_upsert_adds_or_updates(TableUpdateMode mode, int? kept)
    {
        var table = await azurite.CreateTableAsync();

        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["Old"] = 1 }, mode);
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["New"] = 2 }, mode);

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal((kept, 2), (read.GetInt32("Old"), read.GetInt32("New")));
    }

    [Fact]
    public async Task An_update_without_a_version_is_an_argument_error()
    {
        var table = await azurite.CreateTableAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default));
    }

    [Fact]
    public async Task An_entity_that_was_read_can_be_written_back_as_it_is()
    {
        var table = await azurite.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 1L });
        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
        read["N"] = 2L;

        await table.UpdateEntityAsync(read, read.ETag, TableUpdateMode.Replace);

        Assert.Equal(2L, (await table.GetEntityAsync<TableEntity>("p", "r")).Value["N"]);
    }

    [Fact]
    public async Task The_blocking_methods_do_what_the_others_do()
    {
        var table = await azurite.CreateTableAsync();

        table.AddEntity(new TableEntity("p", "r") { ["N"] = 1 });
        table.UpdateEntity(new TableEntity("p", "r") { ["N"] = 2 }, ETag.All);
        table.UpsertEntity(new TableEntity("p", "s") { ["N"] = 3 });
        table.SubmitTransaction([new(TableTransactionActionType.Add, new TableEntity("p", "t") { ["N"] = 4 })]);

        Assert.Equal([2, 3, 4], table.Query<TableEntity>().Select(entity => entity.GetInt32("N")!.Value));
        Assert.Equal(2, table.GetEntity<TableEntity>("p", "r").Value.GetInt32("N"));
        Assert.False(table.GetEntityIfExists<TableEntity>("p", "none").HasValue);
        Assert.Equal(204, table.DeleteEntity(new TableEntity("p", "r")).Status);
        Assert.Equal(204, table.Delete().Status);
    }

    // The emulator derives versions from a clock of milliseconds: two writes in one of them share a version.
    private static async Task SetUntilVersionDiffersAsync(TableClient table, ETag first)
    {
        ETag? version;
        do
        {
            version = (await table.UpsertEntityAsync(new TableEntity("p", "r") { ["N"] = 2 })).Headers.ETag;
        }
        while (version == first);
    }
}
