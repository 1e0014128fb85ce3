using System.Diagnostics.CodeAnalysis;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Counting;

/// <summary>What was decided about a round, as far as its records and the rounds since some hour do not tell it.</summary>
/// <param name="Latest">The latest time a request came in, this round and all before, in Unix milliseconds.</param>
/// <param name="Records">Number of records, to tell when some are gone.</param>
/// <param name="Repeated">Which records, in the order they came in, are copies of requests counted before.</param>
/// <param name="Passed">Which samples of the others lost to a report counted before.</param>
internal sealed record RoundNote(long Latest, int Records, BitSet Repeated, BitSet Passed)
{
    private const byte Version = 1;

    public byte[] Encode()
    {
        var writer = new RecordWriter();
        writer.Byte(Version);
        writer.Count(Latest);
        writer.Count(Records);
        foreach (var set in new[] { Repeated, Passed })
        {
            writer.Count(set.Bytes.Length);
            foreach (var bits in set.Bytes) writer.Byte(bits);
        }

        return writer.Written.ToArray();
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out RoundNote? note)
    {
        note = null;
        var reader = new RecordReader(bytes);
        if (reader.Byte() != Version) return false;
        var (latest, records) = (reader.Count(), reader.Count());
        if (!TryReadSet(ref reader, out var repeated) || !TryReadSet(ref reader, out var passed) || !reader.AtEnd || records > int.MaxValue) return false;
        note = new RoundNote(latest, (int)records, repeated, passed);
        return true;
    }

    private static bool TryReadSet(ref RecordReader reader, out BitSet set)
    {
        var count = reader.Count();
        set = new BitSet();
        if (reader.Failed || count > reader.Left) return false;
        var bytes = new byte[count];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = reader.Byte();
        set = new BitSet(bytes);
        return true;
    }
}
