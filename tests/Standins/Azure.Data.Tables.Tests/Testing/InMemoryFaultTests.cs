using Reliability.Testing;

namespace Azure.Data.Tables.Tests.Testing;

public sealed class InMemoryFaultTests
{
    private static readonly TableEntity Entity = new("p", "r") { ["N"] = 1 };
    private readonly InMemoryTables _tables = new();

    [Fact]
    public async Task A_fault_before_applies_nothing()
    {
        var table = await CreateAsync();
        _tables.FailAt(2, FaultKind.Before);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(Entity));

        Assert.Equal((500, "OperationTimedOut"), (failure.Status, failure.ErrorCode));
        Assert.Equal(0, await table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task A_lost_reply_leaves_the_write_applied()
    {
        var table = await CreateAsync();
        _tables.FailAt(2, FaultKind.AfterAppliedNoReply);
        _tables.FailAt(3, FaultKind.AfterAppliedGivenUp);

        var lost = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(Entity));
        var givenUp = await Assert.ThrowsAsync<AggregateException>(() => table.AddEntityAsync(new TableEntity("p", "s")));

        Assert.Equal(0, lost.Status);
        Assert.All(givenUp.InnerExceptions, inner => Assert.Equal(0, Assert.IsType<RequestFailedException>(inner).Status));
        Assert.Equal(2, await table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task A_retried_write_collides_with_itself()
    {
        var table = await CreateAsync();
        _tables.FailWhen(operation => operation.IsWrite ? FaultKind.AfterAppliedRetried : null);

        var add = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(Entity));
        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
        var update = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 2 }, read.ETag));
        var updated = (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("N");
        var delete = await table.DeleteEntityAsync("p", "r");

        Assert.Equal((409, 412, 404), (add.Status, update.Status, delete.Status));
        Assert.Equal(2, updated);
    }

    [Theory]
    [InlineData(FaultKind.CrashBefore, 0)]
    [InlineData(FaultKind.CrashAfter, 1)]
    public async Task A_crashed_process_does_nothing_until_restarted_and_others_live_on(FaultKind kind, int applied)
    {
        var table = await CreateAsync();
        var other = _tables.OtherProcess().GetTableClient("Table");
        _tables.FailAt(2, kind);

        await Assert.ThrowsAsync<SimulatedCrashException>(() => table.AddEntityAsync(Entity));
        await Assert.ThrowsAsync<SimulatedCrashException>(() => table.UpsertEntityAsync(Entity));
        await Assert.ThrowsAsync<SimulatedCrashException>(async () => await table.QueryAsync<TableEntity>().CountAsync());

        Assert.True(_tables.HasCrashed);
        Assert.Equal(applied, await other.QueryAsync<TableEntity>().CountAsync());
        _tables.Restart();
        Assert.Equal(applied, await table.QueryAsync<TableEntity>().CountAsync());
        Assert.Equal(4, _tables.Operations);
    }

    [Fact]
    public async Task A_transaction_is_one_operation_that_fails_as_a_whole()
    {
        var table = await CreateAsync();
        TableTransactionAction[] actions = [new(TableTransactionActionType.Add, Entity), new(TableTransactionActionType.Add, new TableEntity("p", "s"))];
        _tables.FailAt(2, FaultKind.CrashBefore);

        await Assert.ThrowsAsync<SimulatedCrashException>(() => table.SubmitTransactionAsync(actions));
        _tables.Restart();
        await table.SubmitTransactionAsync(actions);

        Assert.Equal(2, await table.QueryAsync<TableEntity>().CountAsync());
        Assert.Equal(
            [TableOperationKind.CreateTable, TableOperationKind.Transaction, TableOperationKind.Transaction, TableOperationKind.Query],
            _tables.Log.Select(operation => operation.Kind));
        Assert.Equal((2, "Table", "p", null), (_tables.Log[1].Number, _tables.Log[1].Table, _tables.Log[1].PartitionKey, _tables.Log[1].RowKey));
    }

    [Fact]
    public async Task Faults_can_be_called_off()
    {
        _tables.FailWhen(_ => FaultKind.Before);
        await Assert.ThrowsAsync<RequestFailedException>(() => _tables.CreateTableAsync("Table"));

        _tables.StopFailing();

        Assert.Equal("Table", (await _tables.CreateTableAsync("Table")).Value.Name);
    }

    [Fact]
    public async Task The_gate_orders_operations_of_several_processes()
    {
        var table = await CreateAsync();
        var other = _tables.OtherProcess().GetTableClient("Table");
        await table.AddEntityAsync(Entity);
        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
        var open = new TaskCompletionSource();
        _tables.Gate = operation => operation.Number == 4 ? open.Task : Task.CompletedTask;

        var late = table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 2 }, read.ETag);
        await other.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 3 }, read.ETag);
        open.SetResult();

        Assert.Equal(412, (await Assert.ThrowsAsync<RequestFailedException>(() => late)).Status);
        Assert.Equal(3, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("N"));
    }

    [Fact]
    public async Task A_process_that_dies_while_it_waits_applies_nothing()
    {
        var table = await CreateAsync();
        var open = new TaskCompletionSource();
        _tables.Gate = operation => operation.Number == 2 ? open.Task : Task.CompletedTask;
        _tables.FailAt(3, FaultKind.CrashBefore);

        var waiting = table.AddEntityAsync(Entity);
        await Assert.ThrowsAsync<SimulatedCrashException>(() => table.AddEntityAsync(new TableEntity("p", "s")));
        open.SetResult();

        await Assert.ThrowsAsync<SimulatedCrashException>(() => waiting);
        Assert.Equal(0, await _tables.OtherProcess().GetTableClient("Table").QueryAsync<TableEntity>().CountAsync());
    }

    private async Task<TableClient> CreateAsync()
    {
        var table = _tables.GetTableClient("Table");
        await table.CreateAsync();
        return table;
    }
}
