using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>Single values to and from their JSON form, without annotations.</summary>
internal static class EdmValues
{
    private const int InstantLength = 28; // 2026-01-01T00:00:00.0000000Z

    public static void WriteString(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);

    public static void WriteBoolean(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

    public static void WriteInt32(Utf8JsonWriter writer, int value) => writer.WriteNumberValue(value);

    /// <summary>Writes a string: JSON numbers are doubles to many readers.</summary>
    public static void WriteInt64(Utf8JsonWriter writer, long value)
    {
        Span<char> text = stackalloc char[20];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    /// <summary>Writes a number; a string for NaN and the infinities, which JSON does not have.</summary>
    public static void WriteDouble(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    public static void WriteGuid(Utf8JsonWriter writer, Guid value) => writer.WriteStringValue(value);

    public static void WriteBytes(Utf8JsonWriter writer, byte[] value) => writer.WriteBase64StringValue(value);

    public static void WriteBinaryData(Utf8JsonWriter writer, BinaryData value) => writer.WriteBase64StringValue(value.ToMemory().Span);

    public static void WriteInstant(Utf8JsonWriter writer, DateTimeOffset value) => WriteUtc(writer, value.UtcDateTime);

    /// <summary>Writes a UTC instant.</summary>
    /// <exception cref="NotSupportedException">The kind is not UTC: which instant is meant would depend on the machine.</exception>
    public static void WriteDateTime(Utf8JsonWriter writer, DateTime value)
    {
        if (value.Kind != DateTimeKind.Utc)
        {
            throw new NotSupportedException(
                $"DateTime {value.ToString("O", CultureInfo.InvariantCulture)} has a Kind of {value.Kind}. The service stores UTC only: call DateTime.SpecifyKind or ToUniversalTime.");
        }

        WriteUtc(writer, value);
    }

    public static string? ReadString(ref Utf8JsonReader reader) => reader.GetString();

    public static bool ReadBoolean(ref Utf8JsonReader reader) => reader.GetBoolean();

    public static int ReadInt32(ref Utf8JsonReader reader) => reader.GetInt32();

    public static long ReadInt64(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number
            ? reader.GetInt64()
            : long.Parse(reader.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static double ReadDouble(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number
            ? reader.GetDouble()
            : double.Parse(reader.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);

    public static Guid ReadGuid(ref Utf8JsonReader reader) => reader.GetGuid();

    public static byte[] ReadBytes(ref Utf8JsonReader reader) => reader.GetBytesFromBase64();

    public static BinaryData ReadBinaryData(ref Utf8JsonReader reader) => BinaryData.FromBytes(reader.GetBytesFromBase64());

    public static DateTimeOffset ReadInstant(ref Utf8JsonReader reader) => reader.GetDateTimeOffset();

    public static DateTime ReadDateTime(ref Utf8JsonReader reader) => reader.GetDateTimeOffset().UtcDateTime;

    private static void WriteUtc(Utf8JsonWriter writer, DateTime value)
    {
        Span<byte> text = stackalloc byte[InstantLength];
        value.TryFormat(text, out var length, "O", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
