using System.Text;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>The stored form of many cells: counts and sketches apart, so that counts can be read alone.</summary>
/// <remarks>
/// <para>Counts: version, texts, then per cell the places of its page and release among the texts, device and connection,
/// navigation and bot, and its four counts. Sketches: those of the same cells in the same order, each with its length.</para>
/// <para>The same cells give the same bytes. A part is small enough for an entity, in either form of its binary properties.</para>
/// </remarks>
internal static class PackCodec
{
    public const int MaxCountsBytes = 3 * PackColumns.MaxBytes;
    public const int MaxSketchesBytes = 7 * PackColumns.MaxBytes;

    private const byte Version = 1;
    private const int HeadBytes = 1 + Varint.MaxLength;

    // Two texts with their lengths, two places, two bytes, four counts.
    private const int MaxOtherBytes = (8 * Varint.MaxLength) + 2;

    /// <summary>Encodes cells; those without samples are left out.</summary>
    /// <returns>At least one part.</returns>
    public static List<PackPart> Encode(IEnumerable<PackEntry> entries)
    {
        var parts = new List<PackPart>();
        var part = new PartWriter();
        foreach (var entry in entries.Where(entry => entry.Total > 0).OrderBy(entry => entry.Dimensions, ByDimensions.Instance))
        {
            if (!part.HasRoomFor(entry))
            {
                parts.Add(part.ToPart());
                part = new PartWriter();
            }

            part.Add(entry);
        }

        parts.Add(part.ToPart());
        return parts;
    }

    /// <summary>Decodes a part.</summary>
    /// <param name="counts">The counts of the part.</param>
    /// <param name="sketches">Its sketches; null to leave them out.</param>
    /// <exception cref="InvalidDataException">The bytes are not a part.</exception>
    public static List<PackEntry> Decode(ReadOnlySpan<byte> counts, ReadOnlyMemory<byte>? sketches)
    {
        var reader = new RecordReader(counts);
        if (reader.Byte() != Version) throw Unreadable();
        var texts = new List<string>();
        for (var left = reader.Count(); left > 0 && !reader.Failed; left--) texts.Add(reader.Text());
        var entries = new List<PackEntry>();
        var rest = sketches ?? default;
        while (!reader.AtEnd && !reader.Failed)
        {
            var entry = ReadEntry(ref reader, texts);
            entries.Add(sketches is null ? entry : entry with { Sketch = TakeSketch(ref rest) });
        }

        return reader.Failed || !rest.IsEmpty ? throw Unreadable() : entries;
    }

    /// <summary>Gets a bound of the bytes that a cell takes: what it takes alone.</summary>
    public static long MostBytesOf(PackEntry entry) => MostCountsBytesOf(entry) + MostSketchBytesOf(entry);

    private static int MostCountsBytesOf(PackEntry entry) =>
        Encoding.UTF8.GetByteCount(entry.Dimensions.Page) + Encoding.UTF8.GetByteCount(entry.Dimensions.Release) + MaxOtherBytes;

    private static int MostSketchBytesOf(PackEntry entry) => entry.Sketch.Length + Varint.MaxLength;

    private static PackEntry ReadEntry(ref RecordReader reader, List<string> texts)
    {
        var (page, release) = (TextAt(texts, reader.Count()), TextAt(texts, reader.Count()));
        var (visit, navigation) = (reader.Byte(), reader.Byte());
        var dimensions = new VitalDimensions(page, (DeviceKind)(visit >> 4), (ConnectionKind)(visit & 15), release)
        {
            Navigation = (NavigationKind)(navigation >> 1),
            IsBot = (navigation & 1) != 0,
        };
        var counts = new VitalRatingCounts(reader.Count(), reader.Count(), reader.Count());
        if (!Enum.IsDefined(dimensions.Device) || !Enum.IsDefined(dimensions.Connection) || !Enum.IsDefined(dimensions.Navigation)) throw Unreadable();
        return new PackEntry(dimensions, counts, reader.Count(), default);
    }

    private static string TextAt(List<string> texts, long place) => place < texts.Count ? texts[(int)place] : throw Unreadable();

    private static ReadOnlyMemory<byte> TakeSketch(ref ReadOnlyMemory<byte> rest)
    {
        var reader = new VarintReader(rest.Span);
        if (!reader.TryRead(out var length)) throw Unreadable();
        var start = Varint.Length(length);
        if (length > rest.Length - start) throw Unreadable();
        var sketch = rest.Slice(start, (int)length);
        rest = rest[(start + (int)length)..];
        return sketch;
    }

    private static InvalidDataException Unreadable() => new("A pack of cells cannot be read.");

    private sealed class PartWriter
    {
        private readonly Dictionary<string, int> _places = [];
        private readonly RecordWriter _texts = new();
        private readonly RecordWriter _counts = new();
        private readonly RecordWriter _sketches = new();

        public bool HasRoomFor(PackEntry entry) =>
            HeadBytes + _texts.Written.Length + _counts.Written.Length + MostCountsBytesOf(entry) <= MaxCountsBytes
            && _sketches.Written.Length + MostSketchBytesOf(entry) <= MaxSketchesBytes;

        public void Add(PackEntry entry)
        {
            var dimensions = entry.Dimensions;
            var (page, release) = (PlaceOf(dimensions.Page), PlaceOf(dimensions.Release));
            _counts.Count(page);
            _counts.Count(release);
            _counts.Byte((byte)(((int)dimensions.Device << 4) | (int)dimensions.Connection));
            _counts.Byte((byte)(((int)dimensions.Navigation << 1) | (dimensions.IsBot ? 1 : 0)));
            _counts.Count(entry.Counts.Good);
            _counts.Count(entry.Counts.NeedsImprovement);
            _counts.Count(entry.Counts.Poor);
            _counts.Count(entry.Weight);
            _sketches.Count(entry.Sketch.Length);
            _sketches.Bytes(entry.Sketch.Span);
        }

        public PackPart ToPart()
        {
            var head = new RecordWriter();
            head.Byte(Version);
            head.Count(_places.Count);
            return new PackPart([.. head.Written, .. _texts.Written, .. _counts.Written], _sketches.Written.ToArray());
        }

        private int PlaceOf(string text)
        {
            if (_places.TryGetValue(text, out var place)) return place;
            _texts.Text(text);
            _places.Add(text, _places.Count);
            return _places.Count - 1;
        }    }

    private sealed class ByDimensions : IComparer<VitalDimensions>
    {
        public static readonly ByDimensions Instance = new();

        public int Compare(VitalDimensions? x, VitalDimensions? y)
        {
            var byPage = string.CompareOrdinal(x!.Page, y!.Page);
            if (byPage != 0) return byPage;
            var byRelease = string.CompareOrdinal(x.Release, y.Release);
            return byRelease != 0 ? byRelease : KindsOf(x).CompareTo(KindsOf(y));
        }

        private static (DeviceKind Device, ConnectionKind Connection, NavigationKind Navigation, bool IsBot) KindsOf(VitalDimensions dimensions) =>
            (dimensions.Device, dimensions.Connection, dimensions.Navigation, dimensions.IsBot);
    }
}

/// <summary>Cells in the form they are stored in, in one entity.</summary>
/// <param name="Counts">Everything but the sketches.</param>
/// <param name="Sketches">The sketches.</param>
internal sealed record PackPart(byte[] Counts, byte[] Sketches);
