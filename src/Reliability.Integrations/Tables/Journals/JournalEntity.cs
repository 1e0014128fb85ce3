using System.Globalization;
using System.IO.Compression;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>A batch as one table entity: partition = writer, row = position, the bytes in properties of up to 60,000 bytes.</summary>
/// <remarks>One entity is one atomic write, so a batch is there whole or not at all.</remarks>
internal static class JournalEntity
{
    /// <summary>The largest batch, in bytes before compression: it fits an entity of 1 MiB even when it cannot be compressed.</summary>
    public const int MaxBytes = 900_000;

    /// <summary>The last position a row key can hold.</summary>
    public const long LastPosition = 999_999_999_999;

    /// <summary>What tells a seal from a batch, without its records.</summary>
    public static readonly string[] SealColumns = ["PartitionKey", "RowKey", SealedName];

    private const string LengthName = "Length";
    private const string CompressedName = "Compressed";
    private const string SealedName = "Sealed";
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
        var entity = new TableEntity(partition, RowKey(position)) { ["Records"] = batch.Records, [LengthName] = batch.Length, [CompressedName] = compressed };
        for (var (offset, chunk) = (0, 0); offset < bytes.Length; offset += ChunkBytes, chunk++)
            entity[ChunkName(chunk)] = bytes[offset..Math.Min(bytes.Length, offset + ChunkBytes)];
        return entity;
    }

    /// <summary>Makes the entity that takes the place of a partition's next batch, so that no batch can follow.</summary>
    public static TableEntity Seal(string partition, long position) => new(partition, RowKey(position)) { [SealedName] = true };

    /// <summary>Tells whether an entity is a seal.</summary>
    public static bool IsSeal(TableEntity entity) => entity.TryGetValue(SealedName, out var value) && value is true;

    /// <summary>Gets the stated length of a batch's records, in bytes; 0 when it states none that is possible.</summary>
    public static int LengthOf(TableEntity entity) =>
        entity.TryGetValue(LengthName, out var value) && value is int and >= 0 and <= MaxBytes ? (int)value : 0;

    /// <summary>Gets the records of an entity.</summary>
    /// <exception cref="InvalidDataException">The entity is not a batch.</exception>
    public static ReadOnlyMemory<byte> Read(TableEntity entity)
    {
        if (!entity.TryGetValue(LengthName, out var stated) || stated is not (int and >= 0 and <= MaxBytes)) throw new InvalidDataException("The batch has no possible length.");
        if (!entity.TryGetValue(CompressedName, out var value) || value is not bool compressed) throw new InvalidDataException("The batch does not say whether it is compressed.");
        var (length, stored) = ((int)stated, Chunks(entity));
        if (!compressed) return stored.Length == length ? stored : throw WrongLength();
        var records = new byte[length];
        if (!BrotliDecoder.TryDecompress(stored, records, out var written) || written != length) throw WrongLength();
        return records;
    }

    private static byte[] Chunks(TableEntity entity)
    {
        using var stored = new MemoryStream();
        for (var chunk = 0; entity.TryGetValue(ChunkName(chunk), out var value); chunk++)
            stored.Write(value as byte[] ?? throw new InvalidDataException("A part of the batch is not binary."));
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

    private static InvalidDataException WrongLength() => new("The batch does not have its stated length.");
}
