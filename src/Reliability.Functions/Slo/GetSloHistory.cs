using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Reliability.Core.Slo.Reports;
using Reliability.Functions.Http;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>GET /slos/{name}/history</c>: the days of an objective, <c>from</c> and <c>to</c> included, as they are judged now or were <c>known</c> at an instant.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="table">Their days.</param>
/// <param name="options">How far back days go.</param>
/// <param name="time">The clock.</param>
public sealed class GetSloHistory(
    ReliabilityConfiguration configuration, SloHistoryTable table, IOptions<SloHistoryOptions> options, TimeProvider time)
{
    private static readonly TimeSpan ByDefault = TimeSpan.FromDays(27);

    /// <summary>Answers the call: 404 for an objective that is not configured, 400 for a query that makes no sense.</summary>
    /// <param name="request">The call.</param>
    /// <param name="name">The name of the objective.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(GetSloHistory))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "slos/{name}/history")] HttpRequest request,
        string name,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (configuration.FindSlo(name) is null)
            return SloProblems.Unknown(name);
        var query = new QueryReader(request.Query);
        var to = query.Time("to") ?? time.GetUtcNow();
        var from = query.Time("from") ?? to - ByDefault;
        var known = query.Time("known");
        if (from > to)
            query.Reject("from", "from must not be after to.");
        else if (to - from > TimeSpan.FromDays(options.Value.RetentionDays))
            query.Reject("from", $"The time asked for is at most {options.Value.RetentionDays} days.");
        if (query.Errors.Count > 0)
            return SloProblems.BadQuery(query.Errors);
        var (first, last) = (SloDays.Of(from), SloDays.Of(to));
        var days = await table.DaysAsync(name, first, last, known, cancellation);
        return TypedResults.Json(new SloHistoryAnswer(name, first, last, days), SloJsonContext.Default.SloHistoryAnswer);
    }
}
