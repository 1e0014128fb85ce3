using System.Globalization;
using System.IO.Compression;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>Bytes in a table entity, compressed where that helps, in properties of up to 60,000 bytes.</summary>
internal static class EntityBytes
{
    /// <summary>The most bytes before compression: they fit an entity of 1 MiB even when they cannot be compressed.</summary>
    public const int MaxBytes = 900_000;

    private const string LengthName = "Length";
    private const string CompressedName = "Compressed";
    private const int ChunkBytes = 60_000;
    private const int MinBytesToCompress = 256;
    private const int BrotliQuality = 1;
    private const int BrotliWindow = 18;

    /// <summary>Puts bytes into an entity.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more than <see cref="MaxBytes"/>.</exception>
    public static void Write(TableEntity entity, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MaxBytes, nameof(bytes));
        var (stored, compressed) = Compress(bytes);
        (entity[LengthName], entity[CompressedName]) = (bytes.Length, compressed);
        for (var (offset, chunk) = (0, 0); offset < stored.Length; offset += ChunkBytes, chunk++)
            entity[ChunkName(chunk)] = stored[offset..Math.Min(stored.Length, offset + ChunkBytes)];
    }

    /// <summary>Gets the stated number of bytes; 0 when the entity states none that is possible.</summary>
    public static int LengthOf(TableEntity entity) =>
        entity.TryGetValue(LengthName, out var value) && value is int and >= 0 and <= MaxBytes ? (int)value : 0;

    /// <summary>Gets the bytes of an entity.</summary>
    /// <exception cref="InvalidDataException">The entity holds none, or not as many as it states.</exception>
    public static ReadOnlyMemory<byte> Read(TableEntity entity)
    {
        if (!entity.TryGetValue(LengthName, out var stated) || stated is not (int and >= 0 and <= MaxBytes)) throw new InvalidDataException("The entity has no possible length.");
        if (!entity.TryGetValue(CompressedName, out var value) || value is not bool compressed) throw new InvalidDataException("The entity does not say whether it is compressed.");
        var (length, stored) = ((int)stated, Chunks(entity));
        if (!compressed) return stored.Length == length ? stored : throw WrongLength();
        var bytes = new byte[length];
        if (!BrotliDecoder.TryDecompress(stored, bytes, out var written) || written != length) throw WrongLength();
        return bytes;
    }

    private static byte[] Chunks(TableEntity entity)
    {
        using var stored = new MemoryStream();
        for (var chunk = 0; entity.TryGetValue(ChunkName(chunk), out var value); chunk++)
            stored.Write(value as byte[] ?? throw new InvalidDataException("A part of the entity is not binary."));
        return stored.ToArray();
    }

    private static (byte[] Bytes, bool Compressed) Compress(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= MinBytesToCompress)
        {
            var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
            if (BrotliEncoder.TryCompress(bytes, buffer, out var length, BrotliQuality, BrotliWindow) && length < bytes.Length)
                return (buffer[..length], true);
        }

        return (bytes.ToArray(), false);
    }

    private static string ChunkName(int chunk) => string.Create(CultureInfo.InvariantCulture, $"D{chunk}");

    private static InvalidDataException WrongLength() => new("The entity does not have its stated length.");
}
