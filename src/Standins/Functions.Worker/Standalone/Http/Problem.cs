using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>An error the host itself answers with, as <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Slug">End of the stable type <c>urn:reliability:host:{slug}</c>.</param>
/// <param name="Detail">A sentence for the caller, without internals.</param>
internal sealed record Problem(int Status, string Slug, string Detail)
{
    public static readonly Problem Unauthorized = new(401, "unauthorized", "A valid key is needed in the x-functions-key header or the code query parameter.");
    public static readonly Problem NotFound = new(404, "not-found", "Nothing is served at this path.");
    public static readonly Problem MethodNotAllowed = new(405, "method-not-allowed", "This path does not answer this method; see the Allow header.");
    public static readonly Problem Failed = new(500, "internal-error", "The function failed. The log has the cause under the invocation id.");
    public static readonly Problem Draining = new(503, "shutting-down", "The host is shutting down; try again.");
    public static readonly Problem TimedOut = new(504, "timeout", "The function took longer than it may.");

    /// <summary>Makes the problem of a malformed request.</summary>
    /// <param name="fault">What the server or the binding found.</param>
    /// <returns>400, 408, 413 or whatever status the fault carries.</returns>
    public static Problem Rejected(BadHttpRequestException fault) => new(
        fault.StatusCode,
        fault.StatusCode switch { 408 => "request-timeout", 413 => "payload-too-large", _ => "bad-request" },
        fault.Message);

    /// <summary>Writes the problem as the whole response.</summary>
    /// <param name="http">Request and response; nothing of the response has been sent.</param>
    /// <param name="invocationId">Id to find the cause in the log by, or <see langword="null"/>.</param>
    /// <returns>A task that ends when the response is written.</returns>
    public async Task WriteAsync(HttpContext http, string? invocationId = null)
    {
        http.Response.StatusCode = Status;
        http.Response.ContentType = "application/problem+json";
        if (Status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "ApiKey header=\"x-functions-key\"";
        await using (Utf8JsonWriter json = new(http.Response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteString("type", $"urn:reliability:host:{Slug}");
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(Status));
            json.WriteNumber("status", Status);
            json.WriteString("detail", Detail);
            if (invocationId is not null)
                json.WriteString("invocationId", invocationId);
            json.WriteEndObject();
        }

        await http.Response.BodyWriter.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
