using System.Linq.Expressions;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Reliability.Testing;

/// <summary>One table of <see cref="InMemoryTables"/>.</summary>
internal sealed class InMemoryTable(InMemoryTables process, InMemoryAccount account, string name) : TableClient
{
    public override string Name => name;

    public override string AccountName => process.AccountName;

    public override Uri Uri => new($"{process.Uri.AbsoluteUri}{name}");

    public override Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        RunAsync(TableOperationKind.CreateTable, null, null, () => Created(account.CreateTable(name) ? 204 : throw Failures.TableExists()), cancellationToken);

    public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        RunAsync(TableOperationKind.CreateTable, null, null, () => Created(account.CreateTable(name) ? 204 : 409), cancellationToken);

    public override Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        RunAsync<Response>(TableOperationKind.DeleteTable, null, null, () => account.Reply(account.DeleteTable(name) ? 204 : 404), cancellationToken);

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        WriteAsync(TableOperationKind.Add, new TableTransactionAction(TableTransactionActionType.Add, entity), cancellationToken);

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
    {
        var type = mode == TableUpdateMode.Merge ? TableTransactionActionType.UpsertMerge : TableTransactionActionType.UpsertReplace;
        return WriteAsync(TableOperationKind.Upsert, new TableTransactionAction(type, entity), cancellationToken);
    }

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
    {
        if (ifMatch == default)
            throw new ArgumentException("An update needs a version; ETag.All stands for any.", nameof(ifMatch));
        var type = mode == TableUpdateMode.Merge ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace;
        return WriteAsync(TableOperationKind.Update, new TableTransactionAction(type, entity, ifMatch), cancellationToken);
    }

    public override Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        var write = EntityWrite.Of(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partitionKey, rowKey), ifMatch));
        return RunAsync<Response>(
            TableOperationKind.Delete,
            partitionKey,
            rowKey,
            () => account.Table(name) is { } table && table.Contains(write.Key) ? table.Apply(write) : account.Reply(404),
            cancellationToken);
    }

    public override Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);

    public override async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var found = await GetAsync<T>(partitionKey, rowKey, select, isRequired: true, cancellationToken);
        return Response.FromValue(found.Value!, found.GetRawResponse());
    }

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        GetAsync<T>(partitionKey, rowKey, select, isRequired: false, cancellationToken);

    public override AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        QueryAsync<T>(CreateQueryFilter(filter), maxPerPage, select, cancellationToken);

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var selected = select?.ToArray();
        return new InMemoryPages<T>(
            (continuation, size, cancellation) => RunAsync(
                TableOperationKind.Query,
                null,
                null,
                () => Required().Page<T>(new PageRequest(filter, selected, continuation, Math.Min(size ?? account.PageSize, account.PageSize), account.ScanLimit)),
                cancellation),
            maxPerPage,
            cancellationToken);
    }

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var writes = transactionActions.Select(EntityWrite.Of).ToArray();
        if (writes.Length == 0)
            throw new InvalidOperationException("The transaction has no actions.");

        return RunAsync(
            TableOperationKind.Transaction,
            writes[0].Key.PartitionKey,
            null,
            () => Response.FromValue<IReadOnlyList<Response>>(Required().ApplyAll(writes), account.Reply(202)),
            cancellationToken);
    }

    private Task<Response> WriteAsync(TableOperationKind kind, TableTransactionAction action, CancellationToken cancellation)
    {
        var write = EntityWrite.Of(action); // Taken now: what the caller does to the entity later is not stored.
        return RunAsync<Response>(kind, write.Key.PartitionKey, write.Key.RowKey, () => Required().Apply(write), cancellation);
    }

    private Task<NullableResponse<T>> GetAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select, bool isRequired, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var selected = select?.ToArray();
        return RunAsync<NullableResponse<T>>(
            TableOperationKind.Get,
            partitionKey,
            rowKey,
            () => (isRequired ? Required() : account.Table(name))?.Find(new RowId(partitionKey, rowKey)) is { } stored
                ? Response.FromValue(EntityMapper.Read<T>(stored, selected), account.Reply(200, stored.ETag))
                : isRequired ? throw Failures.NotFound() : new InMemoryAbsent<T>(account.Reply(404)),
            cancellation);
    }

    private StoredTable Required() => account.Table(name) ?? throw Failures.TableNotFound();

    private Response<TableItem> Created(int status) => Response.FromValue(new TableItem(name), account.Reply(status));

    private Task<TResult> RunAsync<TResult>(
        TableOperationKind kind, string? partitionKey, string? rowKey, Func<TResult> apply, CancellationToken cancellation) =>
        account.RunAsync(process, kind, name, partitionKey, rowKey, apply, cancellation);
}
