using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Client;

/// <content>Suspends, ends, rewinds, restarts, lists and deletes instances.</content>
internal sealed partial class TableTaskClient
{
    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var output = Payloads.Require(services.Converter.Serialize(options?.Output), "The output");
        return SendAsync(instanceId, id => new ExecutionTerminated(id, output, options?.Recursive ?? false), cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, id => new ExecutionSuspended(id, reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, id => new ExecutionResumed(id, reason), cancellation);

    public override async Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        var row = await RequireAsync(instanceId, InstanceRow.Brief, cancellation).ConfigureAwait(false);
        if (row.Status != InstanceStatus.Failed)
            throw new InvalidOperationException($"The instance '{instanceId}' is {row.Status}; only a failed one can be rewound.");
        await SendAsync(instanceId, id => new ExecutionRewound(id, reason), cancellation).ConfigureAwait(false);
    }

    public override async Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        var row = await RequireAsync(instanceId, null, cancellation).ConfigureAwait(false);
        if (!row.IsTerminal && !restartWithNewInstanceId)
            throw new InvalidOperationException($"The instance '{instanceId}' is {row.Status}; only one that has ended can be restarted with its id.");
        var id = restartWithNewInstanceId ? services.NewId().ToString("N") : instanceId;
        var start = row.Start! with { ExecutionId = services.NewId().ToString("N"), Parent = null, StartAt = null, Seen = null, Events = null };
        await CreateAsync(id, start, [], cancellation).ConfigureAwait(false);
        return id;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new InstanceQuery(services, filter ?? new OrchestrationQuery()).Run();

    public override async Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default)
    {
        var row = await RequireAsync(instanceId, null, cancellation).ConfigureAwait(false);
        var store = await services.StoreOfAsync(instanceId, cancellation).ConfigureAwait(false);
        var history = await store.ReadHistoryAsync(row, cancellation).ConfigureAwait(false);
        return [.. history.Turns.SelectMany(stored => HistoryEvents.Of(stored.Turn, row))];
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        return new PurgeResult(await new Purge(services).OneAsync(instanceId, options?.Recursive ?? false, cancellation).ConfigureAwait(false));
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new OrchestrationQuery(filter.CreatedFrom, filter.CreatedTo, filter.Statuses);
        var purge = new Purge(services);
        var count = 0;
        await foreach (var instance in GetAllInstancesAsync(query).WithCancellation(cancellation).ConfigureAwait(false))
        {
            if (instance.IsCompleted) count += await purge.OneAsync(instance.InstanceId, options?.Recursive ?? false, cancellation).ConfigureAwait(false);
        }

        return new PurgeResult(count);
    }

    private async Task<InstanceRow> RequireAsync(string instanceId, IEnumerable<string>? columns, CancellationToken cancellation)
    {
        InstanceIds.Require(instanceId);
        return await ReadAsync(instanceId, columns, cancellation).ConfigureAwait(false)
            ?? throw new ArgumentException($"There is no instance '{instanceId}'.", nameof(instanceId));
    }
}
