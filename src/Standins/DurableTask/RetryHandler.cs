namespace Microsoft.DurableTask;

/// <summary>Decides whether a failed call is tried again. It is part of the orchestrator, so it must decide the same each time.</summary>
/// <param name="retryContext">What has been tried.</param>
/// <returns>Whether to try again.</returns>
public delegate bool RetryHandler(RetryContext retryContext);

/// <summary>Decides whether a failed call is tried again, after waiting if need be.</summary>
/// <param name="retryContext">What has been tried.</param>
/// <returns>Whether to try again.</returns>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);

/// <summary>What has been tried of a call.</summary>
/// <param name="OrchestrationContext">The orchestration that calls.</param>
/// <param name="LastAttemptNumber">The number of tries so far; from 1.</param>
/// <param name="LastFailure">How the last one failed.</param>
/// <param name="TotalRetryTime">The time since the first try.</param>
/// <param name="CancellationToken">Cancelled when there is no use in going on.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
