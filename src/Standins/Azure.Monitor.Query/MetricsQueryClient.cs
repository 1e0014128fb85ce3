using Azure.Core;
using Azure.Monitor.Query.Models;
using Azure.Monitor.Query.Wire;

namespace Azure.Monitor.Query;

/// <summary>Reads metrics of Azure resources. Thread-safe.</summary>
public class MetricsQueryClient
{
    private readonly MetricsRequests _requests;

    /// <summary>Creates a client for the public cloud.</summary>
    /// <param name="credential">Gives tokens.</param>
    public MetricsQueryClient(TokenCredential credential)
        : this(credential, null)
    {
    }

    /// <summary>Creates a client for the cloud of an audience.</summary>
    /// <param name="credential">Gives tokens.</param>
    /// <param name="options">Audience, version, retries, transport, diagnostics; null for the defaults.</param>
    public MetricsQueryClient(TokenCredential credential, MetricsQueryClientOptions? options)
        : this(new Uri((options ?? new MetricsQueryClientOptions()).AudienceText), credential, options)
    {
    }

    /// <summary>Creates a client for an endpoint.</summary>
    /// <param name="endpoint">Where requests go; HTTPS, or every request throws.</param>
    /// <param name="credential">Gives tokens, for the audience of the options wherever the endpoint is.</param>
    /// <param name="options">Audience, version, retries, transport, diagnostics; null for the defaults.</param>
    public MetricsQueryClient(Uri endpoint, TokenCredential credential, MetricsQueryClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        options ??= new MetricsQueryClientOptions();
        Endpoint = endpoint;
        _requests = new MetricsRequests(new QueryPipeline(credential, options.AudienceText, options), endpoint, options.VersionText);
    }

    /// <summary>Creates a client without a service, for tests that override its members.</summary>
#pragma warning disable CS8618 // The overrides do not use the fields.
    protected MetricsQueryClient()
#pragma warning restore CS8618
    {
    }

    /// <summary>Gets where requests go.</summary>
    public Uri Endpoint { get; }

    /// <summary>Reads metrics of a resource.</summary>
    /// <param name="resourceId">The ID of the resource.</param>
    /// <param name="metrics">The names of the metrics, at most 20.</param>
    /// <param name="options">Which points; null for those of the last hour.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What was found; each metric has an error of its own.</returns>
    /// <exception cref="RequestFailedException">The service refused or failed.</exception>
    public virtual Task<Response<MetricsQueryResult>> QueryResourceAsync(
        string resourceId, IEnumerable<string> metrics, MetricsQueryOptions? options = null, CancellationToken cancellationToken = default) =>
        QueryAsync(resourceId, metrics, options, async: true, cancellationToken);

    /// <summary>Reads metrics of a resource.</summary>
    /// <param name="resourceId">The ID of the resource.</param>
    /// <param name="metrics">The names of the metrics, at most 20.</param>
    /// <param name="options">Which points; null for those of the last hour.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What was found; each metric has an error of its own.</returns>
    /// <exception cref="RequestFailedException">The service refused or failed.</exception>
    public virtual Response<MetricsQueryResult> QueryResource(
        string resourceId, IEnumerable<string> metrics, MetricsQueryOptions? options = null, CancellationToken cancellationToken = default) =>
        QueryAsync(resourceId, metrics, options, async: false, cancellationToken).GetAwaiter().GetResult();

    private Task<Response<MetricsQueryResult>> QueryAsync(
        string resourceId, IEnumerable<string> metrics, MetricsQueryOptions? options, bool async, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        ArgumentNullException.ThrowIfNull(metrics);
        return _requests.QueryAsync(resourceId, metrics, options ?? new MetricsQueryOptions(), async, cancellation);
    }
}
