using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Functions.Http;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables.Rum.Signals;

namespace Reliability.Functions.Rum.Signals;

/// <summary><c>GET /api/rum/{site}/business</c>: business metrics by hour, page and tag, with bounce and engagement rates.</summary>
/// <remarks>For events of back ends without a site, <c>{site}</c> is the name of their service.</remarks>
public sealed class GetBusiness(ReliabilityConfiguration configuration, RumSignalReader signals, TimeProvider time)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(GetBusiness))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "rum/{site}/business")] HttpRequest request, string site, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!BusinessSite.IsName(site)) return RumProblem.UnknownSite(site);
        var parameters = new QueryReader(request.Query);
        var query = SignalsParameters.Read(parameters, time.GetUtcNow());
        if (parameters.Errors.Count > 0) return RumProblem.BadQuery(parameters.Errors);
        var report = await signals.BusinessAsync(site, query, cancellation).ConfigureAwait(false);
        return report.Metrics.Count == 0 && configuration.FindSite(site) is null ? RumProblem.UnknownSite(site) : Results.Json(report, SignalsJson.Default.BusinessReport);
    }
}
