using System.ComponentModel;
using Microsoft.DurableTask.Internal;

namespace Microsoft.DurableTask.Client;

/// <summary>Starts, watches and steers orchestrations. Safe to use from several threads.</summary>
public abstract partial class DurableTaskClient : IOrchestrationSubmitter, IAsyncDisposable
{
    /// <summary>Names the client.</summary>
    /// <param name="name">The name.</param>
    protected DurableTaskClient(string name)
    {
        Name = name;
    }

    /// <summary>Gets the name of the client.</summary>
    public string Name { get; }

    /// <summary>Starts an orchestration without an input.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="cancellation">Stops before the start is stored.</param>
    /// <returns>The instance id.</returns>
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, CancellationToken cancellation) =>
        ScheduleNewOrchestrationInstanceAsync(orchestratorName, null, null, cancellation);

    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="cancellation">Stops before the start is stored.</param>
    /// <returns>The instance id.</returns>
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input, CancellationToken cancellation) =>
        ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, null, cancellation);

    /// <summary>Starts an orchestration without an input.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="options">The instance id, and more.</param>
    /// <param name="cancellation">Stops before the start is stored.</param>
    /// <returns>The instance id.</returns>
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, StartOrchestrationOptions options, CancellationToken cancellation = default) =>
        ScheduleNewOrchestrationInstanceAsync(orchestratorName, null, options, cancellation);

    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">The instance id, and more.</param>
    /// <param name="cancellation">Stops before the start is stored.</param>
    /// <returns>The instance id.</returns>
    public abstract Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default);

    /// <summary>Raises an event without a payload.</summary>
    /// <param name="instanceId">The orchestration; nothing happens when there is none, or it has ended.</param>
    /// <param name="eventName">The name of the event, in any case.</param>
    /// <param name="cancellation">Stops before the event is stored.</param>
    /// <returns>A task that ends when the event is stored.</returns>
    public virtual Task RaiseEventAsync(string instanceId, string eventName, CancellationToken cancellation) =>
        RaiseEventAsync(instanceId, eventName, null, cancellation);

    /// <summary>Raises an event.</summary>
    /// <param name="instanceId">The orchestration; nothing happens when there is none, or it has ended.</param>
    /// <param name="eventName">The name of the event, in any case.</param>
    /// <param name="eventPayload">The payload.</param>
    /// <param name="cancellation">Stops before the event is stored.</param>
    /// <returns>A task that ends when the event is stored.</returns>
    public abstract Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default);

    /// <summary>Waits until an orchestration is no longer pending.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>What is known of it.</returns>
    public virtual Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, CancellationToken cancellation) =>
        WaitForInstanceStartAsync(instanceId, false, cancellation);

    /// <summary>Waits until an orchestration is no longer pending.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="getInputsAndOutputs">Whether to read input, output and custom status.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>What is known of it.</returns>
    public abstract Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>Waits until an orchestration has ended, however long that takes.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>What is known of it.</returns>
    public virtual Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, CancellationToken cancellation) =>
        WaitForInstanceCompletionAsync(instanceId, false, cancellation);

    /// <summary>Waits until an orchestration has ended, however long that takes.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="getInputsAndOutputs">Whether to read input, output and custom status.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>What is known of it.</returns>
    public abstract Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>Reads what is known of an orchestration.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>What is known; null when there is no such orchestration.</returns>
    public virtual Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation) =>
        GetInstanceAsync(instanceId, false, cancellation);

    /// <summary>Reads what is known of an orchestration.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="getInputsAndOutputs">Whether to read input, output and custom status.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>What is known; null when there is no such orchestration.</returns>
    public virtual Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        GetInstancesAsync(instanceId, getInputsAndOutputs, cancellation);

    /// <summary>Reads what is known of an orchestration. Call <c>GetInstanceAsync</c> instead.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>What is known; null when there is no such orchestration.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, CancellationToken cancellation) =>
        GetInstancesAsync(instanceId, false, cancellation);

    /// <summary>Reads what is known of an orchestration. Override this; call <c>GetInstanceAsync</c>.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="getInputsAndOutputs">Whether to read input, output and custom status.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>What is known; null when there is no such orchestration.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>Lists orchestrations.</summary>
    /// <param name="filter">Which; null for all.</param>
    /// <returns>What is known of each.</returns>
    public abstract AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null);

    /// <summary>Frees what the client holds.</summary>
    /// <returns>A task that ends when it is freed.</returns>
    public abstract ValueTask DisposeAsync();
}
