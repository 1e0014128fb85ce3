using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>Writes the head of a sample or event: five bits of its own, and dimensions, session and age where they differ from those before.</summary>
/// <remarks>Dimensions that were written before are named by their place: visits alternate between few pages.</remarks>
internal struct VisitWriter(RecordWriter destination)
{
    /// <summary>The bits of a head that are free for its writer.</summary>
    public const int OwnBits = 0x1F;

    public const int NewAge = 0x20;
    public const int NewSession = 0x40;
    public const int OtherDimensions = 0x80;

    private VitalDimensions? _last;
    private List<VitalDimensions>? _known;
    private ulong _session;
    private int _age;

    public void Write(int own, VitalDimensions dimensions, ulong session, int age)
    {
        var isOther = !ReferenceEquals(dimensions, _last) && dimensions != _last;
        var flags = (isOther ? OtherDimensions : 0) | (session != _session ? NewSession : 0) | (age != _age ? NewAge : 0);
        destination.Byte((byte)(own | flags));
        if (isOther) WriteDimensions(dimensions);
        if (session != _session) destination.Bits(_session = session);
        if (age != _age) destination.Count(_age = age);
    }

    private void WriteDimensions(VitalDimensions dimensions)
    {
        _known ??= [];
        _last = dimensions;
        var place = _known.IndexOf(dimensions);
        destination.Count(place < 0 ? _known.Count : place);
        if (place >= 0) return;
        _known.Add(dimensions);
        destination.Byte((byte)(((int)dimensions.Device << 4) | (int)dimensions.Connection));
        destination.Byte((byte)(((int)dimensions.Navigation << 1) | (dimensions.IsBot ? 1 : 0)));
        destination.Text(dimensions.Page);
        destination.Text(dimensions.Release);
    }
}

/// <summary>Reads what a <see cref="VisitWriter"/> wrote.</summary>
internal struct VisitReader
{
    private List<VitalDimensions>? _known;

    /// <summary>Gets the dimensions read last; the same object for the same dimensions.</summary>
    public VitalDimensions? Dimensions { get; private set; }

    public ulong Session { get; private set; }

    public int AgeSeconds { get; private set; }

    /// <summary>Reads a head.</summary>
    /// <param name="reader">Where it begins.</param>
    /// <param name="own">Its own bits.</param>
    /// <returns><see langword="false"/> when there is none.</returns>
    public bool TryRead(ref RecordReader reader, out int own)
    {
        var head = reader.Byte();
        own = head & VisitWriter.OwnBits;
        if ((head & VisitWriter.OtherDimensions) != 0) Dimensions = ReadDimensions(ref reader);
        if ((head & VisitWriter.NewSession) != 0) Session = reader.Bits();
        if ((head & VisitWriter.NewAge) != 0)
        {
            var age = reader.Count();
            if (age > RumRecord.MaxAgeSeconds) return false;
            AgeSeconds = (int)age;
        }

        return !reader.Failed && Dimensions is not null;
    }

    private VitalDimensions? ReadDimensions(ref RecordReader reader)
    {
        _known ??= [];
        var place = reader.Count();
        if (place < _known.Count && !reader.Failed) return _known[(int)place];
        if (place > _known.Count) return null;
        var (kinds, visit) = (reader.Byte(), reader.Byte());
        var (device, connection, navigation) = ((DeviceKind)(kinds >> 4), (ConnectionKind)(kinds & 15), (NavigationKind)(visit >> 1));
        var dimensions = new VitalDimensions(reader.Text(), device, connection, reader.Text()) { Navigation = navigation, IsBot = (visit & 1) != 0 };
        if (reader.Failed || !Enum.IsDefined(device) || !Enum.IsDefined(connection) || !Enum.IsDefined(navigation)) return null;
        _known.Add(dimensions);
        return dimensions;
    }
}
