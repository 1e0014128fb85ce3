using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Reliability.Core.Numerics;

namespace Reliability.Functions.Rum;

/// <summary>Reads the <c>Idempotency-Key</c> of a request: the same key means the same request, sent again.</summary>
internal static class IdempotencyKey
{
    private const int Longest = 256;

    /// <summary>Reads the key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="site">The site it is for; keys of different sites have nothing to do with each other.</param>
    /// <param name="hash">Hash of site and key; 0 without a key.</param>
    /// <returns><see langword="false"/> for a key that is empty, repeated, longer than 256 characters, or not printable ASCII.</returns>
    public static bool TryHash(HttpRequest request, string site, out ulong hash)
    {
        hash = 0;
        if (!request.Headers.TryGetValue("Idempotency-Key", out StringValues keys)) return true;
        if (keys is not [{ Length: > 0 and <= Longest } key] || key.AsSpan().ContainsAnyExceptInRange(' ', '~')) return false;
        hash = Hash64.Of(Encoding.UTF8.GetBytes($"{site}\n{key}"));
        return true;
    }
}
