using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Functions.Slo;

namespace Reliability.Functions.Telemetry;

/// <summary><c>GET /api/metrics</c>: the suite's own metrics, of this process, and where the objectives stand.</summary>
public sealed class GetMetrics(TelemetryProviders telemetry, SloExposure slos)
{
    private const string End = "# EOF\n";

    /// <summary>Runs the function.</summary>
    [Function(nameof(GetMetrics))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "metrics")] HttpRequest request, CancellationToken cancellation)
    {
        var objectives = await slos.WriteAsync(cancellation);
        return Results.Content(
            telemetry.Metrics()[..^End.Length] + objectives + End, "application/openmetrics-text; version=1.0.0; charset=utf-8", Encoding.UTF8);
    }
}
