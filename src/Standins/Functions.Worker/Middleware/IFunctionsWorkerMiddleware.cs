namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Runs the rest of an invocation: the middleware after the caller, then the function.</summary>
/// <param name="context">The invocation.</param>
/// <returns>A task that ends when the function has run; its HTTP result is written after the whole pipeline has ended.</returns>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>Code that runs around every invocation, HTTP or timer. One instance serves all invocations.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs around one invocation.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="next">The rest of the pipeline; not called, the function does not run.</param>
    /// <returns>A task that ends with this middleware's work.</returns>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
