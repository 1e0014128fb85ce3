using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Reports;
using Reliability.Functions.Http;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>GET /slos/report</c>: where all objectives stand, by <c>Accept</c> as Markdown, a page or JSON.</summary>
/// <param name="reports">Makes it.</param>
public sealed class GetSloReport(SloReports reports)
{
    private const string Markdown = "text/markdown";
    private const string Html = "text/html";
    private const string Json = "application/json";

    /// <summary>Answers the call: 406 when the caller takes none of them.</summary>
    /// <param name="request">The call.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(GetSloReport))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "slos/report")] HttpRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (MediaTypes.Choose(request, Markdown, Html, Json) is not { } chosen)
            return MediaTypes.NotAcceptable(Markdown, Html, Json);
        var report = await reports.MakeAsync(cancellation);
        request.HttpContext.Response.Headers.Vary = "Accept";
        if (chosen == Json)
            return TypedResults.Json(report, SloJsonContext.Default.SloReport);
        if (chosen == Markdown)
            return TypedResults.Text(SloReportMarkdown.Write(report), $"{Markdown}; charset=utf-8");
        request.HttpContext.Response.Headers.ContentSecurityPolicy = ReportStyle.ContentSecurityPolicy;
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Text(SloReportHtml.Write(report), $"{Html}; charset=utf-8");
    }
}
