using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Reliability.Functions.Health;

/// <summary>Answers <c>GET /health</c>: whether the suite works, check by check.</summary>
/// <param name="checks">Runs every <see cref="IHealthCheck"/> that a module has added.</param>
public sealed class GetHealth(HealthCheckService checks)
{
    /// <summary>Answers the call: 200 while healthy or degraded, 503 when unhealthy. Exceptions stay in the log: anyone may call this.</summary>
    /// <param name="request">The call.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(GetHealth))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellation)
    {
        var report = await checks.CheckHealthAsync(cancellation);
        var answer = new HealthAnswer(
            report.Status,
            [.. report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => HealthCheckAnswer.From(entry.Key, entry.Value))]);
        var status = report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return TypedResults.Json(answer, HealthJsonContext.Default.HealthAnswer, statusCode: status);
    }
}
