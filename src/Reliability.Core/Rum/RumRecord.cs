using System.Diagnostics.CodeAnalysis;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>What was accepted of one request, as the journal keeps it.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="ReceivedAt">When the request came in, to the millisecond, UTC.</param>
/// <param name="Samples">The samples accepted, in the order sent.</param>
public sealed record RumRecord(string Site, DateTimeOffset ReceivedAt, IReadOnlyList<VitalSample> Samples)
{
    /// <summary>The greatest age of a sample or event, in seconds: a day.</summary>
    public const int MaxAgeSeconds = 86_400;

    private const byte Version = 2;
    private const int HasId = 0x10;
    private const int DeltaOfCls = 0x0F; // in the place of the metric
    private const int MinSampleBytes = 9;

    /// <summary>Gets what else was accepted, in the order sent.</summary>
    public IReadOnlyList<RumEvent> Events { get; init; } = [];

    /// <summary>Gets the hash of the request's <c>Idempotency-Key</c>; 0 without one.</summary>
    public ulong IdempotencyHash { get; init; }

    /// <summary>Gets how many visits each one that was kept stands for, in thousandths: 1,000 unless the site is sampled.</summary>
    /// <value>1 or more.</value>
    public int Weight { get; init; } = 1_000;

    /// <summary>Encodes a record: what samples and events have in common is written only where it changes.</summary>
    /// <param name="destination">Receives the bytes, after what it holds already.</param>
    public void WriteTo(RecordWriter destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Byte(Version);
        destination.Count(ReceivedAt.ToUnixTimeMilliseconds());
        destination.Text(Site);
        destination.Count(Weight);
        destination.Byte(IdempotencyHash == 0 ? (byte)0 : (byte)1);
        if (IdempotencyHash != 0) destination.Bits(IdempotencyHash);
        var visit = new VisitWriter(destination);
        destination.Count(Samples.Count);
        for (var i = 0; i < Samples.Count; i++) WriteSample(destination, ref visit, Samples[i]);
        destination.Count(Events.Count);
        for (var i = 0; i < Events.Count; i++) RumEventWriter.Write(destination, ref visit, Events[i]);
    }

    /// <summary>Decodes what <see cref="WriteTo"/> wrote.</summary>
    /// <returns><see langword="false"/> when the bytes are not a record of a known version, or hold what no parser accepts.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out RumRecord? record)
    {
        record = null;
        var reader = new RecordReader(bytes);
        if (reader.Byte() != Version) return false;
        var receivedAt = reader.Count();
        var site = reader.Text();
        var weight = reader.Count();
        var isIdempotent = reader.Byte();
        var idempotency = isIdempotent == 1 ? reader.Bits() : 0;
        if (reader.Failed || isIdempotent > 1 || receivedAt > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() || weight is < 1 or > int.MaxValue) return false;
        var visit = new VisitReader();
        if (!TryReadSamples(ref reader, ref visit, out var samples) || !RumEventReader.TryRead(ref reader, ref visit, out var events) || !reader.AtEnd) return false;
        record = new RumRecord(site, DateTimeOffset.FromUnixTimeMilliseconds(receivedAt), samples) { Events = events, IdempotencyHash = idempotency, Weight = (int)weight };
        return true;
    }

    private static void WriteSample(RecordWriter destination, ref VisitWriter visit, in VitalSample sample)
    {
        visit.Write((sample.IsDelta ? DeltaOfCls : (int)sample.Metric) | (sample.IdHash != 0 ? HasId : 0), sample.Dimensions, sample.Session, sample.AgeSeconds);
        destination.Number(sample.Value);
        if (sample.IdHash != 0) destination.Bits(sample.IdHash);
    }

    private static bool TryReadSamples(ref RecordReader reader, ref VisitReader visit, out VitalSample[] samples)
    {
        var count = reader.Count();
        samples = [];
        if (reader.Failed || count > reader.Left / MinSampleBytes) return false;
        samples = new VitalSample[count];
        for (var i = 0; i < samples.Length; i++)
        {
            if (!visit.TryRead(ref reader, out var head)) return false;
            var value = reader.Number();
            var id = (head & HasId) != 0 ? reader.Bits() : 0;
            var isDelta = (head & ~HasId) == DeltaOfCls;
            var metric = isDelta ? VitalMetric.CLS : (VitalMetric)(head & ~HasId);
            if (reader.Failed || !Enum.IsDefined(metric) || value is not (>= 0 and < LogBins.EndValue)) return false;
            samples[i] = new VitalSample(metric, value, id, visit.Dimensions!) { AgeSeconds = visit.AgeSeconds, Session = visit.Session, IsDelta = isDelta };
        }

        return true;
    }
}
