using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads <c>{"odata.error":{"code":...,"message":{"value":...}}}</c>; without such a body, the error header.</summary>
internal sealed class ODataErrorParser : RequestFailedDetailsParser
{
    public static readonly ODataErrorParser Instance = new();

    public override bool TryParse(
        Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = ParseBody(response);
        if (error is null && response.Headers.TryGetValue("x-ms-error-code", out var code))
            error = new ResponseError(code, null);
        return error is not null;
    }

    private static ResponseError? ParseBody(Response response)
    {
        if (response.ContentStream is not { CanSeek: true })
            return null;

        var body = response.Content.ToMemory();
        if (body.Length == 0 || body.Span[0] != '{')
            return null;

        try
        {
            using var json = JsonDocument.Parse(body);
            var error = json.RootElement.GetProperty("odata.error");
            var message = error.TryGetProperty("message", out var text) && text.TryGetProperty("value", out var value) ? value.GetString() : null;
            return new ResponseError(error.GetProperty("code").GetString(), message);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null; // Not an OData error: the exception then carries status and body as they are.
        }
    }
}
