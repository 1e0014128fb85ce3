using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Functions.Http;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables.Rum.Signals;

namespace Reliability.Functions.Rum.Signals;

/// <summary><c>GET /api/rum/{site}/funnels/{name}</c>: how many sessions took each step, and how fast the pages were for those who stopped.</summary>
public sealed class GetFunnel(ReliabilityConfiguration configuration, RumSignalReader signals, TimeProvider time)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(GetFunnel))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "rum/{site}/funnels/{name}")] HttpRequest request, string site, string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (configuration.FindSite(site) is not { } found) return RumProblem.UnknownSite(site);
        if (found.Funnels.FirstOrDefault(funnel => funnel.Name == name) is not { } funnel)
            return Problem.Create(404, Problem.TypePrefix + "unknown-funnel", "There is no such funnel.", $"Site '{site}' has no funnel called '{name}'.");
        var parameters = new QueryReader(request.Query);
        var query = SignalsParameters.Read(parameters, time.GetUtcNow());
        return parameters.Errors.Count > 0
            ? RumProblem.BadQuery(parameters.Errors)
            : Results.Json(await signals.FunnelAsync(site, funnel, query, cancellation).ConfigureAwait(false), SignalsJson.Default.FunnelReport);
    }
}
