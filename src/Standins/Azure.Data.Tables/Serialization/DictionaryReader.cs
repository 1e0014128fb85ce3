using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>Reads entities whose types only the reply knows.</summary>
internal static class DictionaryReader
{
    /// <summary>Reads the object that the reader is at the start of.</summary>
    public static TableEntity Read(ref Utf8JsonReader reader)
    {
        var types = ReadTypes(reader);
        var next = 0;
        var entity = new TableEntity();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name == TableEntity.ETagName)
                entity.SetRaw(name, reader.GetString()!);
            else if (name.EndsWith(EdmNames.Suffix, StringComparison.Ordinal) || name.StartsWith("odata.", StringComparison.Ordinal))
                reader.Skip();
            else
                entity.SetRaw(name, ReadValue(ref reader, TypeOf(name, types, ref next))!);
        }

        return entity;
    }

    // OData lets an annotation come before or after its property, so annotations are gathered first.
    private static List<(string Name, EdmType Type)>? ReadTypes(Utf8JsonReader copy)
    {
        List<(string, EdmType)>? types = null;
        while (copy.Read() && copy.TokenType == JsonTokenType.PropertyName)
        {
            var isAnnotation = copy.ValueSpan.EndsWith("@odata.type"u8);
            var name = isAnnotation ? copy.GetString()![..^EdmNames.Suffix.Length] : null;
            copy.Read();
            if (isAnnotation)
                (types ??= []).Add((name!, EdmNames.Read(ref copy)));
            else
                copy.Skip();
        }

        return types;
    }

    private static EdmType TypeOf(string name, List<(string Name, EdmType Type)>? types, ref int next)
    {
        if (name == nameof(ITableEntity.Timestamp))
            return EdmType.DateTime; // The service does not annotate it.
        if (types is null)
            return EdmType.None;

        for (var i = 0; i < types.Count; i++)
        {
            var index = (next + i) % types.Count;
            if (types[index].Name != name)
                continue;
            next = index + 1;
            return types[index].Type;
        }

        return EdmType.None;
    }

    private static object? ReadValue(ref Utf8JsonReader reader, EdmType type) => (reader.TokenType, type) switch
    {
        (JsonTokenType.Null, _) => null,
        (_, EdmType.Int64) => EdmValues.ReadInt64(ref reader),
        (_, EdmType.Double) => EdmValues.ReadDouble(ref reader),
        (_, EdmType.Guid) => reader.GetGuid(),
        (_, EdmType.Binary) => reader.GetBytesFromBase64(),
        (_, EdmType.DateTime) => reader.GetDateTimeOffset(),
        (JsonTokenType.True or JsonTokenType.False, _) => reader.GetBoolean(),
        (JsonTokenType.Number, _) => ReadNumber(ref reader),
        (JsonTokenType.String, _) => reader.GetString(),
        _ => throw new JsonException($"A property of an entity cannot be {reader.TokenType}."),
    };

    private static object ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt32(out var number))
            return number;
        return reader.TryGetInt64(out var wide) ? (object)wide : reader.GetDouble();
    }
}
