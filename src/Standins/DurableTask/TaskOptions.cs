namespace Microsoft.DurableTask;

/// <summary>How an activity or another orchestration is called.</summary>
public record TaskOptions
{
    /// <summary>Sets the retries.</summary>
    /// <param name="retry">When to try again; null for never.</param>
    public TaskOptions(TaskRetryOptions? retry)
        : this(retry, null)
    {
    }

    /// <summary>Sets retries and tags.</summary>
    /// <param name="retry">When to try again; null for never.</param>
    /// <param name="tags">Tags of the task.</param>
    public TaskOptions(TaskRetryOptions? retry = null, IDictionary<string, string>? tags = null)
    {
        Retry = retry;
        Tags = tags;
    }

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public TaskOptions(TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Retry = options.Retry;
        Tags = options.Tags;
        Version = options.Version;
    }

    /// <summary>Gets when to try again.</summary>
    /// <value>Null for never.</value>
    public TaskRetryOptions? Retry { get; init; }

    /// <summary>Gets the tags of the task.</summary>
    public IDictionary<string, string>? Tags { get; init; }

    /// <summary>Gets the version to call.</summary>
    /// <value>Null for the version of the calling orchestration.</value>
    public TaskVersion? Version { get; init; }

    /// <summary>Makes options from a policy.</summary>
    /// <param name="policy">When to try again.</param>
    /// <returns>The options.</returns>
    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

    /// <summary>Makes options from a handler.</summary>
    /// <param name="handler">Decides whether to try again.</param>
    /// <returns>The options.</returns>
    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(handler);

    /// <summary>Makes options from a handler.</summary>
    /// <param name="handler">Decides whether to try again.</param>
    /// <returns>The options.</returns>
    public static TaskOptions FromRetryHandler(RetryHandler handler) => new(handler);

    /// <summary>Adds the id of the instance to start.</summary>
    /// <param name="instanceId">The id.</param>
    /// <returns>Options for an orchestration, otherwise as these.</returns>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}

/// <summary>How another orchestration is called.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Sets retries and the id.</summary>
    /// <param name="retry">When to try again; null for never.</param>
    /// <param name="instanceId">The id of the instance; null for a new one.</param>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry)
    {
        InstanceId = instanceId;
    }

    /// <summary>Adds an id to options.</summary>
    /// <param name="options">The other options.</param>
    /// <param name="instanceId">The id of the instance; null for the one that <paramref name="options"/> may have.</param>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options)
    {
        InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;
    }

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
    }

    /// <summary>Gets the id of the instance.</summary>
    /// <value>Null for a new one.</value>
    public string? InstanceId { get; init; }

    /// <summary>Gets the version to start.</summary>
    /// <value>Null for the version of the calling orchestration.</value>
    public new TaskVersion? Version
    {
        get => base.Version;
        init => base.Version = value;
    }
}
