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
            .. turn.Decisions.OfType<Decision>().Select(decision => Of(decision, turn.At, sender)).OfType<Message>(),
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

    private static Message? Of(Decision decision, DateTimeOffset at, Sender sender)
    {
        // Ids sort by time, so that what one instance sends another stays in order.
        var id = string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:D19}-{sender.ExecutionId}-{decision.Id:D8}");
        return decision switch
        {
            EventSent(_, var target, var name, var payload) => new Message(id, target, new EventReceived(id, name, payload)),
            ChildScheduled child => new Message(id, child.InstanceId, Started(child, sender)),
            ChildTerminated(_, var child) => new Message($"{id}-{RowKeys.Escape(child)}", child, new ExecutionTerminated(id, null, Recursive: true)),
            ChildRewound(_, var child) => new Message($"{id}-{RowKeys.Escape(child)}", child, new ExecutionRewound(id, "The parent was rewound.")),
            ExecutionFinished end => ToParent(end, sender),
            _ => null,
        };
    }

    private static ExecutionStarted Started(ChildScheduled child, Sender sender) => new(
        child.Name, child.Version, child.Input, child.ExecutionId, new ParentCall(sender.InstanceId, sender.Name, sender.ExecutionId, child.Id), child.Tags);
}
