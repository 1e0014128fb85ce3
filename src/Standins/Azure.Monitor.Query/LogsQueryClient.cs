using Azure.Core;
using Azure.Monitor.Query.Models;
using Azure.Monitor.Query.Wire;

namespace Azure.Monitor.Query;

/// <summary>Queries logs of Azure Monitor. Thread-safe.</summary>
public class LogsQueryClient
{
    private readonly LogsRequests _requests;

    /// <summary>Creates a client for the public cloud.</summary>
    /// <param name="credential">Gives tokens.</param>
    public LogsQueryClient(TokenCredential credential)
        : this(credential, null)
    {
    }

    /// <summary>Creates a client for the cloud of an audience.</summary>
    /// <param name="credential">Gives tokens.</param>
    /// <param name="options">Audience, retries, transport, diagnostics; null for the defaults.</param>
    public LogsQueryClient(TokenCredential credential, LogsQueryClientOptions? options)
        : this(new Uri((options ?? new LogsQueryClientOptions()).AudienceText), credential, options)
    {
    }

    /// <summary>Creates a client for an endpoint.</summary>
    /// <param name="endpoint">Where queries go; HTTPS, or every query throws.</param>
    /// <param name="credential">Gives tokens.</param>
    public LogsQueryClient(Uri endpoint, TokenCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <summary>Creates a client for an endpoint.</summary>
    /// <param name="endpoint">Where queries go; HTTPS, or every query throws.</param>
    /// <param name="credential">Gives tokens, for the audience of the options wherever the endpoint is.</param>
    /// <param name="options">Audience, retries, transport, diagnostics; null for the defaults.</param>
    public LogsQueryClient(Uri endpoint, TokenCredential credential, LogsQueryClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        options ??= new LogsQueryClientOptions();
        Endpoint = endpoint;
        _requests = new LogsRequests(new QueryPipeline(credential, options.AudienceText, options), new Uri(endpoint, options.VersionText));
    }

    /// <summary>Creates a client without a service, for tests that override its members.</summary>
#pragma warning disable CS8618 // The overrides do not use the fields.
    protected LogsQueryClient()
#pragma warning restore CS8618
    {
    }

    /// <summary>Gets where queries go.</summary>
    public Uri Endpoint { get; }

    /// <summary>Puts values into a query as literals of their types, so that no text can become a part of the query.</summary>
    /// <param name="query">The query, as an interpolated string; null gives null.</param>
    /// <returns>The query.</returns>
    /// <exception cref="ArgumentException">KQL has no literal for a value.</exception>
    public static string? CreateQuery(FormattableString? query) => query is null
        ? null
        : string.Format(System.Globalization.CultureInfo.InvariantCulture, query.Format, [.. query.GetArguments().Select(KustoLiteral.Of)]);

    /// <summary>Runs a query on a workspace.</summary>
    /// <param name="workspaceId">The ID of the workspace: a GUID.</param>
    /// <param name="query">The query, in KQL.</param>
    /// <param name="timeRange">The time it looks at, beside what its text says.</param>
    /// <param name="options">How it is run; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What it found.</returns>
    /// <exception cref="RequestFailedException">The service refused or failed, there was nothing to query (204), or the result is not whole (200).</exception>
    public virtual Task<Response<LogsQueryResult>> QueryWorkspaceAsync(
        string workspaceId, string query, QueryTimeRange timeRange, LogsQueryOptions? options = null, CancellationToken cancellationToken = default) =>
        QueryAsync(Workspace(workspaceId), query, timeRange, options, async: true, cancellationToken);

    /// <summary>Runs a query on a workspace.</summary>
    /// <param name="workspaceId">The ID of the workspace: a GUID.</param>
    /// <param name="query">The query, in KQL.</param>
    /// <param name="timeRange">The time it looks at, beside what its text says.</param>
    /// <param name="options">How it is run; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What it found.</returns>
    /// <exception cref="RequestFailedException">The service refused or failed, there was nothing to query (204), or the result is not whole (200).</exception>
    public virtual Response<LogsQueryResult> QueryWorkspace(
        string workspaceId, string query, QueryTimeRange timeRange, LogsQueryOptions? options = null, CancellationToken cancellationToken = default) =>
        QueryAsync(Workspace(workspaceId), query, timeRange, options, async: false, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Runs a query on the logs of a resource.</summary>
    /// <param name="resourceId">The resource.</param>
    /// <param name="query">The query, in KQL.</param>
    /// <param name="timeRange">The time it looks at, beside what its text says.</param>
    /// <param name="options">How it is run; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What it found.</returns>
    /// <exception cref="RequestFailedException">The service refused or failed, there was nothing to query (204), or the result is not whole (200).</exception>
    public virtual Task<Response<LogsQueryResult>> QueryResourceAsync(
        ResourceIdentifier resourceId, string query, QueryTimeRange timeRange, LogsQueryOptions? options = null, CancellationToken cancellationToken = default) =>
        QueryAsync(Resource(resourceId), query, timeRange, options, async: true, cancellationToken);

    /// <summary>Runs a query on the logs of a resource.</summary>
    /// <param name="resourceId">The resource.</param>
    /// <param name="query">The query, in KQL.</param>
    /// <param name="timeRange">The time it looks at, beside what its text says.</param>
    /// <param name="options">How it is run; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What it found.</returns>
    /// <exception cref="RequestFailedException">The service refused or failed, there was nothing to query (204), or the result is not whole (200).</exception>
    public virtual Response<LogsQueryResult> QueryResource(
        ResourceIdentifier resourceId, string query, QueryTimeRange timeRange, LogsQueryOptions? options = null, CancellationToken cancellationToken = default) =>
        QueryAsync(Resource(resourceId), query, timeRange, options, async: false, cancellationToken).GetAwaiter().GetResult();

    private static string Workspace(string workspaceId)
    {
        ArgumentNullException.ThrowIfNull(workspaceId);
        return $"workspaces/{Uri.EscapeDataString(workspaceId)}";
    }

    private static string Resource(ResourceIdentifier resourceId)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        return resourceId.ToString().TrimStart('/');
    }

    private Task<Response<LogsQueryResult>> QueryAsync(
        string path, string query, QueryTimeRange time, LogsQueryOptions? options, bool async, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _requests.QueryAsync(path, new LogsQuery(query, time, options ?? new LogsQueryOptions()), async, cancellation);
    }
}
