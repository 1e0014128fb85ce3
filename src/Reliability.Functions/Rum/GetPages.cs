using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Reliability.Functions.Rum;

/// <summary><c>GET /api/rum/{site}/pages</c>: the pages of a site with all their vitals, the worst first.</summary>
public sealed class GetPages(VitalsReader vitals, TimeProvider time)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(GetPages))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "rum/{site}/pages")] HttpRequest request, string site, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (vitals.Find(site) is not { } found) return RumProblem.UnknownSite(site);
        if (VitalsParameters.ReadPages(request.Query, time.GetUtcNow(), out var errors) is not var (query, window)) return RumProblem.BadQuery(errors);
        return Results.Json(await vitals.ReadPagesAsync(found, query, window, cancellation).ConfigureAwait(false), VitalsJson.Default.PagesReport);
    }
}
