using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;

namespace Reliability.Orchestration.Store;

/// <summary>Puts values into rows: as JSON, compressed when that is shorter, split over properties, and over rows where one is too small.</summary>
internal static class Packing
{
    /// <summary>The most bytes that a value may have in a row that holds nothing else.</summary>
    public const int MaxRowBytes = 13 * MaxPropertyBytes;

    // A property holds 64 KiB.
    private const int MaxPropertyBytes = 64_000;
    private const int WorthCompressing = 1_024;
    private const byte Plain = 0;
    private const byte Compressed = 1;

    /// <summary>Serializes a value.</summary>
    public static byte[] Pack<T>(T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        if (json.Length < WorthCompressing) return [Plain, .. json];
        using var packed = new MemoryStream(json.Length / 2);
        packed.WriteByte(Compressed);
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(json);
        return packed.Length <= json.Length ? packed.ToArray() : [Plain, .. json];
    }

    /// <summary>Reads what <see cref="Pack"/> made.</summary>
    /// <exception cref="InvalidDataException">The bytes are something else.</exception>
    public static T Unpack<T>(ReadOnlyMemory<byte> bytes, JsonTypeInfo<T> type)
    {
        if (bytes.IsEmpty) throw new InvalidDataException("A stored value is empty.");
        try
        {
            if (bytes.Span[0] == Plain) return JsonSerializer.Deserialize(bytes.Span[1..], type) ?? throw new InvalidDataException("A stored value is null.");
            using var brotli = new BrotliStream(new MemoryStream(bytes[1..].ToArray()), CompressionMode.Decompress);
            return JsonSerializer.Deserialize(brotli, type) ?? throw new InvalidDataException("A stored value is null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new InvalidDataException($"A stored {typeof(T).Name} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Splits bytes into as many pieces as rows are needed; at least one.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> ToRows(ReadOnlyMemory<byte> bytes)
    {
        var rows = new List<ReadOnlyMemory<byte>>();
        for (var from = 0; from == 0 || from < bytes.Length; from += MaxRowBytes)
            rows.Add(bytes.Slice(from, Math.Min(MaxRowBytes, bytes.Length - from)));
        return rows;
    }

    /// <summary>Puts bytes into properties <paramref name="name"/>0, <paramref name="name"/>1 and so on.</summary>
    public static void Put(TableEntity row, string name, ReadOnlyMemory<byte> bytes)
    {
        var properties = 0;
        for (var from = 0; from < bytes.Length; from += MaxPropertyBytes)
            row[$"{name}{properties++}"] = bytes.Slice(from, Math.Min(MaxPropertyBytes, bytes.Length - from)).ToArray();
    }

    /// <summary>Takes the bytes out of the properties; null when there are none.</summary>
    /// <exception cref="InvalidDataException">A property holds something else.</exception>
    public static byte[]? Take(TableEntity row, string name)
    {
        if (Bytes(row, $"{name}0") is not { } first) return null;
        if (first.Length < MaxPropertyBytes) return first;
        var bytes = new MemoryStream();
        for (var property = 0; Bytes(row, $"{name}{property}") is { } some; property++) bytes.Write(some);
        return bytes.ToArray();
    }

    private static byte[]? Bytes(TableEntity row, string property) => row.TryGetValue(property, out var value) && value is not null
        ? value as byte[] ?? throw new InvalidDataException($"{property} of {row.RowKey} is no binary value.")
        : null;
}
