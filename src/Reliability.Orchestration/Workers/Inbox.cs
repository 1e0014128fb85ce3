using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Messages of a shard that had no turn yet: those in storage that were read, and those that only this process knows.</summary>
internal sealed class Inbox(ShardStore store)
{
    // More than this is read by the next look.
    private const int MaxRead = 10_000;
    private const string All = "m|";

    private readonly ConcurrentQueue<Pending> _posted = [];
    private readonly ConcurrentQueue<string> _looks = [];
    private readonly Dictionary<string, List<Pending>> _waiting = [];
    private readonly HashSet<string> _known = [];
    private readonly RecentKeys _used = new(MaxRead);
    private (ETag? Now, ETag? Read) _bell;
    private string? _from = All;

    /// <summary>Adds a message from any thread.</summary>
    public void Post(Pending message) => _posted.Enqueue(message);

    /// <summary>Has an instance looked at though it has no message, from any thread.</summary>
    public void LookAt(string key) => _looks.Enqueue(key);

    /// <summary>Takes over what was posted.</summary>
    /// <returns>The instances that got something.</returns>
    public IReadOnlyCollection<string> Drain()
    {
        var keys = new HashSet<string>();
        while (_looks.TryDequeue(out var key)) keys.Add(key);
        while (_posted.TryDequeue(out var message))
        {
            // A message may be read from storage, and used up, before it is posted.
            if (message.RowKey is null || !_used.Contains(message.RowKey)) Add(message, keys);
        }

        return keys;
    }

    /// <summary>Reads what other processes sent, if they sent something.</summary>
    /// <returns>The instances that got something, and rows that are no messages.</returns>
    public async Task<(IReadOnlyCollection<string> Keys, IReadOnlyList<TableEntity> Unreadable)> PollAsync(CancellationToken cancellation)
    {
        var (keys, unreadable) = (new HashSet<string>(), new List<TableEntity>());

        if (_from is null or All)
        {
            // Read first: what comes after it rings again.
            _bell.Now = await store.ReadBellAsync(cancellation).ConfigureAwait(false);
            if (_from is null && _bell.Now == _bell.Read) return (keys, unreadable);
        }

        var (rows, hasMore) = await store.FirstPageAsync(_from ?? All, ShardStore.After(All), MaxRead, null, cancellation).ConfigureAwait(false);
        if (!hasMore) _bell.Read = _bell.Now;
        _from = hasMore ? rows[^1].RowKey + "\u0001" : null;
        foreach (var row in rows.Where(row => !_known.Contains(row.RowKey)))
        {
            try
            {
                Add(new Pending(Mailer.Read(row), row.RowKey), keys);
            }
            catch (InvalidDataException)
            {
                unreadable.Add(row);
            }
        }

        return (keys, unreadable);
    }

    /// <summary>Gets the messages of an instance, oldest first; when there are more, calls and rewinds are among the first, lest kept events hide them.</summary>
    public IReadOnlyList<Pending> Of(string key, int most)
    {
        if (!_waiting.TryGetValue(key, out var waiting)) return [];
        return waiting.Count <= most ? [.. waiting] : [.. waiting.OrderByDescending(pending => pending.Message.IsCallOrRewind).Take(most)];
    }

    /// <summary>Forgets messages that were used up.</summary>
    public void Remove(string key, IReadOnlyCollection<Pending> used)
    {
        if (!_waiting.TryGetValue(key, out var waiting)) return;
        waiting.RemoveAll(used.Contains);

        // An instance that had a turn is not as it was created any more.
        for (var i = 0; i < waiting.Count; i++) waiting[i] = waiting[i] with { Created = null };
        foreach (var message in used)
        {
            if (message.RowKey is not { } rowKey) continue;
            _known.Remove(rowKey);
            _used.Add(rowKey);
        }

        if (waiting.Count == 0) _waiting.Remove(key);
    }

    /// <summary>Forgets what can be read again.</summary>
    public void Reset()
    {
        _from = All;
        _known.Clear();
        foreach (var (key, waiting) in _waiting.ToList())
        {
            waiting.RemoveAll(message => message.RowKey is not null);
            if (waiting.Count == 0) _waiting.Remove(key);
        }
    }

    /// <summary>Takes out what only this process knows.</summary>
    public IReadOnlyList<Pending> TakeOwn()
    {
        Drain();
        var own = _waiting.Values.SelectMany(waiting => waiting).Where(message => message.RowKey is null).ToList();
        _waiting.Clear();
        _known.Clear();
        return own;
    }

    private void Add(Pending message, HashSet<string> keys)
    {
        if (message.RowKey is { } rowKey && !_known.Add(rowKey)) return;
        var key = message.Message.InstanceId == Message.Owner ? RowKeys.Owner : RowKeys.Escape(message.Message.InstanceId);
        if (!_waiting.TryGetValue(key, out var waiting)) _waiting[key] = waiting = [];
        waiting.Add(message);
        keys.Add(key);
    }
}
