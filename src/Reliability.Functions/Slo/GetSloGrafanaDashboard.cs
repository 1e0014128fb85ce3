using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Core.Slo.Grafana;
using Reliability.Integrations.Configuration;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>GET /slos/{name}/grafana-dashboard</c>: a dashboard that Grafana imports.</summary>
/// <param name="configuration">The objectives.</param>
public sealed class GetSloGrafanaDashboard(ReliabilityConfiguration configuration)
{
    /// <summary>Answers the call: JSON, or 404 for an objective that is not configured.</summary>
    /// <param name="request">The call.</param>
    /// <param name="name">The name of the objective.</param>
    [Function(nameof(GetSloGrafanaDashboard))]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "slos/{name}/grafana-dashboard")] HttpRequest request, string name) =>
        configuration.FindSlo(name) is { } slo
            ? TypedResults.Text(GrafanaDashboard.For(slo).ToJsonString(), "application/json", Encoding.UTF8)
            : SloProblems.Unknown(name);
}
