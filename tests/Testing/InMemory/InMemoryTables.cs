using System.Linq.Expressions;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Reliability.Testing;

/// <summary>A table account in memory, with the rules of the service, that fails and crashes when told to.</summary>
/// <remarks>
/// One instance is one process; <see cref="OtherProcess"/> shares its data. Only the asynchronous members work. Order of rows,
/// versions, limits and error codes are those of the service; a suite checks them against the emulator.
/// </remarks>
public sealed class InMemoryTables : TableServiceClient
{
    private readonly InMemoryAccount _account;

    /// <summary>Creates an empty account.</summary>
    /// <param name="time">Gives timestamps; null for a clock that stands at the start of 2026.</param>
    public InMemoryTables(TimeProvider? time = null)
        : this(new InMemoryAccount(time ?? new FakeTimeProvider()))
    {
    }

    private InMemoryTables(InMemoryAccount account)
    {
        _account = account;
    }

    /// <inheritdoc/>
    public override string AccountName => "memory";

    /// <inheritdoc/>
    public override Uri Uri => new("https://memory.table.core.windows.net");

    /// <summary>Gets how many operations there were so far on all tables, by all processes; those of dead processes do not count.</summary>
    public int Operations => _account.Operations;

    /// <summary>Gets the operations so far, in order.</summary>
    public IReadOnlyList<TableOperation> Log => _account.Log;

    /// <summary>Gets whether this process is dead.</summary>
    public bool HasCrashed { get; internal set; }

    /// <summary>Gets or sets the most rows of a page. Default 1,000, as in the service; lower it to get continuations from few rows.</summary>
    public int PageSize
    {
        get => _account.PageSize;
        set => _account.PageSize = value;
    }

    /// <summary>Gets or sets how many rows one page of a query looks at. Default: no limit. Lower it to get short and empty pages with a continuation, as the service gives at will.</summary>
    public int ScanLimit
    {
        get => _account.ScanLimit;
        set => _account.ScanLimit = value;
    }

    /// <summary>Gets or sets what each operation waits for before it is applied, so that tests can order operations of several processes. Default: null.</summary>
    public Func<TableOperation, Task>? Gate
    {
        get => _account.Gate;
        set => _account.Gate = value;
    }

    /// <summary>Gets or sets what is told of each operation that changed rows, once it is applied, whatever becomes of the reply. Default: null.</summary>
    /// <remarks>It is called while the account is locked, and must not call the account.</remarks>
    public Action<IReadOnlyList<RowChange>>? Changed
    {
        get => _account.Changed;
        set => _account.Changed = value;
    }

    /// <summary>Makes one operation fail.</summary>
    /// <param name="operation">Its <see cref="TableOperation.Number"/>, from 1.</param>
    /// <param name="kind">How it fails.</param>
    public void FailAt(int operation, FaultKind kind) => FailWhen(seen => seen.Number == operation ? kind : null);

    /// <summary>Makes operations fail by a rule; the first rule that returns a fault wins.</summary>
    /// <param name="rule">Returns the fault of an operation, or null for none.</param>
    public void FailWhen(Func<TableOperation, FaultKind?> rule) => _account.AddRule(rule);

    /// <summary>Forgets all faults to come.</summary>
    public void StopFailing() => _account.ClearRules();

    /// <summary>Ends this process now.</summary>
    public void Crash() => HasCrashed = true;

    /// <summary>Starts this process again after a crash; the data are those that were applied.</summary>
    public void Restart() => HasCrashed = false;

    /// <summary>Makes another process on the same account: it shares data, faults and log, but not the fate of this one.</summary>
    /// <returns>A client of its own.</returns>
    public InMemoryTables OtherProcess() => new(_account);

    /// <inheritdoc/>
    public override TableClient GetTableClient(string tableName) => new InMemoryTable(this, _account, tableName);

    /// <inheritdoc/>
    public override Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateAsync(cancellationToken);

    /// <inheritdoc/>
    public override Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateIfNotExistsAsync(cancellationToken);

    /// <inheritdoc/>
    public override Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).DeleteAsync(cancellationToken);

    /// <inheritdoc/>
    public override AsyncPageable<TableItem> QueryAsync(string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new InMemoryPages<TableItem>(
            (continuation, size, cancellation) => _account.RunAsync(
                this, TableOperationKind.ListTables, "", null, null, () => _account.ListTables(filter, continuation, size), cancellation),
            maxPerPage,
            cancellationToken);

    /// <inheritdoc/>
    public override AsyncPageable<TableItem> QueryAsync(FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <inheritdoc/>
    public override AsyncPageable<TableItem> QueryAsync(
        Expression<Func<TableItem, bool>> filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(CreateQueryFilter(filter), maxPerPage, cancellationToken);
}
