using System.ComponentModel;
using Core = global::DurableTask.Core.Exceptions;

namespace Microsoft.DurableTask;

/// <summary>When a failed call is tried again, in numbers.</summary>
public class RetryPolicy
{
    /// <summary>Makes a policy.</summary>
    /// <param name="maxNumberOfAttempts">How often to try in all; at least 1.</param>
    /// <param name="firstRetryInterval">The pause after the first try; more than zero.</param>
    /// <param name="backoffCoefficient">What each pause is multiplied by to get the next; at least 1.</param>
    /// <param name="maxRetryInterval">The longest pause; null for one hour.</param>
    /// <param name="retryTimeout">How long to try; null or infinite for no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An argument is out of the range stated for it, or one of the last two is finite and less than <paramref name="firstRetryInterval"/>.
    /// </exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        ThrowIfShorter(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        ThrowIfShorter(retryTimeout, firstRetryInterval, nameof(retryTimeout));
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        Handle = _ => true;
    }

    /// <summary>Gets how often to try in all.</summary>
    /// <value>At least 1.</value>
    public int MaxNumberOfAttempts { get; }

    /// <summary>Gets the pause after the first try.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>Gets what each pause is multiplied by to get the next.</summary>
    /// <value>At least 1, the default.</value>
    public double BackoffCoefficient { get; }

    /// <summary>Gets the longest pause.</summary>
    /// <value>Default one hour.</value>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>Gets how long to try.</summary>
    /// <value>Default infinite.</value>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Gets whether a failure is worth another try; a backend asks it with the exceptions of DurableTask.Core.</summary>
    /// <value>By default every failure is.</value>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; }

    /// <summary>Sets whether a failure is worth another try, within the limits of number and time.</summary>
    /// <exception cref="InvalidOperationException">
    /// Thrown by <see cref="Handle"/> for an exception that is none of DurableTask.Core, or has no details.
    /// </exception>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = exception => value(DetailsOf(exception));
    }

    private static TaskFailureDetails DetailsOf(Exception exception)
    {
        bool known = exception is Core.TaskFailedException or Core.SubOrchestrationFailedException;
        return (known ? TaskFailureDetails.FromCore(((Core.OrchestrationException)exception).FailureDetails) : null)
            ?? throw new InvalidOperationException($"{exception?.GetType()} tells no details of the failure.");
    }

    private static void ThrowIfShorter(TimeSpan? value, TimeSpan firstRetryInterval, string name)
    {
        if (value < firstRetryInterval && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, value, "Must not be less than the first interval.");
        }
    }
}
