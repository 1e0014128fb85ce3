using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Reliability.Functions.Telemetry;

/// <summary><c>GET /api/metrics</c>: the suite's own metrics, of this process.</summary>
public sealed class GetMetrics(TelemetryProviders telemetry)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(GetMetrics))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "metrics")] HttpRequest request) =>
        Results.Content(telemetry.Metrics(), "application/openmetrics-text; version=1.0.0; charset=utf-8", Encoding.UTF8);
}
