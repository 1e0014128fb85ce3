using System.IO.Compression;
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
    private readonly CachedScript? _script = Load("rum.js") is { } script ? new CachedScript(script) : null;
    private readonly byte[]? _demo = Load("demo.html");

    /// <summary>Answers a request for the client script; browsers keep it for an hour.</summary>
    /// <param name="request">Tells whether it may be compressed.</param>
    public IResult Script(HttpRequest request) => _script is null ? Missing("rum.js") : AcceptsGzip(request) ? _script.Compressed : _script.Plain;

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
        const string Type = "text/html; charset=utf-8";
        var content = Encoding.UTF8.GetBytes(page);
        return AcceptsGzip(request) ? new EncodedFile(Compress(content), Type, "gzip") : new EncodedFile(content, Type, null);
    }

    private static byte[]? Load(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "web", name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private static EntityTagHeaderValue TagOf(byte[] content) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");

    private static IResult Missing(string name) =>
        Problem.Create(503, Problem.TypePrefix + "not-built", "A browser file is missing.", $"{name} was not built with the app: run 'npm run build', then build the app again.");

    private static bool AcceptsGzip(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        var gzip = accepted.FirstOrDefault(one => one.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase)) ?? accepted.FirstOrDefault(one => one.Value == "*");
        return gzip is not null && gzip.Quality is not 0;
    }

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize)) gzip.Write(content);
        return compressed.ToArray();
    }

    // Another encoding is another representation, with another tag.
    private sealed class CachedScript(byte[] script)
    {
        private const string Type = "text/javascript; charset=utf-8";

        public IResult Plain { get; } = new CachedFile(new EncodedFile(script, Type, null, TagOf(script)));

        public IResult Compressed { get; } = OfCompressed(Compress(script));

        private static CachedFile OfCompressed(byte[] content) => new(new EncodedFile(content, Type, "gzip", TagOf(content)));
    }

    private sealed class CachedFile(IResult file) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.CacheControl = "public, max-age=3600";
            headers.AccessControlAllowOrigin = "*"; // public code; pages load it with crossorigin for error details
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            return file.ExecuteAsync(httpContext);
        }
    }

    private sealed class EncodedFile(byte[] content, string type, string? encoding, EntityTagHeaderValue? tag = null) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.Vary = "Accept-Encoding";
            if (encoding is not null) headers.ContentEncoding = encoding;
            return Results.Bytes(content, type, entityTag: tag).ExecuteAsync(httpContext);
        }
    }
}
