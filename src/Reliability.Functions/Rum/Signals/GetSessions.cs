using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Functions.Http;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables.Rum.Signals;

namespace Reliability.Functions.Rum.Signals;

/// <summary><c>GET /api/rum/{site}/sessions</c>: sessions with their quality scores, the latest begin first.</summary>
public sealed class GetSessions(ReliabilityConfiguration configuration, RumSignalReader signals, TimeProvider time)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(GetSessions))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "rum/{site}/sessions")] HttpRequest request, string site, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (configuration.FindSite(site) is not { } found) return RumProblem.UnknownSite(site);
        var parameters = new QueryReader(request.Query);
        var query = SignalsParameters.ReadSessions(parameters, time.GetUtcNow());
        return parameters.Errors.Count > 0
            ? RumProblem.BadQuery(parameters.Errors)
            : Results.Json(await signals.SessionsAsync(found, query, cancellation).ConfigureAwait(false), SignalsJson.Default.SessionsReport);
    }
}
