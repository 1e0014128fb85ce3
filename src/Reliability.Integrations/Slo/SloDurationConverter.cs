using System.Text.Json;
using System.Text.Json.Serialization;
using Reliability.Core.Slo;

namespace Reliability.Integrations.Slo;

/// <summary>Writes <see cref="SloDuration"/> as documents do: <c>28d</c>, <c>1M</c>.</summary>
public sealed class SloDurationConverter : JsonConverter<SloDuration>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is no duration.</exception>
    public override SloDuration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && SloDuration.TryParse(reader.GetString(), out var duration)
            ? duration
            : throw new JsonException("Not a duration such as 28d or 1M.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SloDuration value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
