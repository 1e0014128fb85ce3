using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Reliability.Functions.Rum;

/// <summary><c>GET /api/rum/{site}/crux</c>: the last 28 full days as the Chrome UX Report tells them, by form factor.</summary>
public sealed class GetCrux(VitalsReader vitals, TimeProvider time)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(GetCrux))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "rum/{site}/crux")] HttpRequest request, string site, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (vitals.Find(site) is not { } found) return RumProblem.UnknownSite(site);
        if (VitalsParameters.ReadCrux(request.Query, time.GetUtcNow(), out var errors) is not { } query) return RumProblem.BadQuery(errors);
        return Results.Json(await vitals.ReadCruxAsync(found, query, cancellation).ConfigureAwait(false), VitalsJson.Default.CruxReport);
    }
}
