namespace Microsoft.Azure.Functions.Worker;

/// <summary>The W3C trace context of an invocation.</summary>
public abstract class TraceContext
{
    /// <summary>Gets the <c>traceparent</c> value; empty when the invocation is not part of a trace.</summary>
    public abstract string TraceParent { get; }

    /// <summary>Gets the <c>tracestate</c> value; empty when there is none.</summary>
    public abstract string TraceState { get; }

    /// <summary>Gets further attributes of the trace; empty by default.</summary>
    public virtual IReadOnlyDictionary<string, string> Attributes { get; } = new Dictionary<string, string>();
}

/// <summary>The data a trigger came with.</summary>
public abstract class BindingContext
{
    /// <summary>Gets the data by name: route values for HTTP, nothing for timers.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

/// <summary>How often an event was tried.</summary>
public abstract class RetryContext
{
    /// <summary>Gets the number of earlier tries of this event; 0 for the first.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Gets the number of retries after which the event is given up; 0 when there is no retry policy.</summary>
    public abstract int MaxRetryCount { get; }
}

/// <summary>Features of one invocation, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Sets or replaces the feature of type <typeparamref name="T"/>.</summary>
    /// <typeparam name="T">Type under which the feature is found.</typeparam>
    /// <param name="instance">The feature.</param>
    void Set<T>(T instance);

    /// <summary>Finds a feature.</summary>
    /// <typeparam name="T">Type under which it was set.</typeparam>
    /// <returns>The feature, or the default of <typeparamref name="T"/> when it was not set.</returns>
    T? Get<T>();
}
