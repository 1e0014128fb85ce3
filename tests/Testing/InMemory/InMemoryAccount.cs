using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables.Models;

namespace Reliability.Testing;

/// <summary>What the processes of one account share: data, faults, log.</summary>
internal sealed partial class InMemoryAccount(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, StoredTable> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<TableOperation> _log = [];
    private readonly List<RowChange> _changes = [];
    private Func<TableOperation, FaultKind?>[] _rules = [];

    public int PageSize { get; set; } = 1_000;

    public int ScanLimit { get; set; } = int.MaxValue;

    public Func<TableOperation, Task>? Gate { get; set; }

    public Action<IReadOnlyList<RowChange>>? Changed { get; set; }

    public int Operations
    {
        get
        {
            lock (_lock)
                return _log.Count;
        }
    }

    public IReadOnlyList<TableOperation> Log
    {
        get
        {
            lock (_lock)
                return [.. _log];
        }
    }

    public void AddRule(Func<TableOperation, FaultKind?> rule)
    {
        lock (_lock)
            _rules = [.. _rules, rule];
    }

    public void ClearRules()
    {
        lock (_lock)
            _rules = [];
    }

    /// <summary>Counts an operation, waits at the gate, and applies it with the fault that is planned for it.</summary>
    public async Task<T> RunAsync<T>(
        InMemoryTables process, TableOperationKind kind, string table, string? partitionKey, string? rowKey, Func<T> apply, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var operation = Count(process, kind, table, partitionKey, rowKey);
        if (Gate is { } gate)
            await gate(operation).WaitAsync(cancellation);

        lock (_lock)
        {
            RequireAlive(process);
            try
            {
                return Apply(process, operation, apply);
            }
            finally
            {
                Tell();
            }
        }
    }

    public StoredTable? Table(string name) => _tables.GetValueOrDefault(name);

    public InMemoryResponse Reply(int status, ETag? etag = null) => new(status, time.GetUtcNow(), etag);

    public bool CreateTable(string name) => TableName().IsMatch(name) ? _tables.TryAdd(name, new StoredTable(name, time, Note)) : throw Failures.InvalidTableName();

    public bool DeleteTable(string name) => _tables.Remove(name);

    public Page<TableItem> ListTables(string? filter, string? continuation, int? size)
    {
        var matches = ODataFilter.Parse(filter);
        var limit = Math.Min(size ?? PageSize, PageSize);
        var names = _tables.Values.Select(table => table.Name)
            .Where(name => continuation is null || string.Compare(name, continuation, StringComparison.OrdinalIgnoreCase) >= 0)
            .Where(name => matches(new Dictionary<string, object> { ["TableName"] = name }))
            .Take(limit + 1)
            .ToArray();
        return Page<TableItem>.FromValues(
            [.. names.Take(limit).Select(name => new TableItem(name))], names.ElementAtOrDefault(limit), Reply(200));
    }

    private void Note(RowChange change)
    {
        if (Changed is not null)
            _changes.Add(change);
    }

    private void Tell()
    {
        if (_changes.Count == 0)
            return;
        Changed?.Invoke([.. _changes]);
        _changes.Clear();
    }

    private TableOperation Count(InMemoryTables process, TableOperationKind kind, string table, string? partitionKey, string? rowKey)
    {
        lock (_lock)
        {
            RequireAlive(process);
            var operation = new TableOperation(_log.Count + 1, kind, table, partitionKey, rowKey);
            _log.Add(operation);
            return operation;
        }
    }

    private T Apply<T>(InMemoryTables process, TableOperation operation, Func<T> apply)
    {
        var fault = _rules.Select(rule => rule(operation)).FirstOrDefault(planned => planned is not null);
        if (fault is FaultKind.AfterAppliedNoReply or FaultKind.AfterAppliedGivenUp or FaultKind.AfterAppliedRetried or FaultKind.CrashAfter)
            ApplyUnseen(apply);

        switch (fault)
        {
            case FaultKind.Before:
                throw Failures.TimedOut();
            case FaultKind.AfterAppliedNoReply:
                throw Failures.NoReply();
            case FaultKind.AfterAppliedGivenUp:
                throw new AggregateException("Retry failed after 4 tries.", Enumerable.Range(0, 4).Select(_ => Failures.NoReply()));
            case FaultKind.CrashBefore or FaultKind.CrashAfter:
                process.HasCrashed = true;
                throw new SimulatedCrashException($"The process ended at {operation} ({fault}).");
            default:
                return apply();
        }
    }

    private static void ApplyUnseen<T>(Func<T> apply)
    {
        try
        {
            apply();
        }
        catch (RequestFailedException)
        {
            // The service refused it, but that reply is the one that gets lost.
        }
    }

    private static void RequireAlive(InMemoryTables process)
    {
        if (process.HasCrashed)
            throw new SimulatedCrashException("The process ended before; restart it.");
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,62}$")]
    private static partial Regex TableName();
}
