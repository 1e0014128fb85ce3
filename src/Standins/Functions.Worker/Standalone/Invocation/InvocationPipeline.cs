using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>The app's middleware around its functions.</summary>
internal sealed class InvocationPipeline
{
    private readonly FunctionExecutionDelegate? _pipeline;

    /// <summary>Joins the middleware.</summary>
    /// <param name="middleware">Outermost first; may be empty.</param>
    public InvocationPipeline(IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        if (middleware.Count > 0)
            _pipeline = middleware.Reverse().Aggregate((FunctionExecutionDelegate)CallAsync, (next, outer) => outer(next));
    }

    /// <summary>Runs middleware and function.</summary>
    /// <param name="invocation">The invocation.</param>
    /// <returns>What the method returned; <see langword="null"/> when a middleware did not let it run.</returns>
    public ValueTask<object?> RunAsync(Invocation invocation) =>
        _pipeline is null ? invocation.Function.Invoke(invocation) : ThroughAsync(_pipeline, invocation);

    private static async ValueTask<object?> ThroughAsync(FunctionExecutionDelegate pipeline, Invocation invocation)
    {
        await pipeline(invocation).ConfigureAwait(false);
        return invocation.Result;
    }

    private static async Task CallAsync(FunctionContext context)
    {
        Invocation invocation = (Invocation)context;
        invocation.Result = await invocation.Function.Invoke(invocation).ConfigureAwait(false);
    }
}
