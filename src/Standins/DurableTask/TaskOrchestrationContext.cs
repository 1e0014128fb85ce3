using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>What an orchestrator may use. Everything here gives the same answer at every replay.</summary>
public abstract partial class TaskOrchestrationContext
{
    private ILoggerFactory? _replaySafeLoggerFactory;

    /// <summary>Gets the name of the orchestration.</summary>
    public abstract TaskName Name { get; }

    /// <summary>Gets the instance id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>Gets the orchestration that started this one.</summary>
    /// <value>Null when a client did.</value>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>Gets the time of the orchestration, in UTC: it stands still between two events of the history.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Gets whether what runs now has run before.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>Gets the version that the instance was created with.</summary>
    /// <value>Empty for none.</value>
    public virtual string Version => string.Empty;

    /// <summary>Gets settings that the backend passes on.</summary>
    /// <value>Empty by default.</value>
    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = new Dictionary<string, object?>();

    /// <summary>Gets a factory of loggers that are silent while replaying.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory => _replaySafeLoggerFactory ??= new ReplaySafeFactory(this);

    /// <summary>Gets the factory that replay-safe loggers are made from.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>Deserializes the input.</summary>
    /// <typeparam name="T">What to deserialize it to.</typeparam>
    /// <returns>The input; the default value when there is none.</returns>
    public abstract T? GetInput<T>();

    /// <summary>Makes an id that is the same at every replay.</summary>
    /// <returns>The id: unique within the instance and across instances.</returns>
    public abstract Guid NewGuid();

    /// <summary>Publishes a status that clients can read while the orchestration runs.</summary>
    /// <param name="customStatus">A serializable value; null clears it.</param>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Ends this execution and starts over with a new input and no history.</summary>
    /// <param name="newInput">The new input.</param>
    /// <param name="preserveUnprocessedEvents">Whether events that were not waited for yet are passed on.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>Ends this execution and starts over with a new input and no history.</summary>
    /// <param name="options">The new input, and more. A backend that does not override this ignores the new version.</param>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>Compares the version of the orchestration with another.</summary>
    /// <param name="version">The other version; an empty one precedes all others.</param>
    /// <returns>Less than, equal to or greater than zero, as this version precedes, equals or follows the other.</returns>
    public virtual int CompareVersionTo(string version) => OrchestrationVersionOrder.Compare(Version, version);

    /// <summary>Makes a logger that is silent while replaying.</summary>
    /// <param name="categoryName">The category.</param>
    /// <returns>The logger.</returns>
    public virtual ILogger CreateReplaySafeLogger(string categoryName) =>
        new ReplaySafeLogger(this, InnermostLoggerFactory().CreateLogger(categoryName));

    /// <summary>Makes a logger that is silent while replaying.</summary>
    /// <param name="type">The type that names the category.</param>
    /// <returns>The logger.</returns>
    public virtual ILogger CreateReplaySafeLogger(Type type) =>
        new ReplaySafeLogger(this, InnermostLoggerFactory().CreateLogger(type));

    /// <summary>Makes a logger that is silent while replaying.</summary>
    /// <typeparam name="T">The type that names the category.</typeparam>
    /// <returns>The logger.</returns>
    public virtual ILogger CreateReplaySafeLogger<T>() =>
        new ReplaySafeLogger(this, InnermostLoggerFactory().CreateLogger<T>());
}
