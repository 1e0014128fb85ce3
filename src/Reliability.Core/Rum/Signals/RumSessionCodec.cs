using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>The stored form of a <see cref="RumSession"/>: the same bytes for the same session.</summary>
public static class RumSessionCodec
{
    private const byte Version = 1;
    private const int MaxItems = 10_000;

    /// <summary>Encodes a session that was seen at least once.</summary>
    public static byte[] Encode(RumSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var entry = session.Entry ?? throw new ArgumentException("A session that was never seen has no stored form.", nameof(session));
        var writer = new RecordWriter();
        writer.Byte(Version);
        writer.Byte((byte)(session.IsBot ? 1 : 0));
        writer.Signed(session.FirstSeen);
        writer.Signed(session.LastSeen);
        writer.Byte((byte)(((int)entry.Device << 4) | (int)entry.Connection));
        writer.Text(entry.Page);
        writer.Text(entry.Release);
        foreach (var count in new[] { session.Reports, session.Views, session.Interactions, session.RageClicks, session.EngagedMilliseconds, session.Errors }) writer.Count(count);
        WriteVitals(writer, session);
        WriteHashes(writer, session.Fingerprints);
        WriteHashes(writer, session.CountedIn);
        writer.Count(session.Steps.Count);
        foreach (var (name, times) in session.Steps)
        {
            writer.Text(name);
            times.WriteTo(writer);
        }

        writer.Count(session.Business.Count);
        foreach (var (metric, amount) in session.Business)
        {
            writer.Text(metric);
            amount.WriteTo(writer);
        }

        return writer.Written.ToArray();
    }

    /// <summary>Decodes what <see cref="Encode"/> gave.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a session.</exception>
    public static RumSession Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        if (reader.Byte() != Version) throw new InvalidDataException("A stored session is of an unknown version.");
        var session = new RumSession { IsBot = reader.Byte() != 0, FirstSeen = reader.Signed(), LastSeen = reader.Signed() };
        var kinds = reader.Byte();
        session.Entry = new VitalDimensions(reader.Text(), (DeviceKind)(kinds >> 4), (ConnectionKind)(kinds & 15), reader.Text());
        session.Reports = reader.Count();
        session.Views = reader.Count();
        session.Interactions = reader.Count();
        session.RageClicks = reader.Count();
        session.EngagedMilliseconds = reader.Count();
        session.Errors = reader.Count();
        for (var left = reader.Items(RumSession.Metrics); left > 0; left--)
        {
            var metric = reader.Byte();
            var vital = new SessionVital(BitConverter.UInt64BitsToDouble(reader.Bits()), BitConverter.UInt64BitsToDouble(reader.Bits()), reader.Signed());
            if (metric < RumSession.Metrics) session.MergeVital(metric, vital);
        }

        for (var left = reader.Items(RumSession.MaxFingerprints); left > 0; left--) session.AddFingerprint(reader.Bits());
        var countedIn = new ulong[reader.Items(MaxItems)];
        for (var i = 0; i < countedIn.Length; i++) countedIn[i] = reader.Bits();
        session.CountedIn = countedIn;
        for (var left = reader.Items(MaxItems); left > 0; left--) session.MergeStep(reader.Text(), StepTimes.Read(ref reader));
        for (var left = reader.Items(RumSession.MaxBusinessMetrics); left > 0; left--) session.MergeBusiness(reader.Text(), BusinessAmount.Read(ref reader));
        reader.End("session");
        return session;
    }

    private static void WriteVitals(RecordWriter writer, RumSession session)
    {
        var measured = Enumerable.Range(0, RumSession.Metrics).Where(metric => session.Vital((VitalMetric)metric) is not null).ToList();
        writer.Count(measured.Count);
        foreach (var metric in measured)
        {
            var vital = session.Vital((VitalMetric)metric)!.Value;
            writer.Byte((byte)metric);
            writer.Bits(BitConverter.DoubleToUInt64Bits(vital.Worst));
            writer.Bits(BitConverter.DoubleToUInt64Bits(vital.Latest));
            writer.Signed(vital.LatestAt);
        }
    }

    private static void WriteHashes(RecordWriter writer, IReadOnlyCollection<ulong> hashes)
    {
        writer.Count(hashes.Count);
        foreach (var hash in hashes) writer.Bits(hash);
    }
}
