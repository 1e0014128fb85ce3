using System.Diagnostics.CodeAnalysis;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>The accepted samples of one request, as the journal keeps them.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="ReceivedAt">When the request came in, to the millisecond, UTC.</param>
/// <param name="Samples">What was accepted.</param>
public sealed record RumRecord(string Site, DateTimeOffset ReceivedAt, IReadOnlyList<VitalSample> Samples)
{
    /// <summary>Gets what else was accepted.</summary>
    public IReadOnlyList<RumEvent> Events { get; init; } = [];

    /// <summary>Gets the hash of the request's <c>Idempotency-Key</c>; 0 without one.</summary>
    public ulong IdempotencyHash { get; init; }

    /// <summary>Gets how many visits each one that was kept stands for, in thousandths: 1,000 unless the site is sampled.</summary>
    public int Weight { get; init; } = 1_000;

    private const byte Version = 1;
    private const byte NewDimensions = 0x80;

    /// <summary>Encodes a record.</summary>
    /// <param name="destination">Receives the bytes, after what it holds already.</param>
    public void WriteTo(RecordWriter destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Byte(Version);
        destination.Count(ReceivedAt.ToUnixTimeMilliseconds());
        destination.Text(Site);
        destination.Count(Samples.Count);
        VitalDimensions? last = null;
        for (var i = 0; i < Samples.Count; i++)
        {
            var sample = Samples[i];
            var isNew = !ReferenceEquals(sample.Dimensions, last) && sample.Dimensions != last;
            destination.Byte((byte)((int)sample.Metric | (isNew ? NewDimensions : 0)));
            if (isNew) WriteDimensions(destination, last = sample.Dimensions);
            destination.Bits((ulong)BitConverter.DoubleToInt64Bits(sample.Value));
            destination.Bits(sample.IdHash);
        }
    }

    /// <summary>Decodes what <see cref="WriteTo"/> wrote.</summary>
    /// <returns><see langword="false"/> when the bytes are not a record of a known version.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out RumRecord? record)
    {
        record = null;
        var reader = new RecordReader(bytes);
        if (reader.Byte() != Version) return false;
        var receivedAt = reader.Count();
        var site = reader.Text();
        var count = reader.Count();
        if (reader.Failed || receivedAt > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() || count > bytes.Length) return false;
        var samples = new VitalSample[count];
        VitalDimensions? dimensions = null;
        for (var i = 0; i < samples.Length; i++)
        {
            var head = reader.Byte();
            if ((head & NewDimensions) != 0) dimensions = ReadDimensions(ref reader);
            var value = BitConverter.UInt64BitsToDouble(reader.Bits());
            samples[i] = new VitalSample((VitalMetric)(head & ~NewDimensions), value, reader.Bits(), dimensions!);
            if (reader.Failed || dimensions is null || !Enum.IsDefined(samples[i].Metric) || value is not (>= 0 and < LogBins.EndValue)) return false;
        }

        if (!reader.AtEnd) return false;
        record = new RumRecord(site, DateTimeOffset.FromUnixTimeMilliseconds(receivedAt), samples);
        return true;
    }

    private static void WriteDimensions(RecordWriter destination, VitalDimensions dimensions)
    {
        destination.Byte((byte)(((int)dimensions.Device << 4) | (int)dimensions.Connection));
        destination.Text(dimensions.Page);
        destination.Text(dimensions.Release);
    }

    private static VitalDimensions? ReadDimensions(ref RecordReader reader)
    {
        var kinds = reader.Byte();
        var (device, connection) = ((DeviceKind)(kinds >> 4), (ConnectionKind)(kinds & 15));
        var dimensions = new VitalDimensions(reader.Text(), device, connection, reader.Text());
        return Enum.IsDefined(device) && Enum.IsDefined(connection) ? dimensions : null;
    }
}
