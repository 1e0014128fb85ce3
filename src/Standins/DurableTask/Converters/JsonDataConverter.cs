using System.Text.Json;

namespace Microsoft.DurableTask.Converters;

/// <summary>Values as JSON of System.Text.Json.</summary>
/// <param name="options">How to serialize; null for the default of the serializer, with fields included.</param>
public class JsonDataConverter(JsonSerializerOptions? options = null) : DataConverter
{
    private static readonly JsonSerializerOptions s_withFields = new() { IncludeFields = true };

    private readonly JsonSerializerOptions _options = options ?? s_withFields;

    /// <summary>Gets the converter with the default options.</summary>
    public static JsonDataConverter Default { get; } = new();

    /// <inheritdoc/>
    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, _options);

    /// <inheritdoc/>
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, _options);
}
