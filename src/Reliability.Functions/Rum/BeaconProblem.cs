using Microsoft.AspNetCore.Http;
using Reliability.Core.Rum;
using Reliability.Functions.Http;

namespace Reliability.Functions.Rum;

/// <summary>Error answers of the beacon door: one problem type per reason.</summary>
internal static class BeaconProblem
{
    private const int RetryAfterSeconds = 5;

    /// <summary>Builds the answer to a request that was refused as a whole.</summary>
    /// <param name="reason">A word of <see cref="RejectReason"/>.</param>
    /// <param name="detail">This occurrence, for a person.</param>
    /// <param name="errors">What is wrong with which events.</param>
    /// <param name="retryAfterSeconds">When a repeat may succeed; null when the reason tells.</param>
    public static IResult Of(string reason, string? detail = null, IReadOnlyList<EventError>? errors = null, int? retryAfterSeconds = null)
    {
        var (status, title) = Kind(reason);
        var inputErrors = errors?.Select(error => new InputError($"[{error.Index}]", error.Reason)).ToList()
            ?? (status == StatusCodes.Status400BadRequest ? [new InputError("", detail ?? title)] : null);
        return Problem.Create(status, Problem.TypePrefix + reason, title, detail, inputErrors, reason == RejectReason.Unavailable ? RetryAfterSeconds : retryAfterSeconds);
    }

    private static (int Status, string Title) Kind(string reason) => reason switch
    {
        RejectReason.UnknownSite => (StatusCodes.Status404NotFound, "There is no such site."),
        RejectReason.BadKey => (StatusCodes.Status401Unauthorized, "The site key is missing or wrong."),
        RejectReason.BadToken => (StatusCodes.Status401Unauthorized, "The session token is missing, wrong or expired."),
        RejectReason.RateLimited => (StatusCodes.Status429TooManyRequests, "Too many requests; send again later."),
        RejectReason.ForeignOrigin => (StatusCodes.Status403Forbidden, "Beacons from this origin are not accepted."),
        RejectReason.TooLarge => (StatusCodes.Status413PayloadTooLarge, "The body is too large."),
        RejectReason.TooSlow => (StatusCodes.Status408RequestTimeout, "The body came too slowly."),
        RejectReason.Incomplete => (StatusCodes.Status400BadRequest, "The body did not come whole."),
        RejectReason.BadEncoding => (StatusCodes.Status415UnsupportedMediaType, "The body's encoding cannot be read; gzip and identity can."),
        RejectReason.Unavailable => (StatusCodes.Status503ServiceUnavailable, "The beacon could not be stored; send it again."),
        RejectReason.Empty => (StatusCodes.Status400BadRequest, "The body has no events."),
        RejectReason.Malformed => (StatusCodes.Status400BadRequest, "The body is no beacon of a known format."),
        RejectReason.BadIdempotencyKey => (StatusCodes.Status400BadRequest, "The Idempotency-Key is not 1 to 256 printable ASCII characters."),
        _ => (StatusCodes.Status400BadRequest, "No event of the request was accepted."),
    };
}
