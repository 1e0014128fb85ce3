using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Store;

/// <summary>Something on its way to an instance.</summary>
/// <param name="Id">Its id: the same however often it is sent.</param>
/// <param name="InstanceId">The receiver.</param>
/// <param name="Arrival">What the receiver's history gets.</param>
/// <param name="ExecutionId">The execution that it is for; null for whichever runs.</param>
/// <param name="Generation">The generation that called the activity whose outcome it is; null for other messages.</param>
internal sealed record Message(string Id, string InstanceId, HistoryRecord Arrival, string? ExecutionId = null, int? Generation = null)
{
    /// <summary>The receiver of messages to the owner of a shard: no instance has this id.</summary>
    public const string Owner = "";

    /// <summary>Gets whether another orchestration calls the receiver, and waits.</summary>
    public bool IsCall => Arrival is ExecutionStarted { Parent: not null };

    /// <summary>Gets whether it must be taken even by an instance that has ended: somebody waits, or it is to run again.</summary>
    public bool IsCallOrRewind => IsCall || Arrival is ExecutionRewound;
}
