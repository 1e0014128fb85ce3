using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>When the instances of a shard have something to do: only what comes next is in memory, however many wait.</summary>
internal sealed class WakeIndex(ShardStore store)
{
    private const int Page = 1_000;
    private const int MaxDue = 500;
    private const int MaxNext = 4 * Page;
    private const string All = "w|";
    private static readonly string[] Columns = ["RowKey"];

    private readonly SortedSet<(long Ticks, string Key)> _next = [];

    // Rows with keys before this are in memory; null when all are.
    private string? _horizon = All;

    /// <summary>Gets when something is due next, in ticks; <see cref="long.MaxValue"/> for never.</summary>
    public long Next => Math.Min(_next.Count > 0 ? _next.Min.Ticks : long.MaxValue, HorizonTicks);

    private long HorizonTicks => _horizon is null ? long.MaxValue : _horizon.Length < RowKeys.Wake(0, "").Length ? 0 : RowKeys.ParseWake(_horizon).Ticks;

    /// <summary>Reads the index anew.</summary>
    /// <returns>Instances that were at work when it was written.</returns>
    public async Task<IReadOnlyList<string>> LoadAsync(CancellationToken cancellation)
    {
        _next.Clear();
        _horizon = RowKeys.Wake(1, "");
        var working = new List<string>();
        await foreach (var row in store.RowsAsync(RowKeys.Wake(0, ""), Columns, cancellation).ConfigureAwait(false))
            working.Add(RowKeys.ParseWake(row.RowKey).Key);
        await ReadAheadAsync(cancellation).ConfigureAwait(false);
        return working;
    }

    /// <summary>Notes a committed change.</summary>
    public void Change(string key, long? was, long? now)
    {
        if (was is { } old) _next.Remove((old, key));
        if (now is > 0 and var ticks && (_horizon is null || string.CompareOrdinal(RowKeys.Wake(ticks, key), _horizon) < 0)) _next.Add((ticks, key));
        if (_next.Count <= MaxNext) return;
        var last = _next.Max;
        _next.Remove(last);
        _horizon = RowKeys.Wake(last.Ticks, last.Key);
    }

    /// <summary>Takes instances that are due; perhaps not all at once.</summary>
    public async Task<IReadOnlyList<(long Ticks, string Key)>> TakeDueAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var due = new List<(long, string)>();
        while (due.Count < MaxDue && Next <= now.UtcTicks)
        {
            if (HorizonTicks <= now.UtcTicks && _next.Count == 0) await ReadAheadAsync(cancellation).ConfigureAwait(false);
            if (_next.Count == 0 || _next.Min.Ticks > now.UtcTicks) continue;
            due.Add(_next.Min);
            _next.Remove(_next.Min);
        }

        return due;
    }

    private async Task ReadAheadAsync(CancellationToken cancellation)
    {
        var (rows, hasMore) = await store.FirstPageAsync(_horizon!, ShardStore.After(All), Page, Columns, cancellation).ConfigureAwait(false);
        foreach (var row in rows) _next.Add(RowKeys.ParseWake(row.RowKey));
        _horizon = hasMore ? rows[^1].RowKey + "\u0001" : null;
    }
}
