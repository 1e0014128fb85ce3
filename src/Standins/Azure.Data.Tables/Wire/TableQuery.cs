using System.Globalization;
using Azure.Core;
using Azure.Data.Tables.Serialization;

namespace Azure.Data.Tables.Wire;

/// <summary>What a query asks for.</summary>
/// <param name="Filter">An OData filter; null for everything.</param>
/// <param name="Select">The properties to return, parted by commas; null for all.</param>
/// <param name="Top">The most rows per page; null for what the service gives, 1,000.</param>
internal sealed record TableQuery(string? Filter, string? Select, int? Top)
{
    public void AppendTo(RequestUriBuilder uri)
    {
        if (Top is { } top)
            uri.AppendQuery("$top", top.ToString(CultureInfo.InvariantCulture), escapeValue: false);
        if (!string.IsNullOrEmpty(Select))
            uri.AppendQuery("$select", Select, escapeValue: true);
        if (!string.IsNullOrEmpty(Filter))
            uri.AppendQuery("$filter", Filter, escapeValue: true);
    }
}

/// <summary>Queries on the entities of one table.</summary>
internal sealed class EntityQueries(TablePipeline pipeline, string table)
{
    private readonly string _path = $"/{table}()";

    public async Task<Page<T>> PageAsync<T>(TableQuery query, string? continuation, bool async, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        using var message = pipeline.CreateMessage(RequestMethod.Get, _path, Statuses.Ok);
        query.AppendTo(message.Request.Uri);
        AppendContinuation(message.Request.Uri, continuation);
        var response = await pipeline.SendAsync(message, async, cancellation).ConfigureAwait(false);
        return Page<T>.FromValues(EntityReader.ReadPage<T>(response.Content.ToMemory().Span), Continuation(response), response);
    }

    // One token out of the two headers, the second of which may be absent: "partition row" or "partition ".
    private static string? Continuation(Response response)
    {
        var hasPartition = response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition);
        var hasRow = response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row);
        return hasPartition || hasRow ? $"{partition} {row}" : null;
    }

    private static void AppendContinuation(RequestUriBuilder uri, string? continuation)
    {
        if (string.IsNullOrWhiteSpace(continuation))
            return;

        var space = continuation.IndexOf(' ', StringComparison.Ordinal);
        uri.AppendQuery("NextPartitionKey", space < 0 ? continuation : continuation[..space], escapeValue: true);
        if (space >= 0 && space + 1 < continuation.Length)
            uri.AppendQuery("NextRowKey", continuation[(space + 1)..], escapeValue: true);
    }
}
