using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>The way to one account: its endpoint and the HTTP pipeline that signs, retries and traces.</summary>
internal sealed class TablePipeline
{
    public const string Json = "application/json";
    private const string MinimalMetadata = "application/json;odata=minimalmetadata";

    private readonly HttpPipeline _pipeline;
    private readonly string _version;

    /// <summary>Builds the pipeline.</summary>
    /// <param name="endpoint">The endpoint of the account; its query, if any, goes with every request.</param>
    /// <param name="accountName">The account; null takes it from the endpoint.</param>
    /// <param name="credential">Signs each try; null sends the requests as they are.</param>
    /// <param name="options">Retries, transport, diagnostics.</param>
    public TablePipeline(Uri endpoint, string? accountName, HttpPipelinePolicy? credential, TableClientOptions? options)
    {
        options ??= new TableClientOptions();
        Endpoint = endpoint;
        AccountName = accountName ?? TableAddress.AccountName(endpoint) ?? "";
        _version = options.VersionText;
        var settings = new HttpPipelineOptions(options) { RequestFailedDetailsParser = ODataErrorParser.Instance };
        if (credential is not null)
            settings.PerRetryPolicies.Add(credential);
        _pipeline = HttpPipelineBuilder.Build(settings);
    }

    /// <summary>Gets the endpoint of the account.</summary>
    public Uri Endpoint { get; }

    /// <summary>Gets the name of the account; empty when unknown.</summary>
    public string AccountName { get; }

    /// <summary>Gets the endpoint without its query, and without a slash at the end.</summary>
    public string BaseUrl => Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');

    /// <summary>Starts a request.</summary>
    /// <param name="method">The verb.</param>
    /// <param name="path">The path after the account, already encoded, starting with a slash.</param>
    /// <param name="classifier">What counts as success.</param>
    public HttpMessage CreateMessage(RequestMethod method, string path, ResponseClassifier classifier)
    {
        var message = _pipeline.CreateMessage(null, classifier);
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(Endpoint);
        request.Uri.AppendPath(path, escape: false);
        request.Headers.Add("x-ms-version", _version);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add("Accept", MinimalMetadata);
        return message;
    }

    /// <summary>Sends a request, retrying as configured.</summary>
    /// <param name="message">The request.</param>
    /// <param name="async">False blocks the thread instead.</param>
    /// <param name="cancellation">Stops waiting; the service may have applied the request.</param>
    /// <returns>A reply of one of the statuses that the classifier of the message calls success.</returns>
    /// <exception cref="RequestFailedException">Any other reply, or none (status 0).</exception>
    public async Task<Response> SendAsync(HttpMessage message, bool async, CancellationToken cancellation)
    {
        if (async)
            await _pipeline.SendAsync(message, cancellation).ConfigureAwait(false);
        else
            _pipeline.Send(message, cancellation);

        return message.Response.IsError ? throw new RequestFailedException(message.Response) : message.Response;
    }
}
