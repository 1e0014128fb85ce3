using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>How a client starts an orchestration.</summary>
public record StartOrchestrationOptions
{
    /// <summary>Sets id and time.</summary>
    /// <param name="InstanceId">The instance id; null for a new one.</param>
    /// <param name="StartAt">When to start; null, or in the past, for at once.</param>
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>Gets the instance id.</summary>
    /// <value>Null for a new one.</value>
    public string? InstanceId { get; init; }

    /// <summary>Gets when to start.</summary>
    /// <value>Null, or in the past, for at once.</value>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Gets the tags of the instance.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary.Create<string, string>();

    /// <summary>Gets the version of the instance.</summary>
    /// <value>Null for the default version of the client.</value>
    public TaskVersion? Version { get; init; }

    /// <summary>Gets the statuses in which an existing instance of the same id refuses the start.</summary>
    /// <value>Names of <c>OrchestrationRuntimeStatus</c>; null leaves it to the backend.</value>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
