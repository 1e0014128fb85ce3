using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>The trace context of the span that is current when asked.</summary>
internal sealed class InvocationTrace(Activity? activity) : TraceContext
{
    /// <summary>Gets the context of the current span.</summary>
    public static InvocationTrace Current => new(Activity.Current);

    /// <inheritdoc/>
    public override string TraceParent => activity?.Id ?? "";

    /// <inheritdoc/>
    public override string TraceState => activity?.TraceStateString ?? "";
}

/// <summary>Route values for HTTP, nothing for timers.</summary>
internal sealed class InvocationBindings(HttpContext? http) : BindingContext
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> BindingData { get; } =
        http?.Request.RouteValues as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>();
}

/// <summary>There are no retry policies here: every try is the first.</summary>
internal sealed class FirstTry : RetryContext
{
    /// <summary>The only instance.</summary>
    public static readonly FirstTry Instance = new();

    /// <inheritdoc/>
    public override int RetryCount => 0;

    /// <inheritdoc/>
    public override int MaxRetryCount => 0;
}
