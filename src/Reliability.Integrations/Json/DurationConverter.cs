using System.Text.Json;
using System.Text.Json.Serialization;
using Reliability.Core;

namespace Reliability.Integrations.Json;

/// <summary>Writes durations as the configuration files do: <c>5m</c>, <c>1h</c>, <c>30d</c>.</summary>
public sealed class DurationConverter : JsonConverter<TimeSpan>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is no duration.</exception>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && DurationText.TryParse(reader.GetString(), out var duration)
            ? duration
            : throw new JsonException("Not a duration such as 5m, 1h or 30d.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(DurationText.Format(value));
    }
}
