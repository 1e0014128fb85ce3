using System.Globalization;
using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Store;

/// <summary>What a turn has to tell other instances. It follows from the turn, so it need not be stored besides it.</summary>
internal static class Outbox
{
    /// <summary>Lists the messages of a turn, the same whenever it is asked.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="sender">The instance.</param>
    public static IReadOnlyList<Message> Of(Turn turn, Sender sender) =>
        [
            .. turn.Arrivals.OfType<CallRefused>().Select(refused => Of(refused, sender)),
            .. turn.Decisions.OfType<Decision>().Select(decision => Of(decision, IdOf(decision, turn.At, sender), sender)).OfType<Message>(),
            .. turn.Decisions.OfType<ChildRewound>().Select(rewound => CalledAgain(rewound, IdOf(rewound, turn.At, sender), sender)),
        ];

    /// <summary>Tells the parent how a child ended; null when it has none.</summary>
    public static Message? ToParent(ExecutionFinished end, Sender sender)
    {
        if (sender.Parent is not { } parent) return null;
        HistoryRecord answer = end.Status == InstanceStatus.Completed
            ? new ChildCompleted(parent.DecisionId, end.Output)
            : new ChildFailed(parent.DecisionId, end.Failure ?? new Failure("Terminated", $"The sub-orchestration '{sender.InstanceId}' was terminated.", null, null)) { Generation = sender.Generation };
        return new Message($"{parent.ExecutionId}-{parent.DecisionId}-{sender.Generation.ToString(CultureInfo.InvariantCulture)}", parent.InstanceId, answer, parent.ExecutionId);
    }

    private static Message Of(CallRefused refused, Sender sender)
    {
        var failure = new Failure(typeof(InvalidOperationException).FullName!, $"There is an instance '{sender.InstanceId}' that has not ended.", null, null);
        return new Message($"{refused.MessageId}-refused", refused.Caller.InstanceId, new ChildFailed(refused.Caller.DecisionId, failure), refused.Caller.ExecutionId);
    }

    // Ids sort by time, so that what one instance sends another stays in order.
    private static string IdOf(Decision decision, DateTimeOffset at, Sender sender) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:D19}-{sender.ExecutionId}-{decision.Id:D8}");

    // A call that was refused, and is forgotten, is made again; one that was taken is known where it arrives.
    private static Message CalledAgain(ChildRewound rewound, string id, Sender sender) =>
        new($"{id}-{rewound.Scheduled.Id:D8}-call", rewound.InstanceId, Started(rewound.Scheduled, sender));

    private static Message? Of(Decision decision, string id, Sender sender) => decision switch
    {
        EventSent(_, var target, var name, var payload) => new Message(id, target, new EventReceived(id, name, payload)),
        ChildScheduled child => new Message(id, child.InstanceId, Started(child, sender)),
        ChildTerminated(_, var child) => new Message($"{id}-{RowKeys.Escape(child)}", child, new ExecutionTerminated(id, null, Recursive: true)),
        ChildRewound(_, var child, var call) => new Message(
            $"{id}-{call.Id:D8}-rewind", child, new ExecutionRewound($"{id}-{call.Id:D8}", "The parent was rewound.", CallOf(call, sender))),
        ExecutionFinished end => ToParent(end, sender),
        _ => null,
    };

    private static ExecutionStarted Started(ChildScheduled child, Sender sender) => new(
        child.Name, child.Version, child.Input, child.ExecutionId, CallOf(child, sender), child.Tags);

    private static ParentCall CallOf(ChildScheduled child, Sender sender) => new(sender.InstanceId, sender.Name, sender.ExecutionId, child.Id);
}
