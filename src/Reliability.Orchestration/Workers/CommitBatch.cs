using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Turns of several instances that are committed together.</summary>
internal sealed class CommitBatch
{
    private readonly List<StagedTurn> _turns = [];
    private readonly List<TableTransactionAction> _actions = [];
    private readonly List<string?> _keys = [];
    private int _bytes;

    /// <summary>Gets the turns.</summary>
    public IReadOnlyList<StagedTurn> Turns => _turns;

    /// <summary>Gets the rows of the transaction.</summary>
    public IReadOnlyList<TableTransactionAction> Actions => _actions;

    /// <summary>Gets the rows of outboxes that were sent, whose deletion is part of the transaction.</summary>
    public IReadOnlyList<string> Sent { get; private set; } = [];

    /// <summary>Makes a batch that deletes rows of outboxes.</summary>
    public static CommitBatch OfSent(string partition, IReadOnlyList<string> sent)
    {
        var batch = new CommitBatch { Sent = [.. sent.Take(Transactions.MaxActions / 2)] };
        foreach (var rowKey in batch.Sent) batch.Put(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, rowKey), ETag.All), null);
        return batch;
    }

    /// <summary>Adds a turn if there is room.</summary>
    public bool TryAdd(StagedTurn staged)
    {
        if (_actions.Count + staged.Actions.Count > Transactions.MaxActions || (_actions.Count > 0 && _bytes + staged.Bytes > Transactions.MaxBytes)) return false;
        Add(staged);
        return true;
    }

    /// <summary>Adds a turn.</summary>
    public void Add(StagedTurn staged)
    {
        _turns.Add(staged);
        foreach (var action in staged.Actions) Put(action, staged.Key);
    }

    /// <summary>Tells which instance a refusal is about; null when it is about the fence, or nobody knows.</summary>
    public string? Blame(RequestFailedException refusal)
    {
        if (refusal is TableTransactionFailedException { FailedTransactionActionIndex: > 0 and var index } && index <= _keys.Count) return _keys[index - 1];
        return refusal.Status is 400 or 413 && _turns.Count == 1 ? _turns[0].Key : null;
    }

    private void Put(TableTransactionAction action, string? key)
    {
        _actions.Add(action);
        _keys.Add(key);
        _bytes += Rows.SizeOf(action.Entity);
    }
}
