using Azure.Data.Tables;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>What the instances of a shard have to tell others. It is sent after the turn is committed, at least once.</summary>
internal sealed class ShardOutbox(ShardStore store, Mailer mailer, Action<IReadOnlyList<Message>> sent)
{
    private const string All = "o|";

    private readonly Dictionary<string, Waiting> _waiting = [];
    private readonly HashSet<string> _sent = [];

    /// <summary>Gets whether something is to be sent now.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>Tells whether something of an instance is still to be sent.</summary>
    public bool Has(string key) => _waiting.Keys.Concat(_sent).Any(rowKey => RowKeys.InstanceOf(rowKey) == key);

    /// <summary>Reads what an earlier owner left.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        _waiting.Clear();
        _sent.Clear();
        await foreach (var row in store.RowsAsync(All, null, cancellation).ConfigureAwait(false)) _waiting[row.RowKey] = new Waiting(row, null);
    }

    /// <summary>Adds messages of a turn that is committed.</summary>
    public void Add(string rowKey, IReadOnlyList<Message> messages) => _waiting[rowKey] = new Waiting(null, messages);

    /// <summary>Sends what waits.</summary>
    /// <returns>A batch that deletes the rows of what was sent.</returns>
    public async Task<CommitBatch> SendAsync(CancellationToken cancellation)
    {
        if (_waiting.Count > 0)
        {
            var messages = new List<Message>();
            foreach (var (rowKey, known) in _waiting) messages.AddRange(known.Messages ?? await TryReadAsync(rowKey, known.Sender, cancellation).ConfigureAwait(false));
            await mailer.SendAsync(messages, cancellation).ConfigureAwait(false);
            _sent.UnionWith(_waiting.Keys);
            _waiting.Clear();
            sent(messages);
        }

        return CommitBatch.OfSent(store.Partition, [.. _sent]);
    }

    /// <summary>Notes that rows are gone.</summary>
    public void Sent(IEnumerable<string> rowKeys) => _sent.ExceptWith(rowKeys);

    // What cannot be read cannot be sent, and must not keep the others from it.
    private async Task<IReadOnlyList<Message>> TryReadAsync(string rowKey, TableEntity? row, CancellationToken cancellation)
    {
        try
        {
            return await ReadAsync(rowKey, Sender.Of(row!), cancellation).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            OrchestrationMetrics.Drop("unreadable-outbox");
            return [];
        }
    }

    private async Task<IReadOnlyList<Message>> ReadAsync(string rowKey, Sender sender, CancellationToken cancellation)
    {
        var (key, generation, number) = RowKeys.ParseOutbox(rowKey);
        return await store.ReadTurnAsync(key, generation, number, cancellation).ConfigureAwait(false) is { } turn ? Outbox.Of(turn, sender) : [];
    }

    // Either the messages, or who sent those of a turn that an earlier owner committed.
    private sealed record Waiting(TableEntity? Sender, IReadOnlyList<Message>? Messages);
}
