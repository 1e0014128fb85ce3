using Microsoft.DurableTask;
using Reliability.Orchestration.History;
using DurableCore = global::DurableTask.Core;

namespace Reliability.Orchestration.Execution;

/// <summary>Repeats calls that failed, in durable time: the waits are timers of the history.</summary>
internal static class Retrying
{
    /// <summary>Calls until a call succeeds or the options give up.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="options">When to try again.</param>
    /// <param name="call">Calls once.</param>
    /// <exception cref="TaskFailedException">The last failure.</exception>
    public static async Task<T> CallAsync<T>(TaskOrchestrationContext context, TaskRetryOptions options, Func<Task<T>> call)
    {
        var start = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            TaskFailedException failure;
            try
            {
                return await call().ConfigureAwait(true);
            }
            catch (TaskFailedException e)
            {
                failure = e;
            }

            if (!await IsWorthAnotherAsync(context, options, attempt, failure, start).ConfigureAwait(true)) throw failure;
        }
    }

    /// <summary>How long to wait after a number of attempts.</summary>
    public static TimeSpan DelayAfter(RetryPolicy policy, int attempt)
    {
        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var most = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return ticks < most.Ticks ? TimeSpan.FromTicks((long)ticks) : most;
    }

    private static async Task<bool> IsWorthAnotherAsync(
        TaskOrchestrationContext context, TaskRetryOptions options, int attempt, TaskFailedException failure, DateTime start)
    {
        if (failure.FailureDetails.ErrorType == Failure.ActivityNotFound) return false;
        var spent = context.CurrentUtcDateTime - start;
        if (options.Policy is not { } policy)
            return await options.Handler!(new RetryContext(context, attempt, failure.FailureDetails, spent, CancellationToken.None)).ConfigureAwait(true);

        if (attempt >= policy.MaxNumberOfAttempts || !Handles(policy, failure)) return false;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && spent >= policy.RetryTimeout) return false;
        await context.CreateTimer(DelayAfter(policy, attempt), CancellationToken.None).ConfigureAwait(true);
        return true;
    }

    // The policy can only be asked about exceptions of the field's core library.
    private static bool Handles(RetryPolicy policy, TaskFailedException failure) =>
        policy.Handle(new DurableCore.Exceptions.TaskFailedException(failure.Message) { FailureDetails = ToCore(failure.FailureDetails) });

    private static DurableCore.FailureDetails ToCore(TaskFailureDetails details) =>
        new(details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure is { } inner ? ToCore(inner) : null, false);
}
