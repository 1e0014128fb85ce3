using global::DurableTask.Core.History;

namespace Microsoft.DurableTask.Client;

public abstract partial class DurableTaskClient
{
    /// <summary>Ends an orchestration.</summary>
    /// <param name="instanceId">The orchestration; nothing happens when there is none, or it has ended.</param>
    /// <param name="cancellation">Stops before the order is stored.</param>
    /// <returns>A task that ends when the order is stored.</returns>
    public virtual Task TerminateInstanceAsync(string instanceId, CancellationToken cancellation) =>
        TerminateInstanceAsync(instanceId, null, cancellation);

    /// <summary>Ends an orchestration.</summary>
    /// <param name="instanceId">The orchestration; nothing happens when there is none, or it has ended.</param>
    /// <param name="output">Its output.</param>
    /// <param name="cancellation">Stops before the order is stored.</param>
    /// <returns>A task that ends when the order is stored.</returns>
    public virtual Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default)
    {
        TerminateInstanceOptions? options = output is null ? null : new(output);
        return TerminateInstanceAsync(instanceId, options, cancellation);
    }

    /// <summary>Ends an orchestration. Running activities go on, and their results are dropped.</summary>
    /// <param name="instanceId">The orchestration; nothing happens when there is none, or it has ended.</param>
    /// <param name="options">Its output, and more.</param>
    /// <param name="cancellation">Stops before the order is stored.</param>
    /// <returns>A task that ends when the order is stored.</returns>
    /// <exception cref="NotSupportedException">The client does not override this.</exception>
    public virtual Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw Unsupported("terminate orchestrations");

    /// <summary>Suspends an orchestration.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="cancellation">Stops before the order is stored.</param>
    /// <returns>A task that ends when the order is stored.</returns>
    public virtual Task SuspendInstanceAsync(string instanceId, CancellationToken cancellation) =>
        SuspendInstanceAsync(instanceId, null, cancellation);

    /// <summary>Suspends an orchestration: it does nothing until it is resumed, but events are kept for it.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Stops before the order is stored.</param>
    /// <returns>A task that ends when the order is stored.</returns>
    public abstract Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <summary>Resumes a suspended orchestration.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="cancellation">Stops before the order is stored.</param>
    /// <returns>A task that ends when the order is stored.</returns>
    public virtual Task ResumeInstanceAsync(string instanceId, CancellationToken cancellation) =>
        ResumeInstanceAsync(instanceId, null, cancellation);

    /// <summary>Resumes a suspended orchestration.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Stops before the order is stored.</param>
    /// <returns>A task that ends when the order is stored.</returns>
    public abstract Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <summary>Deletes an orchestration that has ended, with its history.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="cancellation">Stops deleting.</param>
    /// <returns>What was deleted: nothing if there is none, or it has not ended.</returns>
    public virtual Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation) =>
        PurgeInstanceAsync(instanceId, null, cancellation);

    /// <summary>Deletes an orchestration that has ended, with its history.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="options">Whether those it started are deleted too.</param>
    /// <param name="cancellation">Stops deleting.</param>
    /// <returns>What was deleted: nothing if there is none, or it has not ended.</returns>
    /// <exception cref="NotSupportedException">The client does not override this.</exception>
    public virtual Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw Unsupported("purge orchestrations");

    /// <summary>Deletes orchestrations that have ended, with their histories.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellation">Stops deleting.</param>
    /// <returns>What was deleted.</returns>
    public virtual Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation) =>
        PurgeAllInstancesAsync(filter, null, cancellation);

    /// <summary>Deletes orchestrations that have ended, with their histories.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="options">Whether those they started are deleted too.</param>
    /// <param name="cancellation">Stops deleting.</param>
    /// <returns>What was deleted.</returns>
    /// <exception cref="NotSupportedException">The client does not override this.</exception>
    public virtual Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw Unsupported("purge orchestrations");

    /// <summary>Starts an orchestration again, with the input it had.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="restartWithNewInstanceId">Whether under a new id; else it must have ended.</param>
    /// <param name="cancellation">Stops before the start is stored.</param>
    /// <returns>The instance id.</returns>
    /// <exception cref="NotSupportedException">The client does not override this.</exception>
    public virtual Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) =>
        throw Unsupported("restart orchestrations");

    /// <summary>Tries again what failed in a failed orchestration.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Stops before the order is stored.</param>
    /// <returns>A task that ends when the order is stored.</returns>
    /// <exception cref="NotSupportedException">The client does not override this.</exception>
    public virtual Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        throw Unsupported("rewind orchestrations");

    /// <summary>Lists the ids of orchestrations that have ended.</summary>
    /// <param name="runtimeStatus">The states; null for all.</param>
    /// <param name="completedTimeFrom">The earliest end.</param>
    /// <param name="completedTimeTo">The latest end.</param>
    /// <param name="pageSize">The most ids.</param>
    /// <param name="lastInstanceKey">The token of the page before; null for the first.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>A page of ids.</returns>
    /// <exception cref="NotSupportedException">The client does not override this.</exception>
    public virtual Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) =>
        throw Unsupported("list orchestrations by their end");

    /// <summary>Reads the history of the present execution of an orchestration.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The events, the oldest first.</returns>
    /// <exception cref="NotSupportedException">The client does not override this.</exception>
    public virtual Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default) =>
        throw Unsupported("read histories");

    private NotSupportedException Unsupported(string what) => new($"{GetType()} cannot {what}.");
}
