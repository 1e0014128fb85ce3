using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.Client;
using Reliability.Orchestration.Store;
using Reliability.Testing;

namespace Reliability.Orchestration.Tests.Client;

public sealed class GroupWriterTests
{
    private readonly InMemoryTables _account = new();
    private readonly TaskCompletionSource _gate = new();
    private readonly TableClient _table;

    public GroupWriterTests()
    {
        _table = _account.GetTableClient("t01");
        _table.CreateAsync().GetAwaiter().GetResult();
    }

    [Fact]
    public async Task Writes_that_come_while_another_is_on_its_way_are_stored_together()
    {
        var writer = HeldBack();
        var writes = Enumerable.Range(0, 10).Select(i => writer.WriteAsync("p", [Add($"{i}")], CancellationToken.None)).ToList();
        _gate.SetResult();
        await Task.WhenAll(writes);
        Assert.Equal(2, _account.Log.Count(operation => operation.Kind == TableOperationKind.Transaction));
        Assert.Equal(10, await CountAsync());
    }

    [Fact]
    public async Task Only_the_write_that_is_refused_fails()
    {
        await _table.AddEntityAsync(new TableEntity("p", "3"));
        var writer = HeldBack();
        var writes = Enumerable.Range(0, 6).Select(i => writer.WriteAsync("p", [Add($"{i}"), Add($"{i}b")], CancellationToken.None)).ToList();
        _gate.SetResult();
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => writes[3]);
        Assert.Equal(409, failure.Status);
        await Task.WhenAll(writes.Where(write => write != writes[3]));
        Assert.Equal(11, await CountAsync());
    }

    [Fact]
    public async Task Two_writes_of_one_row_are_stored_one_after_the_other()
    {
        var writer = HeldBack();
        var writes = new[] { "first", "a", "a" }.Select(row => writer.WriteAsync("p", [Add(row)], CancellationToken.None)).ToList();
        _gate.SetResult();
        await writes[0];
        await writes[1];
        Assert.Equal(409, (await Assert.ThrowsAnyAsync<RequestFailedException>(() => writes[2])).Status);
    }

    [Fact]
    public async Task All_who_wrote_together_are_told_when_the_store_is_down()
    {
        var writer = HeldBack();
        var writes = Enumerable.Range(0, 3).Select(i => writer.WriteAsync("p", [Add($"{i}")], CancellationToken.None)).ToList();
        _account.FailWhen(operation => operation.Kind == TableOperationKind.Transaction ? FaultKind.Before : null);
        _gate.SetResult();
        foreach (var write in writes) Assert.Equal(500, (await Assert.ThrowsAnyAsync<RequestFailedException>(() => write)).Status);
    }

    private GroupWriter HeldBack()
    {
        _account.Gate = operation => operation.Kind == TableOperationKind.Transaction ? _gate.Task : Task.CompletedTask;
        return new GroupWriter(_table);
    }

    private async Task<int> CountAsync()
    {
        var count = 0;
        await foreach (var row in _table.QueryAsync<TableEntity>()) count += row.RowKey == RowKeys.Bell ? 0 : 1;
        return count;
    }

    private static TableTransactionAction Add(string row) => new(TableTransactionActionType.Add, new TableEntity("p", row));
}
