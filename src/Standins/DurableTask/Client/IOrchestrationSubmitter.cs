namespace Microsoft.DurableTask.Internal;

/// <summary>What starts orchestrations. Derive from <c>DurableTaskClient</c> instead.</summary>
public interface IOrchestrationSubmitter
{
    /// <summary>Starts an orchestration.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">The instance id, and more.</param>
    /// <param name="cancellation">Stops before the start is stored.</param>
    /// <returns>The instance id.</returns>
    Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default);
}
