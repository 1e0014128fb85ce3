using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Reliability.Functions.Http;

internal sealed record ProblemBody(string Type, string Title, int Status, string? Detail, IReadOnlyList<InputError>? Errors);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class ProblemJsonContext : JsonSerializerContext;

/// <summary>Writes one problem body with its status and headers.</summary>
internal sealed class ProblemResult(ProblemBody body, int? retryAfterSeconds) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc/>
    public int? StatusCode => body.Status;

    /// <summary>Gets what is sent.</summary>
    public ProblemBody Body => body;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = body.Status;
        if (retryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return response.WriteAsJsonAsync(
            body, ProblemJsonContext.Default.ProblemBody, Problem.ContentType, httpContext.RequestAborted);
    }
}
