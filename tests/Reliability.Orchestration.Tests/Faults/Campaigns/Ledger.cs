using System.Globalization;
using Azure.Data.Tables;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;
using Reliability.Testing;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Watches every write to the store, and notes what must never happen.</summary>
internal sealed class Ledger
{
    private readonly Dictionary<(string Partition, string RowKey), TableEntity> _rows = [];
    private readonly Dictionary<(string Key, int Generation), LedgerHistory> _histories = [];
    private readonly HashSet<(string InstanceId, Guid Token)> _decided = [];
    private readonly List<string> _violations = [];

    /// <summary>Gets what happened that must not.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Gets the partitions of shards.</summary>
    public IReadOnlyList<string> Partitions => [.. _rows.Keys.Where(key => key.RowKey == RowKeys.Shard).Select(key => key.Partition).Order(StringComparer.Ordinal)];

    /// <summary>Gets the instances.</summary>
    public IEnumerable<InstanceRow> Instances => _rows.Where(row => row.Key.RowKey.StartsWith("i|", StringComparison.Ordinal)).Select(row => InstanceRow.Of(row.Value));

    /// <summary>Gets whether no instance is still at work.</summary>
    public bool HaveAllEnded => _rows.All(row => !row.Key.RowKey.StartsWith("i|", StringComparison.Ordinal) || InstanceStatus.IsTerminal(row.Value.GetString("Status")));

    /// <summary>Gets the rows that should not be there once all work is done: messages, outboxes, entries of the index, what was set aside.</summary>
    public IReadOnlyList<string> LeftOver => [.. _rows.Keys.Where(key => key.RowKey[0] is 'm' or 'o' or 'w' or 'q').Select(key => $"{key.Partition}/{key.RowKey}").Order(StringComparer.Ordinal)];

    /// <summary>Gets the keys of instances that may be purged.</summary>
    public HashSet<string> Purged { get; } = [];

    /// <summary>Gets or sets what is told of messages that were used up.</summary>
    public Action<TableEntity>? Used { get; set; }

    /// <summary>Finds a row.</summary>
    public TableEntity? Find(string partition, string rowKey) => _rows.GetValueOrDefault((partition, rowKey));

    /// <summary>Finds an instance.</summary>
    public InstanceRow? Instance(string instanceId) =>
        _rows.FirstOrDefault(row => row.Key.RowKey == RowKeys.Instance(RowKeys.Escape(instanceId))).Value is { } found ? InstanceRow.Of(found) : null;

    /// <summary>Gets the committed turns of the present generation of an instance.</summary>
    public IReadOnlyList<Turn> Turns(InstanceRow row) => History(row.Key, row.Generation).Turns;

    /// <summary>Tells whether a committed turn of the instance decided on an effect.</summary>
    public bool HasDecided(string instanceId, Guid token) => _decided.Contains((instanceId, token));

    /// <summary>Notes what must not happen.</summary>
    public void Violate(string what) => _violations.Add(what);

    /// <summary>Takes note of what one operation wrote, all of it at once.</summary>
    public void Note(IReadOnlyList<RowChange> changes)
    {
        var instances = new HashSet<string>();
        foreach (var change in changes.Where(one => one.RowKey.StartsWith("i|", StringComparison.Ordinal) || one.RowKey.StartsWith("h|", StringComparison.Ordinal)))
        {
            instances.Add(RowKeys.InstanceOf(change.RowKey));
            if (change.RowKey[0] == 'h') NoteHistory(change, changes);
        }

        foreach (var change in changes) NoteRow(change);
        foreach (var key in instances) Agree(key);
    }

    private void NoteRow(RowChange change)
    {
        var (id, row) = ((change.PartitionKey, change.RowKey), change.Read?.Invoke());
        if (change.RowKey.StartsWith("m|", StringComparison.Ordinal) && row is null && _rows.TryGetValue(id, out var message)) Used?.Invoke(message);
        if (change.RowKey.StartsWith("i|", StringComparison.Ordinal)) NoteInstance(_rows.GetValueOrDefault(id), row);
        if (change.RowKey.StartsWith("i|", StringComparison.Ordinal) && row is null) NotePurge(RowKeys.InstanceOf(change.RowKey));
        if (row is null) _rows.Remove(id);
        else _rows[id] = row;
    }

    private void NotePurge(string key)
    {
        if (!Purged.Contains(key)) Violate($"Instance {key} is gone.");
        foreach (var history in _histories.Keys.Where(history => history.Key == key).ToList()) _histories.Remove(history);
    }

    private void NoteHistory(RowChange change, IReadOnlyList<RowChange> together)
    {
        var parts = change.RowKey.Split('|');
        var (key, generation, number) = (parts[1], Number(parts[2]), Number(parts[3]));
        var before = _rows.GetValueOrDefault((change.PartitionKey, RowKeys.Instance(key)));
        var committed = before?.GetInt32("Generation") ?? -1;
        var after = together.FirstOrDefault(one => one.RowKey == RowKeys.Instance(key))?.Read?.Invoke().GetInt32("Generation") ?? committed;
        var history = History(key, generation);
        if (change.Read is { } read)
        {
            if (number < history.Committed) Violate($"Row {change.RowKey} was committed, and is written again.");
            history.Write(number, read());
        }
        else
        {
            if (generation >= after && number < history.Committed && !Purged.Contains(key)) Violate($"Row {change.RowKey} was committed, and is deleted.");
            history.Delete(number);
        }
    }

    private void NoteInstance(TableEntity? before, TableEntity? after)
    {
        if (before is null || after is null) return;
        var (was, now) = (InstanceRow.Of(before), InstanceRow.Of(after));
        if (now.Generation < was.Generation) Violate($"Instance {was.InstanceId} goes back from generation {was.Generation} to {now.Generation}.");
        if (was.IsTerminal && now.Generation == was.Generation && now.Status != was.Status) Violate($"Instance {was.InstanceId} was {was.Status} and becomes {now.Status}.");
    }

    // After every operation, the row of an instance says what its history says.
    private void Agree(string key)
    {
        if (_rows.FirstOrDefault(row => row.Key.RowKey == RowKeys.Instance(key)).Value is not { } entity) return;
        var row = InstanceRow.Of(entity);
        for (var generation = 0; generation <= row.Generation; generation++)
        {
            foreach (var activity in History(key, generation).Commit().SelectMany(turn => turn.Decisions).OfType<ActivityScheduled>()) Decided(row.InstanceId, activity);
        }

        var turns = Turns(row);
        if (turns.Sum(turn => turn.Events) != row.Events) Violate($"Instance {row.InstanceId} has {row.Events} events in its row and {turns.Sum(turn => turn.Events)} in its history.");
        var end = turns.Count > 0 ? turns[^1].End : null;
        if (end is not null && end != row.End) Violate($"Instance {row.InstanceId} ended as {row.End} in its row and as {end} in its history.");
        if (end is null && row is { IsTerminal: true, IsQuarantined: false }) Violate($"Instance {row.InstanceId} is {row.Status} in its row, but not in its history.");
    }

    private void Decided(string instanceId, ActivityScheduled activity)
    {
        if (System.Text.Json.JsonSerializer.Deserialize<Effect>(activity.Input!, System.Text.Json.JsonSerializerOptions.Web) is { } effect) _decided.Add((instanceId, effect.Token));
    }

    private LedgerHistory History(string key, int generation) =>
        _histories.TryGetValue((key, generation), out var history) ? history : _histories[(key, generation)] = new LedgerHistory();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
