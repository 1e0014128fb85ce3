using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>The span of the caller, from the W3C headers of a request.</summary>
internal static class RemoteParent
{
    /// <summary>Reads the headers.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The caller's span, or the default when there is none or it is malformed.</returns>
    public static ActivityContext Of(HttpRequest request) =>
        ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out ActivityContext parent)
            ? parent
            : default;
}
