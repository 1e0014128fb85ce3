using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>GET /slos/{name}/corrections</c>: what was asked for an objective, by whom, when and why; revoked ones too.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="table">Their corrections.</param>
public sealed class GetSloCorrections(ReliabilityConfiguration configuration, SloCorrectionTable table)
{
    /// <summary>Answers the call: 404 for an objective that is not configured.</summary>
    /// <param name="request">The call.</param>
    /// <param name="name">The name of the objective.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(GetSloCorrections))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "slos/{name}/corrections")] HttpRequest request,
        string name,
        CancellationToken cancellation)
    {
        if (configuration.FindSlo(name) is not { } slo)
            return SloProblems.Unknown(name);
        var corrections = await table.ReadAsync(name, cancellation);
        var maintenance = configuration.Maintenance.Where(window => window.Covers(slo)).Select(window => window.Name);
        return TypedResults.Json(new SloCorrectionsAnswer(name, corrections, [.. maintenance]), SloJsonContext.Default.SloCorrectionsAnswer);
    }
}
