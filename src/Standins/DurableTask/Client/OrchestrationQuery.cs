namespace Microsoft.DurableTask.Client;

/// <summary>Which orchestrations to list; what is null does not restrict.</summary>
/// <param name="CreatedFrom">The earliest time of creation.</param>
/// <param name="CreatedTo">The latest time of creation.</param>
/// <param name="Statuses">The states.</param>
/// <param name="TaskHubNames">The task hubs to look in.</param>
/// <param name="InstanceIdPrefix">How the instance ids begin.</param>
/// <param name="PageSize">The most instances on a page.</param>
/// <param name="FetchInputsAndOutputs">Whether to read inputs, outputs and custom statuses.</param>
/// <param name="ContinuationToken">The token of the page before the first one wanted.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>The most instances on a page, if nothing else is said.</summary>
    public const int DefaultPageSize = 100;
}
