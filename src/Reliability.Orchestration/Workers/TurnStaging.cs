using Azure;
using Azure.Data.Tables;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Writes turns down as rows.</summary>
internal sealed class TurnStaging(string partition)
{
    /// <summary>Nothing ran; the messages are used up all the same.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="instance">The instance, if it is running.</param>
    /// <param name="consumed">The messages.</param>
    /// <param name="staleWake">An entry of the index that should not be there.</param>
    public StagedTurn? Nothing(string key, Instance? instance, IReadOnlyList<Pending> consumed, long? staleWake = null)
    {
        // An instance that was loaded may have activities to start, and its entry in the index to be mended.
        var wake = instance is { Execution: { } execution } ? WakeOf(execution, instance.Row) : null;
        var isLate = instance is not null && wake != instance.Row.Wake;
        if (instance is null && consumed.Count == 0 && staleWake is null) return null;
        var row = isLate ? instance!.Row with { Wake = wake } : instance?.Row;
        var staged = new StagedTurn { Key = key, Consumed = consumed, Instance = instance, Row = row, WakeBefore = instance?.Row.Wake ?? staleWake };
        if (isLate) Change(staged, instance!.Row, row!, isWhole: false);
        if (staleWake is not null && staleWake != instance?.Row.Wake && staleWake != row?.Wake) Wake(staged, staleWake, null);
        Delete(staged, consumed);
        return staged;
    }

    /// <summary>An instance that a parent called.</summary>
    public StagedTurn Created(InstanceRow? ended, InstanceRow row, IReadOnlyList<Pending> consumed)
    {
        var created = row with { Wake = 0 };
        var staged = new StagedTurn { Key = row.Key, Consumed = consumed, Row = created, GoesOn = true, LeavesGarbage = ended is not null };
        var type = ended is null ? TableTransactionActionType.Add : TableTransactionActionType.UpdateReplace;
        staged.Actions.Add(new TableTransactionAction(type, created.ToRow(partition), ended?.ETag ?? default));
        Wake(staged, null, 0);
        Delete(staged, consumed);
        return staged;
    }

    /// <summary>The engine ends an instance. What arrived is kept in its history, for a rewind.</summary>
    public StagedTurn Failed(Instance instance, IReadOnlyList<Pending> consumed, DateTimeOffset at, Exception fault)
    {
        var end = new ExecutionFinished(-1, InstanceStatus.Failed, null, Failure.Of(fault));
        var arrivals = consumed.Select(pending => pending.Message)
            .Where(message => message.Arrival is not (ExecutionStarted or ExecutionRewound) && (message.ExecutionId ?? instance.Row.ExecutionId) == instance.Row.ExecutionId)
            .Select(message => message.Arrival);
        return Write(instance, Ended(instance.Row, end, at), new Turn(at, [.. arrivals], [end]), consumed);
    }

    /// <summary>A turn ran.</summary>
    public StagedTurn Ran(Instance instance, Turn turn, IReadOnlyList<Pending> consumed)
    {
        var execution = instance.Execution!;
        var row = instance.Row with { Events = instance.Row.Events + turn.Events, UpdatedAt = turn.At, CustomStatus = execution.CustomStatus ?? "" };

        // While an activity of before is open, it may be what ends processes.
        if (!StagedTurn.HasOlder(execution, turn)) row = row with { Restarts = 0, Strikes = 0, IsProbing = false };
        if (turn.End is { } end) return Write(instance, Ended(row, end, turn.At), turn, consumed);
        if (turn.Decisions.Count > 0 && turn.Decisions[^1] is ContinuedAsNew anew) return Anew(instance, row, turn, anew, consumed);
        return Write(instance, row with { Status = StatusOf(execution), Wake = WakeOf(execution, row) }, turn, consumed);
    }

    /// <summary>When an instance has something to do.</summary>
    public static long? WakeOf(OrchestratorExecution execution, InstanceRow row)
    {
        if (execution.HasEnded) return null;
        if (!execution.HasStarted) return row.Start?.StartAt?.UtcTicks ?? 0;
        if (execution.OpenActivities.Any()) return 0;
        return execution.OpenTimers.Select(timer => (long?)Math.Max(timer.FireAt.UtcTicks, 1)).Min();
    }

    /// <summary>What an instance is doing.</summary>
    public static string StatusOf(OrchestratorExecution execution) =>
        execution.IsSuspended ? InstanceStatus.Suspended : execution.HasStarted ? InstanceStatus.Running : InstanceStatus.Pending;

    /// <summary>Writes a turn and the row of its instance.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="row">Its row afterwards.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="consumed">Its messages.</param>
    /// <param name="goesOn">The instance has more to do at once.</param>
    public StagedTurn Write(Instance instance, InstanceRow row, Turn turn, IReadOnlyList<Pending> consumed, bool goesOn = false)
    {
        var was = instance.Row;
        var rows = StoredHistory.ToRows(partition, was.Key, was.Generation, instance.NextRow, turn);
        row = row with { HistoryRows = row.Generation > was.Generation ? 0 : instance.NextRow + rows.Count };
        var sender = Sender.Of(was);
        var messages = Outbox.Of(turn, sender);
        var outgoing = messages.Count > 0 ? sender.ToRow(partition, instance.NextRow) : null;
        var staged = new StagedTurn
        {
            Key = was.Key,
            Consumed = consumed,
            Ahead = [.. rows.SkipLast(1)],
            Instance = instance,
            Row = row,
            WakeBefore = was.Wake,
            Turn = turn,
            HistoryRows = rows.Count,
            HistoryBytes = rows.Sum(Rows.SizeOf),
            Outgoing = outgoing is null ? null : (outgoing.RowKey, messages),
            GoesOn = goesOn,
            LeavesGarbage = row.Generation > was.Generation || (was.Generation > 0 && instance.NextRow == 0),
        };
        staged.Actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, rows[^1]));
        if (outgoing is not null) staged.Actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, outgoing));
        Change(staged, was, row, isWhole: row.Generation > was.Generation);
        Delete(staged, consumed);
        return staged;
    }

    /// <summary>A failed instance goes on as a new generation.</summary>
    /// <param name="was">Its row before.</param>
    /// <param name="row">Its row afterwards.</param>
    /// <param name="rows">The rows of the new generation; the last holds the marker.</param>
    /// <param name="marker">The turn that tells of the rewind.</param>
    /// <param name="again">What arrives anew.</param>
    /// <param name="message">The message that asked for it.</param>
    public StagedTurn Rewound(InstanceRow was, InstanceRow row, IReadOnlyList<TableEntity> rows, Turn marker, IEnumerable<Message> again, Pending message)
    {
        row = row with { HistoryRows = rows.Count };
        var arriving = again.Select(one => (Message: one, Row: Mailer.ToRow(one, partition))).ToList();
        var sender = Sender.Of(row);
        var messages = Outbox.Of(marker, sender);
        var outgoing = sender.ToRow(partition, rows.Count - 1);
        var staged = new StagedTurn
        {
            Key = row.Key, Consumed = [message], Ahead = [.. rows.SkipLast(1)], Row = row, WakeBefore = was.Wake,
            Outgoing = messages.Count > 0 ? (outgoing.RowKey, messages) : null, GoesOn = true, LeavesGarbage = true,
            Arriving = [.. arriving.Select(one => new Pending(one.Message, one.Row.RowKey))],
        };
        staged.Actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, rows[^1]));
        if (messages.Count > 0) staged.Actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, outgoing));
        foreach (var (_, one) in arriving) staged.Actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, one));

        // Who starts the ended instance anew meanwhile comes first.
        staged.Actions.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, row.ToRow(partition), was.ETag));
        Wake(staged, was.Wake, row.Wake);
        Delete(staged, staged.Consumed);
        return staged;
    }

    private StagedTurn Anew(Instance instance, InstanceRow row, Turn turn, ContinuedAsNew anew, IReadOnlyList<Pending> consumed)
    {
        var (execution, start) = (instance.Execution!, row.Start!);
        var next = start with
        {
            Input = anew.Input,
            Version = anew.Version ?? start.Version,
            ExecutionId = StableGuid.Of($"{row.ExecutionId}/next").ToString("N"),
            StartAt = null,
            Seen = [.. execution.Seen.TakeLast(ExecutionStarted.MaxSeen)],
            Events = anew.KeepsEvents ? execution.KeptEvents : [],
        };
        var fresh = row with { Start = next, ExecutionId = next.ExecutionId, Version = next.Version, Generation = row.Generation + 1, Events = 0, Wake = 0, Status = InstanceStatus.Running };
        try
        {
            return Write(instance, fresh, turn, consumed, goesOn: true);
        }
        catch (ArgumentException tooLarge)
        {
            return Failed(instance, consumed, turn.At, tooLarge);
        }
    }

    private static InstanceRow Ended(InstanceRow row, ExecutionFinished end, DateTimeOffset at) =>
        row with { Status = end.Status, End = end, UpdatedAt = at, Wake = null, Restarts = 0, Strikes = 0, IsProbing = false };

    private void Change(StagedTurn staged, InstanceRow was, InstanceRow row, bool isWhole)
    {
        staged.Actions.Add(isWhole
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row.ToRow(partition), ETag.All)
            : new TableTransactionAction(TableTransactionActionType.UpdateMerge, row.ToChange(partition), ETag.All));
        Wake(staged, was.Wake, row.Wake);
    }

    private void Wake(StagedTurn staged, long? was, long? now)
    {
        if (was == now) return;
        if (was is { } old) staged.Actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, RowKeys.Wake(old, staged.Key)), ETag.All));
        if (now is { } next) staged.Actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(partition, RowKeys.Wake(next, staged.Key))));
    }

    private void Delete(StagedTurn staged, IReadOnlyList<Pending> consumed)
    {
        foreach (var pending in consumed.DistinctBy(one => one.RowKey))
        {
            if (pending.RowKey is { } rowKey)
                staged.Actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, rowKey), ETag.All));
        }
    }
}
