using System.Globalization;
using DurableTask.Core;
using DurableTask.Core.History;

namespace Reliability.Functions.Orchestrations;

/// <summary>Puts events of a history into words.</summary>
internal static class HistoryLines
{
    private const int MaxValue = 1_000;

    /// <summary>Puts a history into words; marks of the beginning and end of turns are left out.</summary>
    public static IReadOnlyList<HistoryLine> Of(IEnumerable<HistoryEvent> events) =>
        [.. events.Where(one => one is not (OrchestratorStartedEvent or OrchestratorCompletedEvent)).Select(Of)];

    private static HistoryLine Of(HistoryEvent one)
    {
        var (text, id) = Describe(one);
        return new HistoryLine(new DateTimeOffset(DateTime.SpecifyKind(one.Timestamp, DateTimeKind.Utc)), one.EventType.ToString(), text, id);
    }

    private static (string Text, int? TaskId) Describe(HistoryEvent one) => one switch
    {
        ExecutionStartedEvent started => ($"'{started.Name}' started{With(started.Input)}", null),
        TaskScheduledEvent scheduled => ($"activity '{scheduled.Name}' called{With(scheduled.Input)}", scheduled.EventId),
        TaskCompletedEvent completed => ($"activity returned{Value(completed.Result)}", completed.TaskScheduledId),
        TaskFailedEvent failed => ($"activity failed: {Of(failed.FailureDetails, failed.Reason)}", failed.TaskScheduledId),
        TimerCreatedEvent created => ($"timer set for {created.FireAt.ToString("O", CultureInfo.InvariantCulture)}", created.EventId),
        TimerFiredEvent fired => ("timer fired", fired.TimerId),
        SubOrchestrationInstanceCreatedEvent child => ($"sub-orchestration '{child.Name}' called as '{child.InstanceId}'{With(child.Input)}", child.EventId),
        SubOrchestrationInstanceCompletedEvent child => ($"sub-orchestration returned{Value(child.Result)}", child.TaskScheduledId),
        SubOrchestrationInstanceFailedEvent child => ($"sub-orchestration failed: {Of(child.FailureDetails, child.Reason)}", child.TaskScheduledId),
        EventRaisedEvent raised => ($"event '{raised.Name}' arrived{With(raised.Input)}", null),
        EventSentEvent sent => ($"event '{sent.Name}' sent to '{sent.InstanceId}'{With(sent.Input)}", sent.EventId),
        ExecutionSuspendedEvent suspended => ($"suspended{Because(suspended.Reason)}", null),
        ExecutionResumedEvent resumed => ($"resumed{Because(resumed.Reason)}", null),
        ExecutionTerminatedEvent terminated => ($"termination asked for{With(terminated.Input)}", null),
        ExecutionRewoundEvent rewound => ($"rewound{Because(rewound.Reason)}", null),
        ContinueAsNewEvent anew => ($"began anew{With(anew.Result)}", null),
        ExecutionCompletedEvent ended => (Ended(ended), null),
        GenericEvent generic => (Cut(generic.Data), null),
        _ => (one.EventType.ToString(), null),
    };

    private static string Ended(ExecutionCompletedEvent ended) => ended.FailureDetails is { } failure
        ? $"{ended.OrchestrationStatus.ToString().ToLowerInvariant()}: {Of(failure, null)}"
        : $"{ended.OrchestrationStatus.ToString().ToLowerInvariant()}{Value(ended.Result)}";

    private static string Of(FailureDetails? failure, string? reason) => Cut(failure is null ? reason ?? "" : $"{failure.ErrorType}: {failure.ErrorMessage}");

    private static string With(string? value) => string.IsNullOrEmpty(value) ? "" : $" with {Cut(value)}";

    private static string Value(string? value) => string.IsNullOrEmpty(value) ? "" : $" {Cut(value)}";

    private static string Because(string? reason) => string.IsNullOrEmpty(reason) ? "" : $": {Cut(reason)}";

    private static string Cut(string text) => text.Length > MaxValue ? string.Create(CultureInfo.InvariantCulture, $"{text[..MaxValue]}… ({text.Length:N0} characters)") : text;
}
