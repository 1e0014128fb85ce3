using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Puts the functions on the server's routes.</summary>
internal static class HttpRoutes
{
    /// <summary>Reports functions that would answer the same requests.</summary>
    /// <param name="routes">All functions with their routes.</param>
    /// <param name="errors">Receives one error per clash.</param>
    public static void CheckClashes(IReadOnlyList<(FunctionMethod Function, HttpRoute Route)> routes, StartupErrors errors)
    {
        for (int i = 0; i < routes.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (Clash(routes[i].Route, routes[j].Route))
                    errors.Add(routes[i].Function.Where, $"the route '{routes[i].Route.Pattern.RawText}' is already taken by {routes[j].Function.Where} for the same method.");
            }
        }
    }

    /// <summary>Sets up routing: functions, <c>GET /</c> as a cheap sign of life, and problems for everything else.</summary>
    /// <param name="app">The server's pipeline.</param>
    public static void UseFunctionRoutes(WebApplication app)
    {
        app.UseRouting();
        app.Run(static http => http.GetEndpoint() switch
        {
            RouteEndpoint { RequestDelegate: { } handle } => handle(http),
            null when http.Request.Path.Value is null or "" or "/" => SignOfLife(http),
            null => Problem.NotFound.WriteAsync(http),
            Endpoint refusal => RefuseAsync(refusal, http),
        });
    }

    private static Task SignOfLife(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    // Routing's own endpoints, such as 405, set the status and headers but no body.
    private static async Task RefuseAsync(Endpoint refusal, HttpContext http)
    {
        await refusal.RequestDelegate!(http).ConfigureAwait(false);
        if (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            await Problem.MethodNotAllowed.WriteAsync(http).ConfigureAwait(false);
    }

    private static bool Clash(HttpRoute one, HttpRoute other) =>
        string.Equals(Shape(one), Shape(other), StringComparison.OrdinalIgnoreCase)
        && (one.Methods.Length == 0 || other.Methods.Length == 0 || one.Methods.Intersect(other.Methods).Any());

    // Two routes clash when they differ in nothing but the names of their parameters.
    private static string Shape(HttpRoute route) => string.Join('/', route.Pattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter =>
                $"{{{(parameter.IsCatchAll ? "*" : "")}:{string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content))}}}",
            _ => "",
        }))));
}
