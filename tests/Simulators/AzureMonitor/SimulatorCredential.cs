using System.Text;
using System.Text.Json;
using Azure.Core;

namespace Reliability.Simulators.AzureMonitor;

/// <summary>Gives unsigned tokens for whatever audience is asked for.</summary>
/// <param name="audience">The audience of all tokens; null takes the one asked for.</param>
public sealed class SimulatorCredential(string? audience = null) : TokenCredential
{
    private static readonly DateTimeOffset Expiry = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<string> _scopes = [];

    /// <summary>Gets the scopes that were asked for.</summary>
    public IReadOnlyList<string> Scopes => _scopes;

    /// <inheritdoc/>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var scope = requestContext.Scopes.Single();
        lock (_scopes) _scopes.Add(scope);
        var claims = JsonSerializer.SerializeToUtf8Bytes(new { aud = audience ?? scope.Replace("/.default", "", StringComparison.Ordinal) });
        return new AccessToken($"{Encode(Encoding.UTF8.GetBytes("{\"alg\":\"none\"}"))}.{Encode(claims)}.", Expiry);
    }

    /// <inheritdoc/>
    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
