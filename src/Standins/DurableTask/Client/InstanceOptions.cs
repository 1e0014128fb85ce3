namespace Microsoft.DurableTask.Client;

/// <summary>How to terminate an orchestration.</summary>
/// <param name="Output">Its output.</param>
/// <param name="Recursive">Whether the orchestrations it started are terminated too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);

/// <summary>How to purge an orchestration.</summary>
/// <param name="Recursive">Whether the orchestrations it started are purged too.</param>
public record PurgeInstanceOptions(bool Recursive = false);

/// <summary>Which orchestrations to purge; what is null does not restrict.</summary>
/// <param name="CreatedFrom">The earliest time of creation.</param>
/// <param name="CreatedTo">The latest time of creation.</param>
/// <param name="Statuses">The states.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null);

/// <summary>What was purged.</summary>
public class PurgeResult
{
    /// <summary>Tells how many instances were purged.</summary>
    /// <param name="count">The number of instances; not negative.</param>
    /// <exception cref="ArgumentException">The number is negative.</exception>
    public PurgeResult(int count)
    {
        if (count < 0)
        {
            throw new ArgumentException("Must not be negative.", nameof(count));
        }

        PurgedInstanceCount = count;
    }

    /// <summary>Tells how many instances were purged, and whether all were.</summary>
    /// <param name="count">The number of instances; not negative.</param>
    /// <param name="isComplete">Whether nothing is left to purge; null if unknown.</param>
    /// <exception cref="ArgumentException">The number is negative.</exception>
    public PurgeResult(int count, bool? isComplete)
        : this(count)
    {
        IsComplete = isComplete;
    }

    /// <summary>Gets the number of instances.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Gets whether nothing is left to purge.</summary>
    /// <value>Null if unknown.</value>
    public bool? IsComplete { get; }
}
