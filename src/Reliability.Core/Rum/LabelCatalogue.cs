using System.Buffers.Binary;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>Decides which combinations of dimensions of one site and day get cells of their own, so that strangers cannot make cells without end.</summary>
/// <remarks>A combination once admitted stays admitted. The rest is counted under <see cref="Other"/> pages, so totals stay exact.</remarks>
public sealed class LabelCatalogue
{
    /// <summary>Stands for every page and release that was not admitted.</summary>
    public const string Other = "__other__";

    /// <summary>The most combinations of page, device, connection and release per site and day.</summary>
    public const int MaxCombinations = 5_000;

    private readonly HashSet<ulong> _admitted;

    /// <summary>Makes an empty catalogue.</summary>
    public LabelCatalogue() => _admitted = [];

    private LabelCatalogue(HashSet<ulong> admitted) => _admitted = admitted;

    /// <summary>Restores a catalogue from its stored form.</summary>
    public static LabelCatalogue Decode(ReadOnlySpan<byte> bytes)
    {
        var admitted = new HashSet<ulong>(bytes.Length / sizeof(ulong));
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) admitted.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        return new LabelCatalogue(admitted);
    }

    /// <summary>Gets the stored form: eight bytes per combination, at most 40,000; the same for the same combinations.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[_admitted.Count * sizeof(ulong)];
        var position = 0;
        foreach (var hash in _admitted.Order())
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(position), hash);
            position += sizeof(ulong);
        }

        return bytes;
    }

    /// <summary>Admits new combinations while there is room, those with most samples first, ties by name.</summary>
    /// <param name="samples">Number of samples per combination.</param>
    /// <returns>Whether anything was admitted.</returns>
    public bool Admit(IReadOnlyDictionary<VitalDimensions, long> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var newcomers = samples.Where(pair => !_admitted.Contains(HashOf(pair.Key)))
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => NameOf(pair.Key), StringComparer.Ordinal)
            .Take(MaxCombinations - _admitted.Count)
            .ToList();
        foreach (var (dimensions, _) in newcomers) _admitted.Add(HashOf(dimensions));
        return newcomers.Count > 0;
    }

    /// <summary>Gets the dimensions that samples are counted under.</summary>
    public VitalDimensions Resolve(VitalDimensions dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        return _admitted.Contains(HashOf(dimensions)) ? dimensions : dimensions with { Page = Other, Release = Other };
    }

    private static ulong HashOf(VitalDimensions dimensions) => Hash64.Of(NameOf(dimensions).AsSpan());

    private static string NameOf(VitalDimensions dimensions) =>
        $"{dimensions.Page}\n{(int)dimensions.Device}\n{(int)dimensions.Connection}\n{dimensions.Release}";
}
