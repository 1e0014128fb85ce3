using System.Globalization;
using Azure.Data.Tables;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Takes a failed instance back to before its failure, as the next generation of its history.</summary>
/// <remarks>
/// The last turn, in which it failed, is taken anew without the failures that arrived in it. Failures that arrived earlier are forgotten
/// where the orchestrator decided nothing upon them, as when it waits for several calls at once. What is forgotten is called again.
/// </remarks>
internal sealed class Rewinding(ShardStore store, HotInstances hot, TurnStaging staging)
{
    /// <summary>Takes the turn of a rewind.</summary>
    /// <returns>What is to be committed.</returns>
    public async Task<StagedTurn> TakeAsync(InstanceRow row, Pending message, DateTimeOffset now, CancellationToken cancellation)
    {
        var history = await store.ReadHistoryAsync(row, cancellation).ConfigureAwait(false);
        var turns = history.Turns.Select(stored => stored.Turn).ToList();
        var rewound = (ExecutionRewound)message.Message.Arrival;
        if (turns.SelectMany(turn => turn.Arrivals).OfType<ExecutionRewound>().Any(earlier => earlier.MessageId == rewound.MessageId))
            return staging.Nothing(row.Key, null, [message])!;

        var (kept, again) = Plan(turns, forgetsEarlier: true);
        if (!CanReplay(row, kept)) (kept, again) = Plan(turns, forgetsEarlier: false);
        var fresh = row with
        {
            Generation = row.Generation + 1,
            Status = InstanceStatus.Running,
            End = null,
            IsQuarantined = false,
            Restarts = 0,
            Strikes = 0,
            IsProbing = false,
            Wake = 0,
            UpdatedAt = now > row.UpdatedAt ? now : row.UpdatedAt,
        };
        return Stage(row, fresh, kept, again, message, Children(turns, kept, again));
    }

    private static (List<Turn> Kept, List<HistoryRecord> Again) Plan(List<Turn> turns, bool forgetsEarlier)
    {
        var last = turns.Count > 0 && turns[^1].End is not null ? turns[^1] : null;
        var kept = turns.Take(turns.Count - (last is null ? 0 : 1))
            .Select(turn => forgetsEarlier && turn.Decisions.Count == 0 ? turn with { Arrivals = [.. turn.Arrivals.Where(one => !IsFailure(one))] } : turn)
            .ToList();
        return (kept, last?.Arrivals.Where(one => !IsFailure(one)).ToList() ?? []);
    }

    private static bool IsFailure(HistoryRecord record) => record is ActivityFailed or ChildFailed;

    // Children whose failure is forgotten are rewound too, or say again how they ended.
    private static List<ChildRewound> Children(List<Turn> turns, List<Turn> kept, List<HistoryRecord> again)
    {
        var remembered = kept.SelectMany(turn => turn.Arrivals).Concat(again).OfType<ChildFailed>().Select(failed => failed.Id).ToHashSet();
        var forgotten = turns.SelectMany(turn => turn.Arrivals).OfType<ChildFailed>().Where(failed => !remembered.Contains(failed.Id)).ToDictionary(failed => failed.Id, failed => failed.Generation);
        return [.. kept.SelectMany(turn => turn.Decisions).OfType<ChildScheduled>().Where(child => forgotten.ContainsKey(child.Id))
            .Select(child => new ChildRewound(-1, child.InstanceId, child) { Forgotten = forgotten[child.Id] })];
    }

    private bool CanReplay(InstanceRow row, List<Turn> turns)
    {
        var execution = hot.Create(row);
        try
        {
            foreach (var turn in turns) execution.Replay(turn);
            return true;
        }
        catch (Exception fault) when (fault is NonDeterminismException or InvalidOperationException)
        {
            return false;
        }
    }

    private StagedTurn Stage(InstanceRow row, InstanceRow fresh, List<Turn> kept, List<HistoryRecord> again, Pending message, List<ChildRewound> children)
    {
        var marker = new Turn(fresh.UpdatedAt, [message.Message.Arrival], [.. children]);
        var rows = new List<TableEntity>();
        foreach (var turn in kept.Append(marker)) rows.AddRange(StoredHistory.ToRows(store.Partition, row.Key, fresh.Generation, rows.Count, turn));
        var events = kept.Sum(turn => turn.Events) + marker.Events;
        return staging.Rewound(row, fresh with { Events = events }, rows, marker, Again(fresh, again), message);
    }

    // What arrived in the turn that failed arrives anew. The start and what is due need no message; an activity whose result is too large for one is called again.
    private static IEnumerable<Message> Again(InstanceRow fresh, List<HistoryRecord> arrivals) => arrivals
        .Where(arrival => arrival is not (ExecutionStarted or TimerFired))
        .Select((arrival, number) => new Message(
            string.Create(CultureInfo.InvariantCulture, $"again-{fresh.Generation:D8}-{number:D4}"), fresh.InstanceId, arrival, fresh.ExecutionId))
        .Where(message => message.Arrival is not ActivityCompleted || Mailer.Fits(message));
}
