using Azure;
using Azure.Data.Tables;

namespace Reliability.Testing;

/// <summary>The key of a row; rows are ordered by it, ordinally.</summary>
internal readonly record struct RowId(string PartitionKey, string RowKey) : IComparable<RowId>
{
    public int CompareTo(RowId other)
    {
        var byPartition = string.CompareOrdinal(PartitionKey, other.PartitionKey);
        return byPartition != 0 ? byPartition : string.CompareOrdinal(RowKey, other.RowKey);
    }
}

/// <summary>An entity as stored: never changed, only replaced.</summary>
internal sealed record StoredEntity(IReadOnlyDictionary<string, object> Properties, ETag ETag);

/// <summary>What one page of a query asks for.</summary>
internal sealed record PageRequest(string? Filter, string[]? Select, string? Continuation, int Size, int ScanLimit);

/// <summary>The rows of one table. Callers hold the lock of the account.</summary>
internal sealed class StoredTable(string name, TimeProvider time, Action<RowChange> changed)
{
    private const int MaxActions = 100;
    private const int MaxTransactionBytes = 4 * 1024 * 1024;

    private readonly Dictionary<RowId, StoredEntity> _rows = [];
    private readonly SortedSet<RowId> _keys = [];
    private DateTimeOffset _last;

    public string Name => name;

    public bool Contains(RowId key) => _rows.ContainsKey(key);

    public StoredEntity? Find(RowId key) => _rows.GetValueOrDefault(key);

    public InMemoryResponse Apply(EntityWrite write)
    {
        Check(write);
        return ApplyChecked(write);
    }

    /// <summary>Applies all writes, or none. Each row occurs once, so each check holds until all are applied.</summary>
    public Response[] ApplyAll(EntityWrite[] writes)
    {
        RequireTransaction(writes);
        for (var i = 0; i < writes.Length; i++)
        {
            try
            {
                Check(writes[i]);
            }
            catch (RequestFailedException failure)
            {
                throw new TableTransactionFailedException(Failures.At(i, failure));
            }
        }

        return [.. writes.Select(ApplyChecked)];
    }

    public Page<T> Page<T>(PageRequest request)
        where T : class, ITableEntity
    {
        var matches = ODataFilter.Parse(request.Filter);
        // With a limit on what a page looks at, it matters that the rows before are looked at, too.
        var partition = request.ScanLimit == int.MaxValue ? ODataFilter.PartitionOf(request.Filter) : null;
        var found = new List<T>();
        var scanned = 0;
        foreach (var key in KeysFrom(First(Continuations.Decode(request.Continuation), partition)))
        {
            if (found.Count == request.Size || scanned == request.ScanLimit)
                return Azure.Page<T>.FromValues(found, Continuations.Encode(key), new InMemoryResponse(200, time.GetUtcNow()));

            if (partition is not null && string.CompareOrdinal(key.PartitionKey, partition) > 0)
                break;

            scanned++;
            var row = _rows[key];
            if (matches(row.Properties))
                found.Add(EntityMapper.Read<T>(row, request.Select));
        }

        return Azure.Page<T>.FromValues(found, null, new InMemoryResponse(200, time.GetUtcNow()));
    }

    // The start of the partition or the place to continue at, whichever is later; null for the start of the table.
    private static RowId? First(RowId? continued, string? partition) =>
        partition is null || continued?.CompareTo(new RowId(partition, "")) > 0 ? continued : new RowId(partition, "");

    private SortedSet<RowId> KeysFrom(RowId? first)
    {
        if (first is not { } start || _keys.Count == 0)
            return _keys;
        var last = _keys.Max;
        return start.CompareTo(last) > 0 ? [] : _keys.GetViewBetween(start, last);
    }

    private static void RequireTransaction(EntityWrite[] writes)
    {
        RequestFailedException? failure = null;
        if (writes.Length > MaxActions)
            failure = Failures.Invalid("InvalidInput", "0:The batch request operation exceeds the maximum 100 changes per change set.");
        else if (writes.Any(write => write.Key.PartitionKey != writes[0].Key.PartitionKey))
            failure = Failures.Invalid("CommandsInBatchActOnDifferentPartitions", "0:All commands in a batch must operate on same entity group.");
        else if (writes.DistinctBy(write => write.Key).Count() != writes.Length)
            failure = Failures.Invalid("InvalidDuplicateRow", "0:The batch request contains multiple changes with same row key.");
        else if (writes.Sum(write => (long)EntityRules.Size(write.Properties)) > MaxTransactionBytes)
            failure = new RequestFailedException(413, "The request body is too large.", "RequestBodyTooLarge", null);
        if (failure is not null)
            throw failure.Status == 413 ? failure : new TableTransactionFailedException(failure);
    }

    private void Check(EntityWrite write)
    {
        EntityRules.Require(write);
        var stored = Find(write.Key);
        if (write.IsAdd && stored is not null)
            throw Failures.EntityExists();
        if (write.IfMatch is not { } wanted)
            return;
        if (stored is null)
            throw Failures.NotFound();
        if (wanted != ETag.All && wanted != stored.ETag)
            throw Failures.Stale();
    }

    private InMemoryResponse ApplyChecked(EntityWrite write)
    {
        if (write.IsDelete)
        {
            _rows.Remove(write.Key);
            _keys.Remove(write.Key);
            changed(new RowChange(name, write.Key.PartitionKey, write.Key.RowKey, null));
            return new InMemoryResponse(204, time.GetUtcNow());
        }

        var properties = new Dictionary<string, object>();
        if (write.IsMerge && Find(write.Key) is { } stored)
            properties = new(stored.Properties);
        foreach (var (property, value) in write.Properties)
            properties[property] = value;
        var now = NextInstant();
        properties[nameof(ITableEntity.Timestamp)] = now;
        var etag = new ETag($"W/\"datetime'{Uri.EscapeDataString(now.UtcDateTime.ToString("O"))}'\"");
        var entity = new StoredEntity(properties, etag);
        _rows[write.Key] = entity;
        _keys.Add(write.Key);
        changed(new RowChange(name, write.Key.PartitionKey, write.Key.RowKey, () => EntityMapper.Read<TableEntity>(entity, null)));
        return new InMemoryResponse(204, now, etag);
    }

    // Versions are derived from the instant, so no two writes may share one, even while the clock stands.
    private DateTimeOffset NextInstant()
    {
        var now = time.GetUtcNow();
        return _last = now > _last ? now : _last.AddTicks(1);
    }
}
