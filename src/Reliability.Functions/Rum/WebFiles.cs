using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Reliability.Core.Rum;
using Reliability.Functions.Http;
using Reliability.Integrations.Configuration;

namespace Reliability.Functions.Rum;

/// <summary>Browser files that are built beside the app and served by it.</summary>
public sealed class WebFiles(ReliabilityConfiguration configuration)
{
    private readonly byte[]? _script = Load("rum.js");
    private readonly byte[]? _demo = Load("demo.html");

    /// <summary>Answers a request for the client script; browsers keep it for an hour.</summary>
    public IResult Script() => _script is null
        ? Missing("rum.js")
        : new CachedFile(_script, "text/javascript; charset=utf-8", "public, max-age=3600", TagOf(_script));

    /// <summary>Answers a request for the demo page.</summary>
    /// <param name="request">Its address tells the page where the suite is.</param>
    public IResult Demo(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_demo is null) return Missing("demo.html");
        var name = request.Query["site"].ToString();
        var site = name.Length > 0 ? configuration.FindSite(name) : configuration.Sites is [var first, ..] ? first : null;
        if (site is null) return Problem.Create(404, Problem.TypePrefix + RejectReason.UnknownSite, "There is no such site.");
        var path = request.PathBase + request.Path;
        var address = path.Value![..path.Value!.LastIndexOf("/rum/demo", StringComparison.OrdinalIgnoreCase)];
        var page = Encoding.UTF8.GetString(_demo)
            .Replace("{{site}}", WebUtility.HtmlEncode(site.Name), StringComparison.Ordinal)
            .Replace("{{key}}", WebUtility.HtmlEncode(site.Keys[0]), StringComparison.Ordinal)
            .Replace("{{base}}", WebUtility.HtmlEncode($"{request.Scheme}://{request.Host}{address}"), StringComparison.Ordinal);
        return Results.Content(page, "text/html; charset=utf-8", Encoding.UTF8);
    }

    private static byte[]? Load(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "web", name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private static EntityTagHeaderValue TagOf(byte[] content) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");

    private static IResult Missing(string name) =>
        Problem.Create(503, Problem.TypePrefix + "not-built", "A browser file is missing.", $"{name} was not built with the app: run 'npm run build', then build the app again.");

    private sealed class CachedFile(byte[] content, string type, string cacheControl, EntityTagHeaderValue tag) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.CacheControl = cacheControl;
            headers.AccessControlAllowOrigin = "*"; // public code; pages load it with crossorigin for error details
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            return Results.Bytes(content, type, entityTag: tag).ExecuteAsync(httpContext);
        }
    }
}
