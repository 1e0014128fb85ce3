using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>GET /slos/{name}/budget</c>: the error budget of an objective, and the hours that spent most of it.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="statuses">Their statuses.</param>
/// <param name="history">Their worst hours.</param>
public sealed class GetSloBudget(ReliabilityConfiguration configuration, SloStatusTable statuses, SloHistoryTable history)
{
    /// <summary>Answers the call: 404 for an objective that is not configured or not evaluated yet.</summary>
    /// <param name="request">The call.</param>
    /// <param name="name">The name of the objective.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(GetSloBudget))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "slos/{name}/budget")] HttpRequest request,
        string name,
        CancellationToken cancellation)
    {
        if (configuration.FindSlo(name) is null)
            return SloProblems.Unknown(name);
        if (await statuses.ReadAsync(name, cancellation) is not { } status)
            return SloProblems.NotEvaluated(name);
        var detail = await history.DetailAsync(name, cancellation);
        return TypedResults.Json(
            new SloBudgetAnswer(name, status.EvaluatedAt, status.ErrorBudget, detail?.ComputedAt, detail?.WorstHours ?? []),
            SloJsonContext.Default.SloBudgetAnswer);
    }
}
