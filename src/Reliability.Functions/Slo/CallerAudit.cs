using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reliability.Core.Numerics;
using Reliability.Core.Slo.Maintenance;

namespace Reliability.Functions.Slo;

/// <summary>Notes who made a call.</summary>
internal static class CallerAudit
{
    /// <summary>Names the caller by what it says, and its key by a part of its hash: enough to tell keys apart, too little to find one.</summary>
    public static CorrectionAudit Of(HttpRequest request, string? by, DateTimeOffset now)
    {
        var key = request.Headers.TryGetValue("x-functions-key", out var header) ? header.ToString() : request.Query["code"].ToString();
        return new CorrectionAudit(now, by, key.Length == 0 ? null : NameOf(key));
    }

    private static string NameOf(string key) => string.Create(CultureInfo.InvariantCulture, $"key-{Hash64.Of(key.AsSpan()) & 0xffff:x4}");
}
