using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Reliability.Functions.Rum;

/// <summary><c>POST /api/rum/{site}?key=K</c>: beacons in, 202 when they are stored.</summary>
public sealed class PostBeacon(BeaconDoor door)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(PostBeacon))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "options", Route = "rum/{site}")] HttpRequest request, string site)
    {
        ArgumentNullException.ThrowIfNull(request);
        return door.AnswerAsync(request, site);
    }
}
