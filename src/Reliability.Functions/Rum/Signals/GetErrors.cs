using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Functions.Http;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables.Rum.Signals;

namespace Reliability.Functions.Rum.Signals;

/// <summary><c>GET /api/rum/{site}/errors</c>: kinds of JavaScript error, with the vitals of the sessions that saw them; those that most sessions saw first.</summary>
public sealed class GetErrors(ReliabilityConfiguration configuration, RumSignalReader signals, TimeProvider time)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(GetErrors))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "rum/{site}/errors")] HttpRequest request, string site, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (configuration.FindSite(site) is null) return RumProblem.UnknownSite(site);
        var parameters = new QueryReader(request.Query);
        var query = SignalsParameters.Read(parameters, time.GetUtcNow());
        return parameters.Errors.Count > 0
            ? RumProblem.BadQuery(parameters.Errors)
            : Results.Json(await signals.ErrorsAsync(site, query, cancellation).ConfigureAwait(false), SignalsJson.Default.ErrorsReport);
    }
}
