using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Standalone;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The way from an invocation to its HTTP request.</summary>
public static class FunctionContextExtensions
{
    /// <summary>Gets the HTTP request and response of an invocation.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The HTTP context, or <see langword="null"/> when a timer started the function.</returns>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context is Invocation invocation)
            return invocation.Http;
        return context.Items.TryGetValue(Invocation.HttpContextKey, out var http) ? http as HttpContext : null;
    }
}
