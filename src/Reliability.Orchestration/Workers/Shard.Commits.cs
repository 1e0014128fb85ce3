using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <content>Commits turns, and does what follows from them.</content>
internal sealed partial class Shard
{
    private readonly ILogger _logger;

    private async Task<CommitBatch> AddAsync(CommitBatch batch, StagedTurn staged, CancellationToken cancellation)
    {
        if (!_isCautious && batch.TryAdd(staged)) return batch;
        await CommitAsync(batch, cancellation).ConfigureAwait(false);
        var next = new CommitBatch();
        next.Add(staged);
        return next;
    }

    private async Task CommitAsync(CommitBatch batch, CancellationToken cancellation)
    {
        try
        {
            foreach (var turn in batch.Turns.Where(turn => turn.Ahead.Count > 0)) await WriteAheadAsync(turn, cancellation).ConfigureAwait(false);
            if (batch.Actions.Count > 0) await _parts.Lease.CommitAsync(batch.Actions, cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is not 0 and < 500 && batch.Blame(e) is { } key)
        {
            // The fence held, but one instance has rows that the store refuses.
            Strike(key, e);
            throw new IOException($"The store refuses the turn of instance {key}: {e.ErrorCode}", e);
        }

        _parts.Outbox.Sent(batch.Sent);
        foreach (var staged in batch.Turns) Apply(staged);
    }

    // These rows do not count until the rest is there.
    private async Task WriteAheadAsync(StagedTurn turn, CancellationToken cancellation)
    {
        try
        {
            foreach (var actions in Transactions.Of(turn.Ahead)) await _parts.Lease.CommitAsync(actions, cancellation).ConfigureAwait(false);
        }
        catch (TableTransactionFailedException e) when (e.FailedTransactionActionIndex > 0)
        {
            Strike(turn.Key, e);
            throw new IOException($"The store refuses the turn of instance {turn.Key}: {e.ErrorCode}", e);
        }
    }

    private void Apply(StagedTurn staged)
    {
        var key = staged.Key;
        _parts.Inbox.Remove(key, staged.Consumed);
        foreach (var pending in staged.Consumed) _parts.Activities.Forget(pending.Message);
        foreach (var pending in staged.Arriving) Post(pending);
        _parts.Strikes.Clear(key);
        if (!staged.AwaitsActivities) _parts.Suspects.Passed(key);
        Done(key);
        _parts.Wakes.Change(key, staged.WakeBefore, staged.Row?.Wake);
        if (staged.Outgoing is { } outgoing) _parts.Outbox.Add(outgoing.RowKey, outgoing.Messages);
        if (staged.LeavesGarbage) _parts.Garbage.Add(key, staged.Row!.Generation);
        if (staged.Row is { } row && row.Status != staged.Instance?.Row.Status) _parts.Changes.Signal(row);
        if (staged.Instance is { } instance) Advance(instance, staged);
        if (staged.GoesOn || _parts.Inbox.Of(key, 1).Count > 0) Look(key, staged);
    }

    private void Look(string key, StagedTurn staged)
    {
        if (staged.GoesOn) _parts.Hot.Forget(key);
        if (staged.Row is not { IsQuarantined: true }) _attention.Add(key);
    }

    private void Advance(Instance instance, StagedTurn staged)
    {
        instance.Row = staged.Row!;
        instance.NextRow += staged.HistoryRows;
        instance.Bytes += staged.HistoryBytes;
        if (staged.Turn is { } turn)
        {
            OrchestrationMetrics.Turns.Add(1);
            OrchestrationMetrics.Events.Add(turn.Events);
            WarnOfLength(instance, turn);
        }

        _parts.Hot.Keep(instance);
        if (instance.Execution is { HasEnded: false } execution) Start(instance.Row, execution);
    }

    private void Start(InstanceRow row, OrchestratorExecution execution)
    {
        foreach (var activity in execution.OpenActivities.Where(_ => MayStart(row.Key)))
            _parts.Activities.Start(new ActivityCall(row.InstanceId, row.ExecutionId, row.Generation, activity));
    }

    private void WarnOfLength(Instance instance, Turn turn)
    {
        var (events, warning) = (instance.Row.Events, _parts.Options.MaxHistoryEvents / 5);
        if (events >= warning && events - turn.Events < warning) LongHistory(instance.Row.InstanceId, events, _parts.Options.MaxHistoryEvents);
    }

    [LoggerMessage(LogLevel.Warning, "The history of instance {Instance} has {Events} events; at {Most} the instance fails. Call ContinueAsNew in time")]
    private partial void LongHistory(string instance, int events, int most);
}
