using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure;
using Azure.Core;

namespace Reliability.Testing;

/// <summary>A reply without body.</summary>
/// <param name="status">The status.</param>
/// <param name="date">When the service answered; it tells that to the second.</param>
/// <param name="etag">The version of the row, if it is about one.</param>
internal sealed class InMemoryResponse(int status, DateTimeOffset date, ETag? etag = null) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => "";

    private string Date => date.ToString("R", CultureInfo.InvariantCulture);

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders()
    {
        yield return new HttpHeader("Date", Date);
        if (etag is { } value)
            yield return new HttpHeader("ETag", value.ToString());
    }

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = name.ToUpperInvariant() switch
        {
            "ETAG" => etag?.ToString(),
            "DATE" => Date,
            _ => null,
        };
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}

/// <summary>The reply to a request for an entity that does not exist.</summary>
internal sealed class InMemoryAbsent<T>(Response reply) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The entity does not exist: check HasValue first.");

    public override Response GetRawResponse() => reply;
}
