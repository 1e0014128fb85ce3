using Azure.Core.Pipeline;

namespace Reliability.Simulators.AzureMonitor;

/// <summary>Sends what is meant for HTTPS by HTTP: clients refuse to send tokens to HTTP, and the simulator has no certificate.</summary>
public sealed class LoopbackTransport : DelegatingHandler
{
    private LoopbackTransport()
        : base(new SocketsHttpHandler { UseProxy = false })
    {
    }

    /// <summary>Makes a transport, for <c>ClientOptions.Transport</c>.</summary>
    public static HttpPipelineTransport Create() => new HttpClientTransport(new LoopbackTransport());

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(Redirected(request), cancellationToken);

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.Send(Redirected(request), cancellationToken);

    private static HttpRequestMessage Redirected(HttpRequestMessage request)
    {
        request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = Uri.UriSchemeHttp }.Uri;
        return request;
    }
}
