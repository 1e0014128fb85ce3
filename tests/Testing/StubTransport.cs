using System.Net;
using System.Text.Json;
using Azure.Core.Pipeline;

namespace Reliability.Testing;

/// <summary>What a <see cref="StubTransport"/> saw of one try of a request.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Uri">The URI as sent.</param>
/// <param name="Headers">All headers, those of the content included; several values joined by a comma.</param>
/// <param name="Body">The body; empty without.</param>
public sealed record SentRequest(HttpMethod Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>An Azure.Core transport that answers from a function instead of the network, and remembers what was sent.</summary>
public sealed class StubTransport : HttpMessageHandler
{
    private readonly Func<SentRequest, int, HttpResponseMessage> _answer;
    private readonly List<SentRequest> _sent = [];

    /// <summary>Creates the transport.</summary>
    /// <param name="answer">Answers the nth try, counted from 0; may throw what a network would.</param>
    public StubTransport(Func<SentRequest, int, HttpResponseMessage> answer)
    {
        _answer = answer;
        Transport = new HttpClientTransport(this);
    }

    /// <summary>Gets the transport, for <c>ClientOptions.Transport</c>.</summary>
    public HttpPipelineTransport Transport { get; }

    /// <summary>Gets the tries so far, in order.</summary>
    public IReadOnlyList<SentRequest> Sent => _sent;

    /// <summary>Makes a reply.</summary>
    /// <param name="status">The status.</param>
    /// <param name="json">The body; null for none.</param>
    /// <param name="contentType">The type of the body.</param>
    /// <returns>The reply.</returns>
    public static HttpResponseMessage Reply(HttpStatusCode status, string? json = null, string contentType = "application/json")
    {
        var reply = new HttpResponseMessage(status) { Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(json ?? "")) };
        reply.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return reply;
    }

    /// <summary>Makes the body of a failure of the table service.</summary>
    /// <param name="code">The error code.</param>
    /// <param name="message">The message.</param>
    /// <returns>JSON.</returns>
    public static string ODataError(string code, string message) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["odata.error"] = new { code, message = new { lang = "en-US", value = message } },
    });

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        return Answer(request, body);
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        request.Content?.CopyTo(body, null, cancellationToken);
        return Answer(request, body.ToArray());
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, byte[] body)
    {
        var headers = request.Headers.NonValidated
            .Concat(request.Content is null ? [] : request.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        var sent = new SentRequest(request.Method, request.RequestUri!, headers, body);
        _sent.Add(sent);
        var reply = _answer(sent, _sent.Count - 1);
        reply.RequestMessage = request;
        return reply;
    }
}
