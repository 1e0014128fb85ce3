using System.Buffers.Binary;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>Decides which combinations of dimensions of one site and day get cells of their own, so that strangers cannot make cells without end.</summary>
/// <remarks>
/// <para>A combination once admitted stays admitted. The rest is counted under <see cref="Other"/> pages, so totals stay exact.
/// The round that admitted a combination is kept, so that what an earlier round was counted under can be told for ever.</para>
/// <para>Who invents pages must not push out real ones: half of the places are kept for the combinations that had most samples the
/// day before, and of the other places half are open at once, the rest hour by hour. Not thread-safe.</para>
/// </remarks>
public sealed class LabelCatalogue
{
    /// <summary>Stands for every page and release that was not admitted.</summary>
    public const string Other = "__other__";

    /// <summary>The most combinations of dimensions per site and day.</summary>
    public const int MaxCombinations = 5_000;

    /// <summary>The most combinations that are taken over from the day before.</summary>
    public const int MaxCarried = MaxCombinations / 2;

    private const int HoursPerDay = 24;

    private readonly Dictionary<ulong, long> _samples;
    private readonly Dictionary<ulong, long> _rounds = [];
    private readonly int _carried;
    private int _hour;

    /// <summary>Makes the catalogue of a day.</summary>
    /// <param name="dayBefore">That of the day before, left unchanged; null when there is none.</param>
    public LabelCatalogue(LabelCatalogue? dayBefore = null)
    {
        _samples = (dayBefore?._samples ?? [])
            .Where(pair => pair.Value > 0)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key)
            .Take(MaxCarried)
            .ToDictionary(pair => pair.Key, _ => 0L);
        _carried = _samples.Count;
    }

    private LabelCatalogue(Dictionary<ulong, long> samples, Dictionary<ulong, long> rounds, int carried, int hour) =>
        (_samples, _rounds, _carried, _hour) = (samples, rounds, carried, hour);

    // Of the places that are not taken over, half are open from the start of the day, and the others open hour by hour.
    private int Places => _carried + ((MaxCombinations - _carried) * (HoursPerDay + _hour + 1) / (2 * HoursPerDay));

    /// <summary>Restores a catalogue from its stored form.</summary>
    /// <param name="hashes">As <see cref="EncodeHashes"/> wrote it.</param>
    /// <param name="samples">As <see cref="EncodeSamples"/> wrote it; what is missing counts as zero.</param>
    /// <param name="rounds">As <see cref="EncodeRounds"/> wrote it; what is missing counts as zero.</param>
    public static LabelCatalogue Decode(ReadOnlySpan<byte> hashes, ReadOnlySpan<byte> samples, ReadOnlySpan<byte> rounds)
    {
        var admissions = new VarintReader(rounds);
        var (counts, admitted) = (new Dictionary<ulong, long>(hashes.Length / sizeof(ulong)), new Dictionary<ulong, long>());
        var reader = new VarintReader(samples);
        reader.TryRead(out var carried);
        reader.TryRead(out var hour);
        for (; hashes.Length >= sizeof(ulong); hashes = hashes[sizeof(ulong)..])
        {
            reader.TryRead(out var count);
            admissions.TryRead(out var round);
            var hash = BinaryPrimitives.ReadUInt64LittleEndian(hashes);
            counts[hash] = count;
            if (round > 0) admitted[hash] = round;
        }

        return new LabelCatalogue(counts, admitted, (int)Math.Min(carried, counts.Count), (int)Math.Min(hour, HoursPerDay - 1));
    }

    /// <summary>Gets the first part of the stored form: eight bytes per combination, at most 40,000.</summary>
    public byte[] EncodeHashes()
    {
        var bytes = new byte[_samples.Count * sizeof(ulong)];
        var position = 0;
        foreach (var hash in _samples.Keys.Order())
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(position), hash);
            position += sizeof(ulong);
        }

        return bytes;
    }

    /// <summary>Gets the second part of the stored form: how the places are used, and the samples of each combination; at most 45,018 bytes.</summary>
    public byte[] EncodeSamples()
    {
        var bytes = new byte[(_samples.Count + 2) * Varint.MaxLength];
        var length = Varint.Write(bytes, _carried);
        length += Varint.Write(bytes.AsSpan(length), _hour);
        foreach (var (_, count) in _samples.OrderBy(pair => pair.Key)) length += Varint.Write(bytes.AsSpan(length), count);
        return bytes[..length];
    }

    /// <summary>Gets the third part of the stored form: the round that admitted each combination; at most 45,000 bytes.</summary>
    public byte[] EncodeRounds()
    {
        var bytes = new byte[_samples.Count * Varint.MaxLength];
        var length = 0;
        foreach (var hash in _samples.Keys.Order()) length += Varint.Write(bytes.AsSpan(length), _rounds.GetValueOrDefault(hash));
        return bytes[..length];
    }

    /// <summary>Counts samples, and admits new combinations while there is room, those with most samples first, ties by name.</summary>
    /// <param name="round">Number of the round that has the samples, from 1.</param>
    /// <param name="samples">Number of samples per combination.</param>
    /// <param name="hour">Latest hour of the day that is known to have come, 0 to 23; places once open stay open.</param>
    public void Admit(long round, IReadOnlyDictionary<VitalDimensions, long> samples, int hour)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(hour);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(hour, HoursPerDay);
        _hour = Math.Max(_hour, hour);
        var newcomers = samples.Where(pair => !_samples.ContainsKey(HashOf(pair.Key)))
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => NameOf(pair.Key), StringComparer.Ordinal)
            .Take(Places - _samples.Count)
            .ToList();
        foreach (var (dimensions, _) in newcomers) (_samples[HashOf(dimensions)], _rounds[HashOf(dimensions)]) = (0, round);
        foreach (var (dimensions, count) in samples)
        {
            if (_samples.TryGetValue(HashOf(dimensions), out var before)) _samples[HashOf(dimensions)] = before + count;
        }
    }

    /// <summary>Gets the dimensions that samples are counted under.</summary>
    /// <param name="dimensions">Where they were measured.</param>
    /// <param name="round">Number of the round that has them; what it admitted is admitted.</param>
    public VitalDimensions Resolve(VitalDimensions dimensions, long round)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        var hash = HashOf(dimensions);
        return _samples.ContainsKey(hash) && _rounds.GetValueOrDefault(hash) <= round ? dimensions : dimensions with { Page = Other, Release = Other };
    }

    private static ulong HashOf(VitalDimensions dimensions) => Hash64.Of(NameOf(dimensions).AsSpan());

    private static string NameOf(VitalDimensions dimensions) =>
        $"{dimensions.Page}\n{(int)dimensions.Device}\n{(int)dimensions.Connection}\n{dimensions.Release}\n{(int)dimensions.Navigation}\n{(dimensions.IsBot ? 1 : 0)}";
}
