using Microsoft.AspNetCore.Http;
using Reliability.Core.Rum;

namespace Reliability.Functions.Rum;

/// <summary>How the sender of a beacon is answered.</summary>
internal abstract class BeaconReply
{
    /// <summary>202 with the counts, or a problem when nothing was accepted.</summary>
    public static BeaconReply Counts { get; } = new CountsReply();

    /// <summary>204, as an image that shows nothing; a problem when nothing was accepted.</summary>
    public static BeaconReply Nothing { get; } = new NothingReply();

    /// <summary>200 as OTLP/HTTP has it, also when nothing was accepted: its senders must not send the same again.</summary>
    public static BeaconReply Otlp { get; } = new OtlpReply();

    /// <summary>Gets whether a request of which nothing was accepted is refused.</summary>
    public virtual bool RefusesAll => true;

    /// <summary>Builds the answer to events that were stored.</summary>
    public abstract IResult Answer(int accepted, int rejected, IReadOnlyList<EventError> errors);

    private sealed class CountsReply : BeaconReply
    {
        public override IResult Answer(int accepted, int rejected, IReadOnlyList<EventError> errors) => new BeaconResult(accepted, rejected, errors);
    }

    private sealed class NothingReply : BeaconReply
    {
        public override IResult Answer(int accepted, int rejected, IReadOnlyList<EventError> errors) => EmptyImage.Instance;
    }

    private sealed class OtlpReply : BeaconReply
    {
        public override bool RefusesAll => false;

        public override IResult Answer(int accepted, int rejected, IReadOnlyList<EventError> errors) => OtlpAnswer.Of(rejected, errors);
    }

    // A cached answer would keep the browser from sending the next beacon.
    private sealed class EmptyImage : IResult
    {
        public static readonly EmptyImage Instance = new();

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
            httpContext.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }
    }
}
