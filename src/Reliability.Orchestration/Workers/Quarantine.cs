using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Gives up instances on which work fails again and again: they are failed, visibly, and can be rewound.</summary>
internal sealed class Quarantine(ShardStore store, Mailer mailer)
{
    /// <summary>Stages the end of an instance. Its history, its messages and its entry in the index stay as they are.</summary>
    public async Task<StagedTurn?> StageAsync(string key, Exception reason, CancellationToken cancellation)
    {
        OrchestrationMetrics.Quarantined.Add(1);
        var row = await store.ReadInstanceAsync(key, InstanceRow.Brief, cancellation).ConfigureAwait(false);
        if (row is null || row.IsTerminal) return null;
        var end = new ExecutionFinished(-1, InstanceStatus.Failed, null, new Failure("Quarantined", $"Work on the instance was given up: {reason.Message}", null, Failure.Of(reason)));
        var ended = row with { Status = InstanceStatus.Failed, IsQuarantined = true, End = end, Wake = null };
        await TellParentAsync(key, end, cancellation).ConfigureAwait(false);
        var staged = new StagedTurn { Key = key, Consumed = [], Row = ended };
        staged.Actions.Add(new TableTransactionAction(TableTransactionActionType.UpdateMerge, ended.ToChange(store.Partition), ETag.All));
        return staged;
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
