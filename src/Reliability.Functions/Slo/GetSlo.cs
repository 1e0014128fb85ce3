using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Reliability.Core.Slo;
using Reliability.Functions.Http;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>GET /slos/{name}</c>: the latest status of one objective, or its status as of <c>at</c>.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="table">Their statuses.</param>
/// <param name="replay">Evaluates as of an instant.</param>
/// <param name="history">How far back that may be.</param>
/// <param name="time">The clock.</param>
public sealed class GetSlo(
    ReliabilityConfiguration configuration, SloStatusTable table, SloReplay replay, IOptions<SloHistoryOptions> history, TimeProvider time)
{
    /// <summary>Answers the call.</summary>
    /// <remarks>404 for an objective that is not configured or not evaluated yet, 400 for an instant that cannot be answered for, 503 when a source would have to be asked and cannot be.</remarks>
    /// <param name="request">The call.</param>
    /// <param name="name">The name of the objective.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(GetSlo))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "slos/{name}")] HttpRequest request,
        string name,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (configuration.FindSlo(name) is not { } slo)
            return SloProblems.Unknown(name);
        var query = new QueryReader(request.Query);
        var (at, now) = (query.Time("at"), time.GetUtcNow());
        if (at > now || at < now.AddDays(-history.Value.RetentionDays))
            query.Reject("at", $"at must be from {history.Value.RetentionDays} days ago to now.");
        if (query.Errors.Count > 0)
            return SloProblems.BadQuery(query.Errors);
        if (at is not null)
            return await ReplayAsync(slo, at.Value, cancellation);
        return await table.ReadAsync(name, cancellation) is { } status
            ? TypedResults.Json(status, SloJsonContext.Default.SloStatus)
            : SloProblems.NotEvaluated(name);
    }

    private async Task<IResult> ReplayAsync(ServiceLevelObjective slo, DateTimeOffset at, CancellationToken cancellation)
    {
        try
        {
            return TypedResults.Json(await replay.EvaluateAsync(slo, at, cancellation), SloJsonContext.Default.SloStatus);
        }
        catch (SloSourceException exception)
        {
            return SloProblems.SourceUnavailable(slo.Name, exception.Message);
        }
    }
}
