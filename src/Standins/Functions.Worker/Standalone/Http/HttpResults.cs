using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Writes what HTTP functions return.</summary>
internal static class HttpResults
{
    /// <summary>Writes one result.</summary>
    /// <param name="result">An <see cref="IResult"/>, an <see cref="IActionResult"/>, or <see langword="null"/>: the function has written the response itself, or there is none.</param>
    /// <param name="http">Request and response.</param>
    /// <returns>A task that ends when the result is written.</returns>
    public static Task WriteAsync(object? result, HttpContext http) => result switch
    {
        null => Task.CompletedTask,
        IResult plain => plain.ExecuteAsync(http),
        _ => WriteActionResultAsync(result, http),
    };

    // A method of its own, so that MVC is not loaded by apps that do not use it.
    private static Task WriteActionResultAsync(object result, HttpContext http) =>
        ((IActionResult)result).ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
}
