using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>Reads the value under a reader.</summary>
internal delegate T ReadValue<T>(ref Utf8JsonReader reader);

/// <summary>How values of one .NET type travel.</summary>
internal sealed record EdmCodec<T>(EdmType Type, Action<Utf8JsonWriter, T> Write, ReadValue<T> Read);

/// <summary>The types that a property of an entity class may have.</summary>
internal static class EdmCodecs
{
    private static readonly Dictionary<Type, object> ByType = new()
    {
        [typeof(string)] = new EdmCodec<string?>(EdmType.None, EdmValues.WriteString!, EdmValues.ReadString),
        [typeof(bool)] = new EdmCodec<bool>(EdmType.None, EdmValues.WriteBoolean, EdmValues.ReadBoolean),
        [typeof(int)] = new EdmCodec<int>(EdmType.None, EdmValues.WriteInt32, EdmValues.ReadInt32),
        [typeof(long)] = new EdmCodec<long>(EdmType.Int64, EdmValues.WriteInt64, EdmValues.ReadInt64),
        [typeof(double)] = new EdmCodec<double>(EdmType.Double, EdmValues.WriteDouble, EdmValues.ReadDouble),
        [typeof(Guid)] = new EdmCodec<Guid>(EdmType.Guid, EdmValues.WriteGuid, EdmValues.ReadGuid),
        [typeof(byte[])] = new EdmCodec<byte[]>(EdmType.Binary, EdmValues.WriteBytes, EdmValues.ReadBytes),
        [typeof(BinaryData)] = new EdmCodec<BinaryData>(EdmType.Binary, EdmValues.WriteBinaryData, EdmValues.ReadBinaryData),
        [typeof(DateTimeOffset)] = new EdmCodec<DateTimeOffset>(EdmType.DateTime, EdmValues.WriteInstant, EdmValues.ReadInstant),
        [typeof(DateTime)] = new EdmCodec<DateTime>(EdmType.DateTime, EdmValues.WriteDateTime, EdmValues.ReadDateTime),
    };

    /// <summary>Finds the codec of a type that is not nullable.</summary>
    /// <param name="type">A type of a property.</param>
    /// <param name="codec">An <see cref="EdmCodec{T}"/> of that type.</param>
    /// <returns>Whether the service can store the type.</returns>
    public static bool TryFind(Type type, [NotNullWhen(true)] out object? codec)
    {
        codec = type.IsEnum
            ? typeof(EdmCodecs).GetMethod(nameof(OfEnum))!.MakeGenericMethod(type).Invoke(null, null)
            : ByType.GetValueOrDefault(type);
        return codec is not null;
    }

    /// <summary>Makes the codec of an enum: its names, as strings.</summary>
    public static EdmCodec<T> OfEnum<T>()
        where T : struct, Enum =>
        new(
            EdmType.None,
            static (writer, value) => writer.WriteStringValue(value.ToString()),
            static (ref reader) => Enum.Parse<T>(reader.GetString()!));
}
