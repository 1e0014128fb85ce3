using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Monitor.Query.Models;

namespace Azure.Monitor.Query.Wire;

/// <summary>Queries of logs.</summary>
/// <param name="pipeline">The way to the service.</param>
/// <param name="root">The endpoint with the version.</param>
internal sealed class LogsRequests(QueryPipeline pipeline, Uri root)
{
    // The service gives up first, and its reply arrives.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>Runs a query.</summary>
    /// <param name="path">What is queried, encoded.</param>
    /// <param name="query">The query.</param>
    /// <param name="async">False blocks the thread instead.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<Response<LogsQueryResult>> QueryAsync(string path, LogsQuery query, bool async, CancellationToken cancellation)
    {
        using var message = pipeline.CreateMessage(RequestMethod.Post, root);
        var request = message.Request;
        request.Uri.AppendPath($"/{path}/query", escape: false);
        if (PreferenceOf(query.Options) is { Length: > 0 } preference)
            request.Headers.Add("Prefer", preference);
        request.Headers.Add("Content-Type", QueryPipeline.Json);
        request.Content = RequestContent.Create(WriteBody(query));
        if (query.Options.ServerTimeout is { } timeout)
            message.NetworkTimeout = timeout + Grace;
        var body = await pipeline.SendAsync(message, async, cancellation).ConfigureAwait(false);
        var result = new LogsQueryResult(body);
        return result.Error is { } error && !query.Options.AllowPartialErrors
            ? throw PartialFailure(message.Response.Status, error)
            : Response.FromValue(result, message.Response);
    }

    private static RequestFailedException PartialFailure(int status, ResponseError error) => new(
        status,
        $"The result is not whole; {nameof(LogsQueryOptions)}.{nameof(LogsQueryOptions.AllowPartialErrors)} returns it all the same.{Environment.NewLine}Error:{Environment.NewLine}{error}",
        error.Code,
        null);

    private static string PreferenceOf(LogsQueryOptions options)
    {
        var preferences = new List<string>();
        if (options.ServerTimeout is { } timeout)
            preferences.Add(string.Create(CultureInfo.InvariantCulture, $"wait={(int)timeout.TotalSeconds}"));
        if (options.IncludeStatistics)
            preferences.Add("include-statistics=true");
        if (options.IncludeVisualization)
            preferences.Add("include-render=true");
        return string.Join(',', preferences);
    }

    private static byte[] WriteBody(LogsQuery query)
    {
        var body = new Dictionary<string, object> { ["query"] = query.Text };
        if (query.Time != QueryTimeRange.All)
            body["timespan"] = query.Time.ToIsoString();
        if (query.Options.AdditionalWorkspaces.Count > 0)
            body["workspaces"] = query.Options.AdditionalWorkspaces;
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }
}

/// <summary>A query of logs.</summary>
/// <param name="Text">The query in KQL.</param>
/// <param name="Time">The time it looks at.</param>
/// <param name="Options">How it is run.</param>
internal sealed record LogsQuery(string Text, QueryTimeRange Time, LogsQueryOptions Options);
