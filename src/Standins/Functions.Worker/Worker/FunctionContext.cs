namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function: its identity, services, tracing and cancellation.</summary>
public abstract class FunctionContext
{
    /// <summary>Gets the identity of this invocation: a GUID in the <c>D</c> format, new for every invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Gets the identity of the function: the same for all its invocations.</summary>
    public abstract string FunctionId { get; }

    /// <summary>Gets the distributed tracing context this invocation runs in.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>Gets the data the trigger came with, such as route values.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Gets how often this event was tried before.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>Gets or sets the services of this invocation: one scope, disposed when the invocation ends.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>Gets the description of the function that runs.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Gets or sets what middleware and function share within this invocation; empty at first but for the HTTP context.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Gets the features of this invocation, by type.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Gets the token cancelled on time-out, on loss of the client or of the timer lease, and when the drain at shutdown runs out of time.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
