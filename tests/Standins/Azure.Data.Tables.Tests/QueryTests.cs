using Azure.Data.Tables.Models;
using Reliability.Testing;

namespace Azure.Data.Tables.Tests;

[Collection(WithAzurite.Name)]
public sealed class QueryTests(AzuriteServer azurite)
{
    private const int Rows = 1_234;

    [Fact]
    public async Task A_query_follows_continuations_beyond_a_thousand_rows_in_key_order()
    {
        var table = await FilledAsync();

        var pages = await table.QueryAsync<TableEntity>("PartitionKey eq 'p'").AsPages().ToListAsync();

        Assert.Equal([1_000, 234], pages.Select(page => page.Values.Count));
        Assert.NotNull(pages[0].ContinuationToken);
        Assert.Null(pages[1].ContinuationToken);
        Assert.Equal(Enumerable.Range(0, Rows).Select(Key), pages.SelectMany(page => page.Values).Select(row => row.RowKey));
        Assert.Equal(Rows, await table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task A_query_resumes_from_a_continuation_token()
    {
        var table = await FilledAsync();
        var query = table.QueryAsync<TableEntity>(maxPerPage: 500);
        var first = await query.AsPages().FirstAsync();

        var second = await query.AsPages(first.ContinuationToken, pageSizeHint: 3).FirstAsync();

        Assert.Equal(500, first.Values.Count);
        Assert.Equal([Key(500), Key(501), Key(502)], second.Values.Select(row => row.RowKey));
    }

    [Fact]
    public async Task Filter_and_select_reach_the_service()
    {
        var table = await FilledAsync();

        var rows = await table.QueryAsync<TableEntity>("N ge 10 and N lt 12", select: ["RowKey", "N"]).ToListAsync();

        Assert.Equal([10, 11], rows.Select(row => row.GetInt32("N")!.Value));
        Assert.All(rows, row => Assert.Null(row.GetString("Text")));
    }

    [Fact]
    public async Task Every_kind_of_literal_matches_what_was_stored()
    {
        var table = await azurite.CreateTableAsync();
        var order = new Order
        {
            PartitionKey = "it's", RowKey = "r", Text = "a'b", Count = 5, Big = 5_000_000_000, Ratio = 2.0, Flag = true, Id = Guid.NewGuid(),
            At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 123, TimeSpan.Zero), Bytes = [1, 255], MaybeCount = 7,
        };
        await table.AddEntityAsync(order);
        await table.AddEntityAsync(new Order { PartitionKey = "other", RowKey = "r", At = DateTimeOffset.UnixEpoch });
        string[] filters =
        [
            TableClient.CreateQueryFilter($"PartitionKey eq {order.PartitionKey} and Text eq {order.Text}"),
            TableClient.CreateQueryFilter($"Count eq {order.Count}"),
            TableClient.CreateQueryFilter($"Big eq {order.Big}"),
            TableClient.CreateQueryFilter($"Ratio gt {1.0} and Ratio lt {2.5}"),
            TableClient.CreateQueryFilter($"Flag eq {true}"),
            TableClient.CreateQueryFilter($"Id eq {order.Id}"),
            TableClient.CreateQueryFilter($"At eq {order.At}"),
            TableClient.CreateQueryFilter($"Bytes eq {order.Bytes}"),
        ];

        foreach (var filter in filters)
        {
            var found = await table.QueryAsync<Order>(filter).ToListAsync();
            Assert.True(found.Count == 1 && found[0].PartitionKey == order.PartitionKey, filter);
        }
    }

    [Fact]
    public async Task Predicates_reach_the_service()
    {
        var table = await FilledAsync();
        var from = Key(1_230);

        var typed = await table.QueryAsync<TableEntity>(row => row.PartitionKey == "p" && string.Compare(row.RowKey, from) >= 0).ToListAsync();
        var dynamic = await table.QueryAsync<TableEntity>(row => row.GetInt32("N") < 2 || (int?)row["N"] == 5).ToListAsync();

        Assert.Equal(4, typed.Count);
        Assert.Equal([0, 1, 5], dynamic.Select(row => row.GetInt32("N")!.Value));
    }

    [Fact]
    public async Task Enumeration_stops_when_cancelled()
    {
        var table = await FilledAsync();
        using var cancellation = new CancellationTokenSource();
        var seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in table.QueryAsync<TableEntity>(maxPerPage: 10).WithCancellation(cancellation.Token))
            {
                if (++seen == 15)
                    await cancellation.CancelAsync();
            }
        });

        Assert.Equal(20, seen);
    }

    [Fact]
    public async Task Tables_are_listed_by_filter()
    {
        var service = new TableServiceClient(azurite.ConnectionString);
        var name = AzuriteServer.NewTableName();
        await service.CreateTableAsync(name);
        await service.CreateTableIfNotExistsAsync(name);

        var byText = await service.QueryAsync($"TableName eq '{name}'").ToListAsync();
        var byPredicate = await service.QueryAsync(table => table.Name == name).ToListAsync();
        var all = await service.QueryAsync().ToListAsync();
        await service.DeleteTableAsync(name);

        Assert.Equal(name, Assert.Single(byText).Name);
        Assert.Equal(name, Assert.Single(byPredicate).Name);
        Assert.Contains(all, table => table.Name == name);
        Assert.DoesNotContain(service.Query(), (TableItem table) => table.Name == name);
    }

    private static string Key(int n) => $"r{n:D6}";

    private async Task<TableClient> FilledAsync()
    {
        var table = await azurite.CreateTableAsync();
        foreach (var chunk in Enumerable.Range(0, Rows).Chunk(100))
        {
            await table.SubmitTransactionAsync(chunk.Select(n => new TableTransactionAction(
                TableTransactionActionType.Add, new TableEntity("p", Key(n)) { ["N"] = n, ["Text"] = "text" })));
        }

        return table;
    }
}
