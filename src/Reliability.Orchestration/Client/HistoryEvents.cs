using DurableTask.Core;
using DurableTask.Core.History;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;
using Parent = Reliability.Orchestration.History.ParentCall;

namespace Reliability.Orchestration.Client;

/// <summary>Shows turns as the history events that the field's tools know.</summary>
internal static class HistoryEvents
{
    /// <summary>Lists the events of a turn: what arrived, then what was decided.</summary>
    public static IEnumerable<HistoryEvent> Of(Turn turn, InstanceRow row)
    {
        var events = turn.Arrivals.Concat(turn.Decisions).Select(record => Of(record, row, turn.At)).OfType<HistoryEvent>();
        foreach (var one in events.Prepend(new OrchestratorStartedEvent(-1)).Append(new OrchestratorCompletedEvent(-1)))
        {
            one.Timestamp = turn.At.UtcDateTime;
            yield return one;
        }
    }

    private static HistoryEvent? Of(HistoryRecord record, InstanceRow row, DateTimeOffset at) => record switch
    {
        Arrival arrival => OfArrival(arrival, row, at),
        Decision decision => OfDecision(decision, row),
        _ => null,
    };

    private static HistoryEvent? OfArrival(Arrival arrival, InstanceRow row, DateTimeOffset at) => arrival switch
    {
        ExecutionStarted started => new ExecutionStartedEvent(-1, started.Input!)
        {
            Name = started.Name,
            Version = started.Version,
            OrchestrationInstance = Instance(row.InstanceId, started.ExecutionId),
            Tags = started.Tags?.ToDictionary()!,
            ScheduledStartTime = started.StartAt?.UtcDateTime,
            ParentInstance = started.Parent is { } parent ? ParentOf(parent) : null!,
        },
        ActivityCompleted(var id, var result) => new TaskCompletedEvent(-1, id, result!),
        ActivityFailed(var id, var failure) => new TaskFailedEvent(-1, id, failure.ErrorMessage, failure.StackTrace, Details(failure)),
        TimerFired(var id) => new TimerFiredEvent(id, at.UtcDateTime),
        ChildCompleted(var id, var result) => new SubOrchestrationInstanceCompletedEvent(-1, id, result!),
        ChildFailed(var id, var failure) => new SubOrchestrationInstanceFailedEvent(-1, id, failure.ErrorMessage, failure.StackTrace, Details(failure)),
        EventReceived(_, var name, var payload) => new EventRaisedEvent(-1, payload!) { Name = name },
        ExecutionSuspended(_, var reason) => new ExecutionSuspendedEvent(-1, reason!),
        ExecutionResumed(_, var reason) => new ExecutionResumedEvent(-1, reason!),
        ExecutionTerminated(_, var output, _) => new ExecutionTerminatedEvent(-1, output!),
        ExecutionRewound(_, var reason, _) => new ExecutionRewoundEvent(-1, reason!),
        CallRefused(_, var caller) => new GenericEvent(-1, $"a call by '{caller.InstanceId}' under this id was refused"),
        _ => null,
    };

    private static HistoryEvent? OfDecision(Decision decision, InstanceRow row) => decision switch
    {
        ActivityScheduled activity => new TaskScheduledEvent(activity.Id) { Name = activity.Name, Input = activity.Input! },
        TimerCreated(var id, var fireAt) => new TimerCreatedEvent(id, fireAt.UtcDateTime),
        ChildScheduled child => new SubOrchestrationInstanceCreatedEvent(child.Id) { Name = child.Name, InstanceId = child.InstanceId, Input = child.Input!, Version = child.Version },
        EventSent(var id, var target, var name, var payload) => new EventSentEvent(id) { InstanceId = target, Name = name, Input = payload! },
        ContinuedAsNew(var id, var input, _, _) => new ContinueAsNewEvent(id, input!),
        ExecutionFinished end => new ExecutionCompletedEvent(end.Id, end.Output!, Enum.Parse<OrchestrationStatus>(end.Status), end.Failure is { } failure ? Details(failure) : null),
        _ => new GenericEvent(decision.Id, $"{decision.Subject} ({row.InstanceId})"),
    };

    private static OrchestrationInstance Instance(string id, string execution) => new() { InstanceId = id, ExecutionId = execution };

    private static ParentInstance ParentOf(Parent parent) =>
        new() { Name = parent.Name, OrchestrationInstance = Instance(parent.InstanceId, parent.ExecutionId), TaskScheduleId = parent.DecisionId };

    private static FailureDetails Details(Failure failure) =>
        new(failure.ErrorType, failure.ErrorMessage, failure.StackTrace, failure.Inner is { } inner ? Details(inner) : null, false);
}
