using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>One invocation. Lean: what a function does not ask for is never made.</summary>
internal sealed class Invocation : FunctionContext, IDisposable
{
    /// <summary>Key of the HTTP context in <see cref="Items"/>, as in the official ASP.NET Core integration.</summary>
    public const string HttpContextKey = "HttpRequestContext";

    private readonly InvocationLimits _limits;
    private readonly CancellationToken _lease;
    private InvocationCancellation? _cancellation;
    private string? _id;
    private IServiceProvider? _services;
    private IDictionary<object, object>? _items;
    private InvocationFeatures? _features;

    /// <summary>Starts an invocation by HTTP.</summary>
    /// <param name="function">What runs.</param>
    /// <param name="limits">Limits of the host.</param>
    /// <param name="http">Request and response.</param>
    public Invocation(RunnableFunction function, InvocationLimits limits, HttpContext http)
    {
        Function = function;
        Http = http;
        _limits = limits;
        Started = limits.Time.GetTimestamp();
    }

    /// <summary>Starts an invocation by a timer.</summary>
    /// <param name="function">What runs.</param>
    /// <param name="limits">Limits of the host.</param>
    /// <param name="timer">What the function is told.</param>
    /// <param name="services">Scope of this invocation; the caller disposes it.</param>
    /// <param name="lease">Cancelled when the timer's lease is lost.</param>
    public Invocation(RunnableFunction function, InvocationLimits limits, TimerInfo timer, IServiceProvider services, CancellationToken lease)
    {
        Function = function;
        Timer = timer;
        _limits = limits;
        _services = services;
        _lease = lease;
        Started = limits.Time.GetTimestamp();
    }

    /// <summary>Gets what runs.</summary>
    public RunnableFunction Function { get; }

    /// <summary>Gets request and response; <see langword="null"/> for timers.</summary>
    public HttpContext? Http { get; }

    /// <summary>Gets the request. Only for HTTP functions.</summary>
    public HttpRequest Request => Http!.Request;

    /// <summary>Gets what a timer function is told; <see langword="null"/> for HTTP.</summary>
    public TimerInfo? Timer { get; }

    /// <summary>Gets the timestamp at which the invocation started.</summary>
    public long Started { get; }

    /// <summary>Gets or sets what the method returned, awaited.</summary>
    public object? Result { get; set; }

    /// <summary>Gets whether the invocation took longer than it may.</summary>
    public bool TimedOut => _cancellation is { TimedOut: true };

    /// <summary>Gets whether the drain at shutdown has run out of time.</summary>
    public bool DrainEnded => _limits.DrainEnded.IsCancellationRequested;

    /// <inheritdoc/>
    public override string InvocationId => _id ?? Interlocked.CompareExchange(ref _id, Guid.NewGuid().ToString(), null) ?? _id;

    /// <inheritdoc/>
    public override string FunctionId => Function.Definition.Id;

    /// <inheritdoc/>
    public override FunctionDefinition FunctionDefinition => Function.Definition;

    /// <inheritdoc/>
    public override TraceContext TraceContext => InvocationTrace.Current;

    /// <inheritdoc/>
    public override BindingContext BindingContext => new InvocationBindings(Http);

    /// <inheritdoc/>
    public override RetryContext RetryContext => FirstTry.Instance;

    /// <inheritdoc/>
    public override IServiceProvider InstanceServices
    {
        get => _services ?? Http!.RequestServices;
        set => _services = value;
    }

    /// <inheritdoc/>
    public override IDictionary<object, object> Items
    {
        get => _items ??= Http is null ? new Dictionary<object, object>() : new Dictionary<object, object> { [HttpContextKey] = Http };
        set => _items = value;
    }

    /// <inheritdoc/>
    public override IInvocationFeatures Features => _features ??= new InvocationFeatures(Http);

    /// <inheritdoc/>
    public override CancellationToken CancellationToken => (_cancellation ?? StartCancellation()).Token;

    /// <inheritdoc/>
    public void Dispose() => _cancellation?.Dispose();

    private InvocationCancellation StartCancellation()
    {
        InvocationCancellation created = new(_limits, Started, Http?.RequestAborted ?? _lease);
        InvocationCancellation? earlier = Interlocked.CompareExchange(ref _cancellation, created, null);
        if (earlier is null)
            return created;
        created.Dispose();
        return earlier;
    }
}
