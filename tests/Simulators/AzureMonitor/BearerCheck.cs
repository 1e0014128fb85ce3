using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Reliability.Simulators.AzureMonitor;

/// <summary>Refuses requests without a token, and with one for somebody else.</summary>
internal static class BearerCheck
{
    private const string Scheme = "Bearer ";

    /// <summary>Checks the token of a request.</summary>
    /// <exception cref="Refusal">There is none, or it is for another audience.</exception>
    public static void Check(HttpRequest request, string audience)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.Ordinal))
            throw new Refusal(401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
        if (AudienceOf(header[Scheme.Length..])?.TrimEnd('/') is not { } given)
            throw new Refusal(403, "InvalidAuthenticationToken", "The access token is invalid.");
        if (given != audience)
            throw new Refusal(403, "InvalidAuthenticationTokenAudience", $"The audience '{given}' is not '{audience}'.");
    }

    private static string? AudienceOf(string token)
    {
        if (token.Split('.') is not [_, var claims, _])
            return null;
        var padded = claims.Replace('-', '+').Replace('_', '/').PadRight((claims.Length + 3) / 4 * 4, '=');
        using var json = JsonDocument.Parse(Convert.FromBase64String(padded));
        return json.RootElement.GetProperty("aud").GetString();
    }
}
