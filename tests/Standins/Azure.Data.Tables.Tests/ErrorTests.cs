using Azure.Data.Tables.Models;
using Reliability.Testing;

namespace Azure.Data.Tables.Tests;

[Collection(WithAzurite.Name)]
public sealed class ErrorTests(AzuriteServer azurite)
{
    private static readonly TableEntity Entity = new("p", "r") { ["N"] = 1 };

    [Fact]
    public async Task A_missing_entity_is_404_ResourceNotFound()
    {
        var table = await azurite.CreateTableAsync();

        var get = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "none"));
        var update = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(Entity, ETag.All));
        var replace = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(Entity, ETag.All, TableUpdateMode.Replace));

        Assert.All([get, update, replace], failure => Assert.Equal((404, "ResourceNotFound"), (failure.Status, failure.ErrorCode)));
        Assert.Contains("resource does not exist", get.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_table_is_404_TableNotFound()
    {
        var table = new TableClient(azurite.ConnectionString, AzuriteServer.NewTableName());

        var add = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(Entity));
        var query = await Assert.ThrowsAsync<RequestFailedException>(async () => await table.QueryAsync<TableEntity>().ToListAsync());

        Assert.All([add, query], failure => Assert.Equal((404, "TableNotFound"), (failure.Status, failure.ErrorCode)));
        Assert.True(TableErrorCode.TableNotFound == add.ErrorCode);
    }

    [Fact]
    public async Task Adding_twice_is_409_EntityAlreadyExists()
    {
        var table = await azurite.CreateTableAsync();
        await table.AddEntityAsync(Entity);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(Entity));

        Assert.Equal((409, "EntityAlreadyExists"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task Creating_a_table_twice_is_409_TableAlreadyExists_unless_asked_not_to_mind()
    {
        var table = await azurite.CreateTableAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());
        var existing = await table.CreateIfNotExistsAsync();

        Assert.Equal((409, "TableAlreadyExists"), (failure.Status, failure.ErrorCode));
        Assert.Equal((409, table.Name), (existing.GetRawResponse().Status, existing.Value.Name));
    }

    [Fact]
    public async Task A_value_that_is_too_large_is_400_or_413()
    {
        var table = await azurite.CreateTableAsync();

        var property = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = new string('x', 40_000) }));

        Assert.Equal((400, "PropertyValueTooLarge"), (property.Status, property.ErrorCode));
    }

    [Fact]
    public async Task An_invalid_filter_is_a_failure_of_the_request()
    {
        var table = await azurite.CreateTableAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(async () => await table.QueryAsync<TableEntity>("N eq (").ToListAsync());

        Assert.Equal(400, failure.Status);
    }

    [Fact]
    public async Task Deleting_what_does_not_exist_succeeds_with_status_404()
    {
        var table = await azurite.CreateTableAsync();

        Assert.Equal(404, (await table.DeleteEntityAsync("p", "none")).Status);
        Assert.Equal(204, (await table.DeleteAsync()).Status);
        Assert.Equal(404, (await table.DeleteAsync()).Status);
    }

    [Fact]
    public async Task Getting_what_may_not_exist_tells_without_throwing()
    {
        var table = await azurite.CreateTableAsync();
        await table.AddEntityAsync(Entity);

        var here = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");
        var gone = await table.GetEntityIfExistsAsync<TableEntity>("p", "none");

        Assert.Equal((true, 1), (here.HasValue, here.Value!.GetInt32("N")));
        Assert.Equal((false, 404), (gone.HasValue, gone.GetRawResponse().Status));
        Assert.Throws<InvalidOperationException>(() => gone.Value);
    }
}
