using Reliability.Testing;

namespace Azure.Data.Tables.Tests.Testing;

/// <summary>Where the store in memory keeps rules of the service that the emulator does not, and what only it can show.</summary>
public sealed class InMemoryTablesTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryTables _tables;

    public InMemoryTablesTests()
    {
        _tables = new InMemoryTables(_clock);
    }

    public static TheoryData<string, TableEntity> Refused => new()
    {
        { "OutOfRangeInput", new("a/b", "r") },
        { "OutOfRangeInput", new("p", "a\\b") },
        { "OutOfRangeInput", new("p", "a#b") },
        { "OutOfRangeInput", new("p", "a?b") },
        { "OutOfRangeInput", new("p", "a\tb") },
        { "OutOfRangeInput", new("p", "a\u0085b") },
        { "OutOfRangeInput", new("p", "r") { ["At"] = DateTimeOffset.MinValue } },
        { "KeyValueTooLarge", new("p", new string('k', 513)) },
        { "PropertyNameTooLong", new("p", "r") { [new string('n', 256)] = 1 } },
        { "PropertyValueTooLarge", new("p", "r") { ["B"] = new byte[65_537] } },
        { "TooManyProperties", With(253, _ => 1) },
        { "EntityTooLarge", With(17, _ => new byte[65_000]) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_service_refuses_is_refused(string code, TableEntity entity)
    {
        var table = await CreateAsync();

        var single = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(entity));
        var grouped = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertMerge, entity)]));

        Assert.Equal((400, code), (single.Status, single.ErrorCode));
        Assert.Equal((400, code, 0), (grouped.Status, grouped.ErrorCode, grouped.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task The_largest_entity_is_accepted()
    {
        var table = await CreateAsync();

        await table.AddEntityAsync(With(252, _ => 1));
        await table.UpsertEntityAsync(With(15, _ => new byte[64_000]), TableUpdateMode.Replace);

        Assert.Equal(1, await table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task Transactions_stay_in_one_partition_and_below_4_MiB()
    {
        var table = await CreateAsync();

        var mixed = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "a")),
            new(TableTransactionActionType.Add, new TableEntity("q", "a")),
        ]));
        var large = await Assert.ThrowsAsync<RequestFailedException>(() => table.SubmitTransactionAsync(Enumerable.Range(0, 70).Select(
            n => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{n}") { ["B"] = new byte[64_000] }))));

        Assert.Equal((400, "CommandsInBatchActOnDifferentPartitions"), (mixed.Status, mixed.ErrorCode));
        Assert.Equal((413, "RequestBodyTooLarge"), (large.Status, large.ErrorCode));
    }

    [Fact]
    public async Task What_is_stored_is_a_copy()
    {
        var table = await CreateAsync();
        var entity = new TableEntity("p", "r") { ["B"] = new byte[] { 1 } };
        await table.AddEntityAsync(entity);
        entity.GetBinary("B")[0] = 2;

        var first = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        first.GetBinary("B")[0] = 3;

        Assert.Equal([1], (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetBinary("B"));
    }

    [Fact]
    public async Task Timestamps_follow_the_clock_and_versions_differ_while_it_stands()
    {
        var table = await CreateAsync();

        var first = await table.UpsertEntityAsync(new TableEntity("p", "r"));
        var second = await table.UpsertEntityAsync(new TableEntity("p", "r"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await table.UpsertEntityAsync(new TableEntity("p", "r"));

        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(FakeTimeProvider.DefaultStart.AddMinutes(1), (await table.GetEntityAsync<TableEntity>("p", "r")).Value.Timestamp);
        Assert.Equal("W/\"datetime'2026-01-01T00%3A00%3A00.0000000Z'\"", first.Headers.ETag!.Value.ToString());
    }

    [Theory]
    [InlineData("PartitionKey eq 'b'", "b0 b1 b2 b3 b4")]
    [InlineData("RowKey ge '1' and PartitionKey eq 'b' and RowKey lt '4'", "b1 b2 b3")]
    [InlineData("PartitionKey eq 'b' or PartitionKey eq 'd'", "b0 b1 b2 b3 b4 d0 d1 d2 d3 d4")]
    [InlineData("not (PartitionKey eq 'b') and RowKey eq '0'", "a0 c0 d0")]
    [InlineData("PartitionKey eq 'bb'", "")]
    [InlineData("PartitionKey eq 'z'", "")]
    public async Task Filter_finds_its_rows_in_whatever_partitions_they_are(string filter, string rows)
    {
        var table = await CreateAsync();
        foreach (var partition in new[] { "c", "a", "d", "b" })
            for (var row = 0; row < 5; row++) await table.AddEntityAsync(new TableEntity(partition, $"{row}"));
        foreach (var size in new[] { 1, 2, 5, 1_000 })
        {
            _tables.PageSize = size;
            var found = await table.QueryAsync<TableEntity>(filter).ToListAsync();
            Assert.Equal(rows, string.Join(' ', found.Select(entity => entity.PartitionKey + entity.RowKey)));
        }
    }

    [Fact]
    public async Task Pages_may_be_short_or_empty_and_still_continue()
    {
        var table = await CreateAsync();
        for (var i = 0; i < 10; i++)
            await table.AddEntityAsync(new TableEntity("p", $"{i}") { ["N"] = i });
        _tables.ScanLimit = 3;

        var pages = await table.QueryAsync<TableEntity>("N ge 7").AsPages().ToListAsync();
        _tables.PageSize = 2;
        var small = await table.QueryAsync<TableEntity>(maxPerPage: 100).AsPages().ToListAsync();

        Assert.Equal([0, 0, 2, 1], pages.Select(page => page.Values.Count));
        Assert.Equal([2, 2, 2, 2, 2], small.Select(page => page.Values.Count));
        Assert.Equal(5, _tables.Log.Count(operation => operation.Kind == TableOperationKind.Query) - pages.Count);
    }

    [Fact]
    public async Task A_malformed_filter_is_400()
    {
        var table = await CreateAsync();

        foreach (var filter in (string[])["N eq (", "N eq", "eq 1", "(N eq 1", "N eq 1 N eq 2", "N eq 'x", "N eq guid'x'", "%"])
        {
            var failure = await Assert.ThrowsAsync<RequestFailedException>(async () => await table.QueryAsync<TableEntity>(filter).CountAsync());
            Assert.Equal((400, "InvalidInput"), (failure.Status, failure.ErrorCode));
        }
    }

    [Fact]
    public async Task A_cancelled_operation_is_not_counted()
    {
        var table = await CreateAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => table.AddEntityAsync(new TableEntity("p", "r"), new CancellationToken(canceled: true)));

        Assert.Equal(1, _tables.Operations);
    }

    private static TableEntity With(int properties, Func<int, object> value)
    {
        var entity = new TableEntity("p", "r");
        for (var i = 0; i < properties; i++)
            entity[$"P{i}"] = value(i);
        return entity;
    }

    private async Task<TableClient> CreateAsync()
    {
        var table = _tables.GetTableClient("Table");
        await table.CreateAsync();
        return table;
    }
}
