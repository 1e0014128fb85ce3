using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Reliability.Core.Rum;

namespace Reliability.Functions.Rum;

/// <summary>The answer to stored beacons: 202 with the number of events taken and the reasons for the others.</summary>
/// <param name="accepted">Events stored.</param>
/// <param name="rejected">Events not accepted.</param>
/// <param name="errors">Reasons of the first ones.</param>
internal sealed class BeaconResult(int accepted, int rejected, IReadOnlyList<EventError> errors) : IResult, IStatusCodeHttpResult
{
    private static readonly byte[][] AllAccepted =
        [.. Enumerable.Range(0, 101).Select(count => JsonSerializer.SerializeToUtf8Bytes(new BeaconAnswer(count, 0, []), BeaconJson.Default.BeaconAnswer))];

    /// <inheritdoc/>
    public int? StatusCode => StatusCodes.Status202Accepted;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var body = rejected == 0 && accepted < AllAccepted.Length
            ? AllAccepted[accepted]
            : JsonSerializer.SerializeToUtf8Bytes(new BeaconAnswer(accepted, rejected, errors), BeaconJson.Default.BeaconAnswer);
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status202Accepted;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}

internal sealed record BeaconAnswer(int Accepted, int Rejected, IReadOnlyList<EventError> Errors);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BeaconAnswer))]
internal sealed partial class BeaconJson : JsonSerializerContext;
