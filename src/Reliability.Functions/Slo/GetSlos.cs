using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>GET /slos</c>: the latest status of every objective, as an array.</summary>
/// <param name="slos">Reads them.</param>
public sealed class GetSlos(SloReading slos)
{
    /// <summary>Answers the call.</summary>
    /// <param name="request">The call.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(GetSlos))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "slos")] HttpRequest request, CancellationToken cancellation) =>
        TypedResults.Json(await slos.AllAsync(cancellation), SloJsonContext.Default.IReadOnlyListSloStatus);
}
