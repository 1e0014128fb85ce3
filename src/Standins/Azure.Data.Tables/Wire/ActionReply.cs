using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>The reply to one action of a transaction.</summary>
internal sealed class ActionReply : Response
{
    private readonly List<HttpHeader> _headers;

    /// <summary>Creates the reply.</summary>
    /// <param name="status">The status of the action.</param>
    /// <param name="reason">The reason phrase.</param>
    /// <param name="headers">Lines <c>Name: value</c>.</param>
    /// <param name="body">The body; empty on success.</param>
    /// <param name="requestId">The id of the request that carried the transaction.</param>
    public ActionReply(int status, string reason, ReadOnlySpan<string> headers, ReadOnlyMemory<byte> body, string requestId)
    {
        Status = status;
        ReasonPhrase = reason;
        ClientRequestId = requestId;
        ContentStream = new MemoryStream(body.ToArray(), 0, body.Length, writable: false, publiclyVisible: true);
        _headers = new List<HttpHeader>(headers.Length);
        foreach (var line in headers)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                _headers.Add(new HttpHeader(line[..colon], line[(colon + 1)..].Trim()));
        }
    }

    public override int Status { get; }

    public override string ReasonPhrase { get; }

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; }

    public override bool IsError => Status >= 400;

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers;

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = _headers.Find(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Value;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
