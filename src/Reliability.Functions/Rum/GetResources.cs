using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Core.Rum;
using Reliability.Functions.Http;

namespace Reliability.Functions.Rum;

/// <summary><c>GET /api/rum/{site}/resources</c>: what pages load, by page, type or host; most bytes first.</summary>
public sealed class GetResources(VitalsReader sites, LoadsReader loads, TimeProvider time)
{
    private const int MaxDays = 93;

    /// <summary>Runs the function.</summary>
    [Function(nameof(GetResources))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "rum/{site}/resources")] HttpRequest request, string site, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (sites.Find(site) is not { } found) return RumProblem.UnknownSite(site);
        var query = new QueryReader(request.Query);
        var (from, to) = LoadsReader.WholeDays(query.Range(time.GetUtcNow(), TimeSpan.FromDays(1), MaxDays));
        var (page, type, host) = (query.Text("page"), query.Text("type"), query.Text("host"));
        if (type is not null && !ResourceKindNames.All.Contains(type)) query.Reject("type", $"'{type}' is not one of {string.Join(", ", ResourceKindNames.All)}.");
        var groupBy = query.Words("groupBy", ResourceGroup.Groupings);
        var (skip, top) = (query.Skip(), query.Number("top", Listing.DefaultTop, 1, Listing.MaxTop));
        if (query.Errors.Count > 0) return RumProblem.BadQuery(query.Errors);

        var evidence = await loads.ReadAsync(found, from, to, cancellation).ConfigureAwait(false);
        var groups = ResourceGroup.Of(
            evidence,
            key => (page is null || key.Page == page) && (type is null || key.Type.Name() == type) && (host is null || key.Host == host),
            groupBy.Count == 0 ? ["type"] : groupBy);
        var listing = Listing.Page(groups, skip, top);
        return Results.Json(new ResourceList(from, to, listing.Items, listing.Continuation), LoadsJson.Default.ResourceList);
    }
}
