using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Gives up instances on which work fails again and again: they are failed, visibly, and can be rewound.</summary>
internal sealed class Quarantine(ShardStore store, TurnStaging staging, Mailer mailer)
{
    /// <summary>Stages the end of an instance. Its history, its messages and its entry in the index stay as they are.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="reason">Why it is given up.</param>
    /// <param name="messages">Its messages, which are given up where there is no instance to keep them for.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<StagedTurn?> StageAsync(string key, Exception reason, IReadOnlyList<Pending> messages, CancellationToken cancellation)
    {
        var row = await store.ReadInstanceAsync(key, InstanceRow.Brief, cancellation).ConfigureAwait(false);
        var failure = new Failure("Quarantined", $"Work on the instance was given up: {reason.Message}", null, Failure.Of(reason));
        if (row is null || row.IsTerminal) return await GiveUpAsync(key, failure, messages, cancellation).ConfigureAwait(false);

        OrchestrationMetrics.Quarantined.Add(1);
        var end = new ExecutionFinished(-1, InstanceStatus.Failed, null, failure);
        var ended = row with { Status = InstanceStatus.Failed, IsQuarantined = true, End = end, Wake = null };
        await TellParentAsync(key, end, cancellation).ConfigureAwait(false);
        var staged = new StagedTurn { Key = key, Consumed = [], Row = ended };
        staged.Actions.Add(new TableTransactionAction(TableTransactionActionType.UpdateMerge, ended.ToChange(store.Partition), ETag.All));
        return staged;
    }

    // Messages that can be given to nobody go; who called is told.
    private async Task<StagedTurn?> GiveUpAsync(string key, Failure failure, IReadOnlyList<Pending> messages, CancellationToken cancellation)
    {
        OrchestrationMetrics.Drop("given-up", messages.Count);
        var answers = messages.Select(pending => pending.Message)
            .Where(message => message.IsCall)
            .Select(message => (message.Id, Caller: ((ExecutionStarted)message.Arrival).Parent!))
            .Select(call => new Message($"{call.Id}-given-up", call.Caller.InstanceId, new ChildFailed(call.Caller.DecisionId, failure), call.Caller.ExecutionId))
            .ToList();
        if (answers.Count > 0) await mailer.SendAsync(answers, cancellation).ConfigureAwait(false);
        return staging.Nothing(key, null, messages);
    }

    // The parent goes on without it; when it is rewound, it rewinds its child.
    private async Task TellParentAsync(string key, ExecutionFinished end, CancellationToken cancellation)
    {
        try
        {
            if (await store.ReadInstanceAsync(key, null, cancellation).ConfigureAwait(false) is { } row && Outbox.ToParent(end, Sender.Of(row)) is { } message)
                await mailer.SendAsync([message], cancellation).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            // The row itself is what cannot be read; nobody knows the parent.
        }
    }
}
