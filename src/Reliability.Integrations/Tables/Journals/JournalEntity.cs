using System.Globalization;
using System.IO.Compression;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>A batch as one table entity: partition = writer, row = position, the bytes in properties of up to 60,000 bytes.</summary>
/// <remarks>One entity is one atomic write, so a batch is there whole or not at all.</remarks>
internal static class JournalEntity
{
    private const int ChunkBytes = 60_000;
    private const int MinBytesToCompress = 256;
    private const int BrotliQuality = 1;
    private const int BrotliWindow = 18;

    /// <summary>Gets the row key of a position; keys sort as the positions do.</summary>
    public static string RowKey(long position) => position.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>Gets the position of a row key.</summary>
    public static long Position(string rowKey) => long.Parse(rowKey, CultureInfo.InvariantCulture);

    /// <summary>Makes the entity of a batch.</summary>
    public static TableEntity Write(string partition, long position, JournalBatch batch)
    {
        var (bytes, compressed) = Compress(batch.Bytes);
        var entity = new TableEntity(partition, RowKey(position)) { ["Records"] = batch.Records, ["Length"] = batch.Length, ["Compressed"] = compressed };
        for (var (offset, chunk) = (0, 0); offset < bytes.Length; offset += ChunkBytes, chunk++)
            entity[ChunkName(chunk)] = bytes[offset..Math.Min(bytes.Length, offset + ChunkBytes)];
        return entity;
    }

    /// <summary>Gets the records of an entity.</summary>
    /// <exception cref="InvalidDataException">The entity is not a batch.</exception>
    public static ReadOnlyMemory<byte> Read(TableEntity entity)
    {
        using var stored = new MemoryStream();
        for (var chunk = 0; entity.GetBinary(ChunkName(chunk)) is { } bytes; chunk++) stored.Write(bytes);
        var length = entity.GetInt32("Length") ?? throw new InvalidDataException("The batch has no length.");
        if (entity.GetBoolean("Compressed") is not true) return stored.Length == length ? stored.ToArray() : throw WrongLength();
        var records = new byte[length];
        if (!BrotliDecoder.TryDecompress(stored.ToArray(), records, out var written) || written != length) throw WrongLength();
        return records;
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

    private static InvalidDataException WrongLength() => new("The batch does not have its stated length.");
}
