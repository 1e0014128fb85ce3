using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>Spreads the parts of packs over the properties of an entity, each of which holds at most 64 kB.</summary>
internal static class PackColumns
{
    /// <summary>The most bytes of one property: 65,536 exactly are reported to be refused.</summary>
    public const int MaxBytes = 64_000;

    private const string CountsName = "Counts";
    private const string SketchesName = "Sketches";

    /// <summary>The columns to read when sketches are not needed.</summary>
    public static readonly string[] WithoutSketches = ["PartitionKey", "RowKey", .. Enumerable.Range(0, PackCodec.MaxCountsBytes / MaxBytes).Select(i => $"{CountsName}{i}")];

    public static void Write(TableEntity entity, PackPart part)
    {
        Write(entity, CountsName, part.Counts);
        Write(entity, SketchesName, part.Sketches);
    }

    /// <exception cref="InvalidDataException">The entity is not a pack.</exception>
    public static List<PackEntry> Read(TableEntity entity, bool withSketches)
    {
        try
        {
            return PackCodec.Decode(Read(entity, CountsName), withSketches ? new ReadOnlyMemory<byte>(Read(entity, SketchesName)) : default(ReadOnlyMemory<byte>?));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"The cells of {entity.PartitionKey} {entity.RowKey} cannot be read.", e);
        }
    }

    private static void Write(TableEntity entity, string name, byte[] bytes)
    {
        var place = 0;
        foreach (var piece in bytes.Chunk(MaxBytes)) entity[$"{name}{place++}"] = piece;
    }

    private static byte[] Read(TableEntity entity, string name)
    {
        var pieces = new List<byte[]>();
        while (entity.TryGetValue($"{name}{pieces.Count}", out var value) && value is byte[] piece) pieces.Add(piece);
        return pieces is [var only] ? only : [.. pieces.SelectMany(piece => piece)];
    }
}
