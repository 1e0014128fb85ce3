using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Core.Slo;
using Reliability.Functions.Http;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>GET /slos/report</c>: where all objectives stand, by <c>Accept</c> as Markdown or JSON.</summary>
/// <param name="slos">Reads them.</param>
/// <param name="time">The clock.</param>
public sealed class GetSloReport(SloReading slos, TimeProvider time)
{
    private const string Markdown = "text/markdown";
    private const string Json = "application/json";

    /// <summary>Answers the call: 406 when the caller takes neither.</summary>
    /// <param name="request">The call.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(GetSloReport))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "slos/report")] HttpRequest request, CancellationToken cancellation)
    {
        if (MediaTypes.Choose(request, Markdown, Json) is not { } chosen)
            return MediaTypes.NotAcceptable(Markdown, Json);
        var report = SloReport.From(await slos.AllAsync(cancellation), time.GetUtcNow());
        return chosen == Json
            ? TypedResults.Json(report, SloJsonContext.Default.SloReport)
            : TypedResults.Text(SloReportMarkdown.Write(report), $"{Markdown}; charset=utf-8");
    }
}
