using System.Text.Json;
using Azure.Core;

namespace Reliability.Integrations.AzureMonitor;

/// <summary>Gives unsigned tokens, which only a simulator accepts: real ones must not go by plain HTTP.</summary>
internal sealed class LoopbackCredential : TokenCredential
{
    private static readonly string Header = Encode("{\"alg\":\"none\"}"u8.ToArray());

    /// <inheritdoc/>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var audience = requestContext.Scopes[0].Replace("/.default", "", StringComparison.Ordinal);
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["aud"] = audience });
        return new AccessToken($"{Header}.{Encode(claims)}.", DateTimeOffset.MaxValue);
    }

    /// <inheritdoc/>
    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));

    // RFC 7515: base64url without padding.
    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}

/// <summary>Sends by HTTP what is addressed to HTTPS: clients refuse to give a token to an HTTP address.</summary>
internal sealed class PlainHttpHandler() : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = Uri.UriSchemeHttp }.Uri;
        return base.SendAsync(request, cancellationToken);
    }
}
