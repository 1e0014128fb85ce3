using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Core.Slo.Prometheus;
using Reliability.Integrations.Configuration;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>GET /slos/{name}/prometheus-rules</c>: a rule file of Prometheus for an objective.</summary>
/// <param name="configuration">The objectives.</param>
public sealed class GetSloPrometheusRules(ReliabilityConfiguration configuration)
{
    /// <summary>Answers the call: YAML, or 404 for an objective that is not configured.</summary>
    /// <param name="request">The call.</param>
    /// <param name="name">The name of the objective.</param>
    [Function(nameof(GetSloPrometheusRules))]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "slos/{name}/prometheus-rules")] HttpRequest request, string name) =>
        configuration.FindSlo(name) is { } slo
            ? TypedResults.Text(PrometheusRulesYaml.Write(PrometheusRules.For(slo)), "application/yaml", Encoding.UTF8)
            : SloProblems.Unknown(name);
}
