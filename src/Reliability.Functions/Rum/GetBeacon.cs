using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Reliability.Functions.Rum;

/// <summary><c>GET /api/rum/{site}?key=K&amp;…</c>: a boomerang beacon in the query string, as an image; 204 when it is stored.</summary>
public sealed class GetBeacon(BeaconDoor door)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(GetBeacon))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "rum/{site}")] HttpRequest request, string site)
    {
        ArgumentNullException.ThrowIfNull(request);
        return door.AnswerQueryAsync(request, site);
    }
}
