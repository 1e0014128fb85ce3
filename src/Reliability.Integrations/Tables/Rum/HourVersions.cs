using Reliability.Core.Numerics;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>A number for each hour of a day that grows whenever a cell of that hour changes; 0 for an hour without cells.</summary>
/// <remarks>Sums that were made of hours state the versions they were made of: as long as these are the same, the sums are right.</remarks>
internal sealed class HourVersions
{
    public const int Hours = 24;

    // A round changes an hour in at most this many transactions, so versions grow even when a site was deleted and starts anew.
    private const int PerRound = 1_024;

    private readonly long[] _versions = new long[Hours];

    public long this[int hour] => _versions[hour];

    /// <exception cref="InvalidDataException">The bytes are not versions.</exception>
    public static HourVersions Decode(ReadOnlySpan<byte> bytes)
    {
        var versions = new HourVersions();
        var reader = new VarintReader(bytes);
        for (var hour = 0; hour < Hours; hour++)
        {
            if (!reader.TryRead(out versions._versions[hour])) throw new InvalidDataException("The versions of a day's hours cannot be read.");
        }

        return versions;
    }

    public byte[] Encode()
    {
        var bytes = new byte[Hours * Varint.MaxLength];
        var length = 0;
        foreach (var version in _versions) length += Varint.Write(bytes.AsSpan(length), version);
        return bytes[..length];
    }

    /// <summary>Notes that cells of an hour change.</summary>
    public void Change(int hour, long round) => _versions[hour] = Math.Max(_versions[hour], round * PerRound) + 1;

    /// <summary>Gets the same with only some hours; the others get 0.</summary>
    public HourVersions Only(Func<int, bool> hours)
    {
        var kept = new HourVersions();
        for (var hour = 0; hour < Hours; hour++) kept._versions[hour] = hours(hour) ? _versions[hour] : 0;
        return kept;
    }

    /// <summary>Tells whether sums made of these versions are right now: every hour in them is as it was.</summary>
    public bool AreStillIn(HourVersions now)
    {
        for (var hour = 0; hour < Hours; hour++)
        {
            if (_versions[hour] != 0 && _versions[hour] != now._versions[hour]) return false;
        }

        return true;
    }

    /// <summary>Gets whether there is no hour with cells.</summary>
    public bool AreNone => AreSameAs(new HourVersions());

    /// <summary>Tells whether all versions are the same.</summary>
    public bool AreSameAs(HourVersions others) => _versions.AsSpan().SequenceEqual(others._versions);
}
