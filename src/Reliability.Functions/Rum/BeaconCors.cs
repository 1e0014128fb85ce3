using Microsoft.AspNetCore.Http;

namespace Reliability.Functions.Rum;

/// <summary>Cross-origin rules of the beacon door: the page's own origin is echoed, never a wildcard.</summary>
/// <remarks>Browsers send beacons with credentials, so an answer that allows any origin would be refused by them.</remarks>
internal static class BeaconCors
{
    private const string AllowedHeaders = "content-type, content-encoding, traceparent, tracestate, x-api-key, x-faro-session-id, x-scope-orgid, idempotency-key, x-rum-token";
    private const string ExposedHeaders = "Retry-After, X-Faro-Session-Status";

    /// <summary>Tells where a request comes from: its <c>Origin</c>, or the origin of its <c>Referer</c>; null when it says neither.</summary>
    public static string? OriginOf(HttpRequest request)
    {
        if (request.Headers.Origin is [{ Length: > 0 } origin]) return origin;
        return Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var referer) ? referer.GetLeftPart(UriPartial.Authority) : null;
    }

    /// <summary>Tells caches that the answer depends on who asks, be it a refusal.</summary>
    public static void Vary(HttpContext context) => context.Response.Headers.Vary = "Origin";

    /// <summary>Lets the page that sent a request read the answer. Call for allowed origins only.</summary>
    public static void Allow(HttpContext context)
    {
        if (context.Request.Headers.Origin is not [{ Length: > 0 } origin]) return;
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowCredentials = "true";
        headers.AccessControlExposeHeaders = ExposedHeaders;
    }

    /// <summary>Answers a preflight request of an allowed origin.</summary>
    public static IResult Preflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "POST, GET";
        headers.AccessControlAllowHeaders = AllowedHeaders;
        headers.AccessControlMaxAge = "86400";
        return Results.NoContent();
    }
}
