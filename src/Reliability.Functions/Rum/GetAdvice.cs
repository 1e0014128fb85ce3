using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Core.Rum;
using Reliability.Functions.Http;

namespace Reliability.Functions.Rum;

/// <summary><c>GET /api/rum/{site}/advice</c>: what to change in the pages, with the evidence; most visits first.</summary>
public sealed class GetAdvice(VitalsReader sites, LoadsReader loads, TimeProvider time)
{
    private const int DefaultDays = 7;
    private const int MaxDays = 93;

    private readonly FrontendAdvisor _advisor = new(new AdviceLimits());

    /// <summary>Runs the function.</summary>
    [Function(nameof(GetAdvice))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "rum/{site}/advice")] HttpRequest request, string site, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (sites.Find(site) is not { } found) return RumProblem.UnknownSite(site);
        var query = new QueryReader(request.Query);
        var (from, to) = LoadsReader.WholeDays(query.Range(time.GetUtcNow(), TimeSpan.FromDays(DefaultDays), MaxDays));
        var (skip, top) = (query.Skip(), query.Number("top", Listing.DefaultTop, 1, Listing.MaxTop));
        if (query.Errors.Count > 0) return RumProblem.BadQuery(query.Errors);

        var listing = Listing.Page(_advisor.Advise(await loads.ReadAsync(found, from, to, cancellation).ConfigureAwait(false)), skip, top);
        return Results.Json(new AdviceList(from, to, listing.Items, listing.Continuation), LoadsJson.Default.AdviceList);
    }
}
