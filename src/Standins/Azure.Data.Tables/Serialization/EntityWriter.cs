using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>Writes entities as the service wants them: values beside type annotations, nulls left out.</summary>
internal static class EntityWriter
{
    private const int LongestName = 255;

    // The body is JSON, never HTML: only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static Utf8JsonWriter? cachedWriter;

    /// <summary>Appends an entity to a buffer.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="entity">An entity with a key.</param>
    /// <exception cref="NotSupportedException">A property is of a type that the service cannot store.</exception>
    public static void Write(IBufferWriter<byte> output, ITableEntity entity)
    {
        var writer = cachedWriter ?? new Utf8JsonWriter(output, Options);
        cachedWriter = null;
        writer.Reset(output);
        writer.WriteStartObject();
        if (entity is TableEntity dictionary)
            WriteProperties(writer, dictionary);
        else
            EntityType.Of(entity.GetType()).Write(writer, entity);
        writer.WriteEndObject();
        writer.Flush();
        writer.Reset(Stream.Null);
        cachedWriter = writer;
    }

    private static void WriteProperties(Utf8JsonWriter writer, TableEntity entity)
    {
        foreach (var (name, value) in entity.Properties)
        {
            if (value is not null && name != nameof(ITableEntity.Timestamp) && !name.StartsWith("odata.", StringComparison.Ordinal))
                WriteProperty(writer, name, value);
        }
    }

    private static void WriteProperty(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case long number:
                Annotate(writer, name, EdmType.Int64);
                EdmValues.WriteInt64(writer, number);
                break;
            case double number:
                Annotate(writer, name, EdmType.Double);
                EdmValues.WriteDouble(writer, number);
                break;
            case byte[] bytes:
                Annotate(writer, name, EdmType.Binary);
                writer.WriteBase64StringValue(bytes);
                break;
            case BinaryData data:
                Annotate(writer, name, EdmType.Binary);
                EdmValues.WriteBinaryData(writer, data);
                break;
            case DateTimeOffset instant:
                Annotate(writer, name, EdmType.DateTime);
                EdmValues.WriteInstant(writer, instant);
                break;
            case DateTime instant:
                Annotate(writer, name, EdmType.DateTime);
                EdmValues.WriteDateTime(writer, instant);
                break;
            case Guid guid:
                Annotate(writer, name, EdmType.Guid);
                writer.WriteStringValue(guid);
                break;
            default:
                throw new NotSupportedException($"The table service cannot store property {name} of type {value.GetType()}.");
        }
    }

    private static void Annotate(Utf8JsonWriter writer, string name, EdmType type)
    {
        Span<char> annotation = name.Length <= LongestName
            ? stackalloc char[LongestName + EdmNames.Suffix.Length]
            : new char[name.Length + EdmNames.Suffix.Length];
        name.CopyTo(annotation);
        EdmNames.Suffix.CopyTo(annotation[name.Length..]);
        writer.WritePropertyName(annotation[..(name.Length + EdmNames.Suffix.Length)]);
        writer.WriteStringValue(EdmNames.Of(type));
        writer.WritePropertyName(name);
    }
}
