using System.Text.Json;
using System.Text.Unicode;

namespace Reliability.Functions.Http;

/// <summary>Parses JSON of strangers.</summary>
internal static class JsonText
{
    /// <summary>Parses a document, texts included: the parser alone looks at them only when they are read.</summary>
    /// <param name="body">UTF-8.</param>
    /// <exception cref="JsonException">It is no JSON, or a text in it is no Unicode.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !IsUnicode(ref reader))
                throw new JsonException($"the text at byte {reader.TokenStartIndex} is no Unicode.");
        }

        return JsonDocument.Parse(body);
    }

    private static bool IsUnicode(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return Utf8.IsValid(reader.ValueSpan);
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
