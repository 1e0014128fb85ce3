using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Client;

/// <summary>The worker in the process of a client; a process may have none.</summary>
internal interface IClientWorker
{
    /// <summary>Tells of a message that was stored.</summary>
    /// <param name="message">The message.</param>
    /// <param name="created">The instance that was stored with it.</param>
    void Nudge(Message message, InstanceRow? created);

    /// <summary>Tells whether the worker runs an instance, as far as it knows.</summary>
    bool Runs(string instanceId);
}
