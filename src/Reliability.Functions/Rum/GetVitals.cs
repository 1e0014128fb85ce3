using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Reliability.Functions.Rum;

/// <summary><c>GET /api/rum/{site}/vitals</c>: quantiles, exact counts and budget of a metric, by any dimension.</summary>
public sealed class GetVitals(VitalsReader vitals, TimeProvider time)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(GetVitals))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "rum/{site}/vitals")] HttpRequest request, string site, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (vitals.Find(site) is not { } found) return RumProblem.UnknownSite(site);
        if (VitalsParameters.Read(request.Query, time.GetUtcNow(), out var errors) is not { } query)
            return RumProblem.BadQuery(errors);
        return VitalsAnswer.Of(await vitals.ReadAsync(found, query, cancellation).ConfigureAwait(false));
    }
}
