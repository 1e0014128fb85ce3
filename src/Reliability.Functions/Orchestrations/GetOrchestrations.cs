using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Reliability.Functions.Http;

namespace Reliability.Functions.Orchestrations;

/// <summary>Answers <c>GET /orchestrations</c>: orchestrations by <c>status</c>, <c>prefix</c> of the id and time of creation, page by page.</summary>
/// <param name="client">Lists them.</param>
public sealed class GetOrchestrations(DurableTaskClient client)
{
    private static readonly Dictionary<string, OrchestrationRuntimeStatus> Statuses =
        Enum.GetValues<OrchestrationRuntimeStatus>().ToDictionary(status => status.ToString().ToLowerInvariant());

    /// <summary>Answers the call: 400 for a query that makes no sense.</summary>
    /// <param name="request">The call.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(GetOrchestrations))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "orchestrations")] HttpRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reader = new QueryReader(request.Query);
        var filter = new OrchestrationQuery(
            CreatedFrom: reader.Time("from"),
            CreatedTo: reader.Time("to"),
            Statuses: reader.Words("status", [.. Statuses.Keys]).Where(Statuses.ContainsKey).Select(word => Statuses[word]).ToList(),
            InstanceIdPrefix: reader.Text("prefix"),
            PageSize: reader.Number("top", Listing.DefaultTop, 1, Listing.MaxTop),
            ContinuationToken: Decode(reader));
        if (reader.Errors.Count > 0) return OrchestrationProblems.BadQuery(reader.Errors);
        try
        {
            return TypedResults.Json(await PageAsync(filter, cancellation), OrchestrationJsonContext.Default.ListingOrchestrationSummary);
        }
        catch (ArgumentException) when (filter.ContinuationToken is not null)
        {
            return OrchestrationProblems.BadQuery([new InputError("continuation", "This continuation was not made by the suite.")]);
        }
    }

    private async Task<Listing<OrchestrationSummary>> PageAsync(OrchestrationQuery filter, CancellationToken cancellation)
    {
        await foreach (var page in client.GetAllInstancesAsync(filter).AsPages(filter.ContinuationToken, filter.PageSize).WithCancellation(cancellation))
        {
            var next = page.ContinuationToken is { Length: > 0 } token ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token)) : null;
            return new Listing<OrchestrationSummary>([.. page.Values.Select(Summarize)], next);
        }

        return new Listing<OrchestrationSummary>([], null);
    }

    private static OrchestrationSummary Summarize(OrchestrationMetadata instance) =>
        new(instance.InstanceId, instance.Name, OrchestrationWords.Of(instance.RuntimeStatus), instance.CreatedAt, instance.LastUpdatedAt);

    private static string? Decode(QueryReader reader)
    {
        if (reader.Text("continuation") is not { } text) return null;
        if (Base64Url.IsValid(text)) return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        reader.Reject("continuation", "This continuation was not made by the suite.");
        return null;
    }
}
