using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Takes the next turn of an instance: from its messages to the rows that are to be committed.</summary>
internal sealed class TurnTaker(HotInstances hot, TurnStaging staging, Rewinding rewinding, Mailer mailer, OrchestrationOptions options)
{
    /// <summary>The most messages of a turn.</summary>
    public const int MaxMessages = 40;

    /// <summary>Takes a turn.</summary>
    /// <param name="key">The instance.</param>
    /// <param name="messages">Its messages, at most <see cref="MaxMessages"/>.</param>
    /// <param name="now">The time.</param>
    /// <param name="wake">The entry of the index that woke the instance, if one did.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>What is to be committed; null when there is nothing to do.</returns>
    public async Task<StagedTurn?> TakeAsync(string key, IReadOnlyList<Pending> messages, DateTimeOffset now, long? wake, CancellationToken cancellation)
    {
        var instance = await hot.GetAsync(key, cancellation).ConfigureAwait(false);
        if (instance is { Row.IsTerminal: false } && (instance.Execution is { } execution ? execution.Fault : instance.Fault) is { } fault)
            return staging.Failed(instance, [.. messages.Where(pending => !pending.Message.IsCall)], now, fault);
        if (NewCall(instance, messages) is { } start)
            return await StartChildAsync(key, instance, start, messages, now, cancellation).ConfigureAwait(false);
        if (instance is null || instance.Row.IsTerminal)
            return await EndedAsync(key, instance?.Row, messages, now, wake, cancellation).ConfigureAwait(false);

        var arrivals = Arrivals(instance, messages, now);
        if (arrivals.Count == 0) return staging.Nothing(key, instance, messages, wake);
        return Run(instance, arrivals, messages, now);
    }

    private StagedTurn Run(Instance instance, List<HistoryRecord> arrivals, IReadOnlyList<Pending> messages, DateTimeOffset now)
    {
        var at = now > instance.Row.UpdatedAt ? now : instance.Row.UpdatedAt;
        Turn turn;
        try
        {
            turn = instance.Execution!.Run(at, arrivals);
        }
        catch (InvalidOperationException fault)
        {
            return staging.Failed(instance, messages, at, fault);
        }

        var events = instance.Row.Events + turn.Events;
        return events > options.MaxHistoryEvents || instance.Bytes > options.MaxHistoryBytes
            ? staging.Failed(instance, messages, at, HistoryLimitException.Of(events, instance.Bytes, options))
            : staging.Ran(instance, turn, Consumed(messages, [.. arrivals.Skip(turn.Arrivals.Count)]));
    }

    // What an execution left when it began anew is for the next one.
    private static IReadOnlyList<Pending> Consumed(IReadOnlyList<Pending> messages, HashSet<HistoryRecord> left) =>
        left.Count == 0 ? messages : [.. messages.Where(pending => !left.Contains(pending.Message.Arrival))];

    private static List<HistoryRecord> Arrivals(Instance instance, IReadOnlyList<Pending> messages, DateTimeOffset now)
    {
        var (execution, row) = (instance.Execution!, instance.Row);
        var arrivals = new List<HistoryRecord>();
        if (!execution.HasStarted && !(row.Start!.StartAt > now)) arrivals.Add(row.Start);
        foreach (var message in messages.Select(pending => pending.Message))
        {
            if (message.Arrival is ExecutionStarted or ExecutionRewound) continue;
            if (message.ExecutionId is { } wanted && wanted != row.ExecutionId) OrchestrationMetrics.Drop("other-execution");

            // A rewind has forgotten the failure, however late it comes; the activity is called again.
            else if (message is { Arrival: ActivityFailed, Generation: { } caller } && caller < row.Generation) OrchestrationMetrics.Drop("rewound");
            else if (!execution.IsNew(message.Arrival) || arrivals.Any(other => IsSame(other, message.Arrival))) OrchestrationMetrics.Drop("duplicate");
            else arrivals.Add(message.Arrival);
        }

        foreach (var timer in execution.OpenTimers.Where(timer => timer.FireAt <= now))
        {
            var fired = new TimerFired(timer.Id);
            if (execution.IsNew(fired)) arrivals.Add(fired);
        }

        return arrivals;
    }

    private static bool IsSame(HistoryRecord one, HistoryRecord other) => (one, other) switch
    {
        (Outcome a, Outcome b) => a.Id == b.Id,
        (Arrival { MessageId: { } a }, Arrival { MessageId: { } b }) => a == b,
        _ => false,
    };

    private static Message? NewCall(Instance? instance, IReadOnlyList<Pending> messages) =>
        messages.FirstOrDefault(pending => pending.Message.IsCall && IsNewChild(instance, pending.Message))?.Message;

    // The call of a child is delivered at least once; what exists already is that child, or somebody else's.
    // A parent that calls again under the same id has had the answer to its earlier call, which may still come again.
    private static bool IsNewChild(Instance? instance, Message start)
    {
        var (known, caller) = (instance?.Row.Start?.Parent, ((ExecutionStarted)start.Arrival).Parent!);
        return known != caller && !(known is not null && known.ExecutionId == caller.ExecutionId && known.DecisionId > caller.DecisionId);
    }

    private async Task<StagedTurn?> StartChildAsync(
        string key, Instance? instance, Message start, IReadOnlyList<Pending> messages, DateTimeOffset now, CancellationToken cancellation)
    {
        var started = (ExecutionStarted)start.Arrival;
        var consumed = messages.Where(pending => pending.Message.Id == start.Id).ToList();
        if (instance is { Row.IsTerminal: false })
        {
            var refused = new CallRefused(start.Id, started.Parent!);
            return instance.Execution!.IsNew(refused) ? Run(instance, [refused], consumed, now) : staging.Nothing(key, instance, consumed);
        }

        // A call that was refused stays so, also after the id came free.
        var seen = instance is null ? [] : await hot.SeenAsync(instance.Row, cancellation).ConfigureAwait(false);
        return seen.Contains(start.Id)
            ? staging.Nothing(key, null, consumed)
            : staging.Created(instance?.Row, InstanceRows.Create(start.InstanceId, started with { Seen = [.. seen, start.Id] }, instance?.Row, now), consumed);
    }

    private async Task<StagedTurn?> EndedAsync(
        string key, InstanceRow? row, IReadOnlyList<Pending> messages, DateTimeOffset now, long? wake, CancellationToken cancellation)
    {
        if (row is not null && messages.FirstOrDefault(pending => pending.Message.Arrival is ExecutionRewound) is { } rewind)
            return await RewindAsync(row, rewind, now, cancellation).ConfigureAwait(false);
        if (row?.End is { } end && messages.Any(pending => pending.Message.IsCall) && Outbox.ToParent(end, Sender.Of(row)) is { } answer)
            await mailer.SendAsync([answer], cancellation).ConfigureAwait(false);
        if (row is { IsQuarantined: true }) return staging.Nothing(key, null, [.. messages.Where(pending => !IsKept(pending))], wake);
        OrchestrationMetrics.Drop(row is null ? "no-instance" : "ended", messages.Count);
        return staging.Nothing(key, null, messages, wake);
    }

    // A quarantined instance keeps its events. A result that only this process knows is forgotten: its activity is called again.
    private static bool IsKept(Pending pending) => pending.Message.Arrival is EventReceived || (pending.Message.Arrival is Outcome && pending.RowKey is not null);

    private async Task<StagedTurn?> RewindAsync(InstanceRow row, Pending rewind, DateTimeOffset now, CancellationToken cancellation)
    {
        // A parent whose call was refused has no child here.
        if (((ExecutionRewound)rewind.Message.Arrival).Caller is { } caller && caller != row.Start?.Parent) return staging.Nothing(row.Key, null, [rewind]);
        if (row.Status == InstanceStatus.Failed) return await rewinding.TakeAsync(row, rewind, now, cancellation).ConfigureAwait(false);

        // A parent that was rewound asks for an outcome that it has forgotten.
        if (row.End is { } end && Outbox.ToParent(end, Sender.Of(row)) is { } answer)
            await mailer.SendAsync([answer with { Arrival = answer.Arrival is ChildFailed failed ? failed with { Generation = null } : answer.Arrival }], cancellation).ConfigureAwait(false);
        return staging.Nothing(row.Key, null, [rewind]);
    }
}
