using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Reliability.Functions.Rum;

/// <summary><c>DELETE /api/rum/{site}</c>: everything that was made of a site's beacons, with the admin key.</summary>
public sealed class DeleteSite(RumDeletion deletion)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(DeleteSite))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "rum/{site}")] HttpRequest request, string site, CancellationToken cancellation) =>
        deletion.DeleteSiteAsync(site, cancellation);
}
