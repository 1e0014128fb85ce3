using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Monitor.Query.Wire;

/// <summary>The way to a service: the HTTP pipeline that authenticates, retries and traces.</summary>
internal sealed class QueryPipeline
{
    public const string Json = "application/json";

    // Nothing else, 204 neither: an empty reply is no result.
    private static readonly ResponseClassifier Ok = new StatusCodeClassifier([200]);

    private readonly HttpPipeline _pipeline;

    /// <summary>Builds the pipeline.</summary>
    /// <param name="credential">Gives tokens.</param>
    /// <param name="audience">What they are for.</param>
    /// <param name="options">Retries, transport, diagnostics.</param>
    public QueryPipeline(TokenCredential credential, string audience, ClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        // Two slashes: the official client asks for this scope, and the service's tokens are for it.
        _pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, $"{audience}//.default"));
    }

    /// <summary>Starts a request.</summary>
    /// <param name="method">The verb.</param>
    /// <param name="address">Where to.</param>
    public HttpMessage CreateMessage(RequestMethod method, Uri address)
    {
        var message = _pipeline.CreateMessage(null, Ok);
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add("Accept", Json);
        return message;
    }

    /// <summary>Sends a request, retrying as configured.</summary>
    /// <param name="message">The request.</param>
    /// <param name="async">False blocks the thread instead.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The body of the reply, which has status 200.</returns>
    /// <exception cref="RequestFailedException">Any other reply, or none (status 0).</exception>
    /// <exception cref="JsonException">The body is no JSON, or empty.</exception>
    public async Task<JsonElement> SendAsync(HttpMessage message, bool async, CancellationToken cancellation)
    {
        if (async)
            await _pipeline.SendAsync(message, cancellation).ConfigureAwait(false);
        else
            _pipeline.Send(message, cancellation);
        if (message.Response.IsError)
            throw new RequestFailedException(message.Response);
        using var body = JsonDocument.Parse(message.Response.Content.ToMemory());
        return body.RootElement.Clone();
    }
}
