using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>GET /slos/{name}</c>: the latest status of one objective.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="table">Their statuses.</param>
public sealed class GetSlo(ReliabilityConfiguration configuration, SloStatusTable table)
{
    /// <summary>Answers the call: 404 for an objective that is not configured or not evaluated yet.</summary>
    /// <param name="request">The call.</param>
    /// <param name="name">The name of the objective.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(GetSlo))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "slos/{name}")] HttpRequest request,
        string name,
        CancellationToken cancellation)
    {
        if (configuration.FindSlo(name) is null)
            return SloProblems.Unknown(name);
        return await table.ReadAsync(name, cancellation) is { } status
            ? TypedResults.Json(status, SloJsonContext.Default.SloStatus)
            : SloProblems.NotEvaluated(name);
    }
}
