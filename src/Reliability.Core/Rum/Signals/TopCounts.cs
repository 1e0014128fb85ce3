using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>Counts per name for a bounded number of names; what comes beyond it counts under <see cref="LabelCatalogue.Other"/>.</summary>
/// <remarks>A name once admitted stays. Of the newcomers of one <see cref="Admit"/> those with the highest counts are admitted, ties by name;
/// so it matters in which order rounds come, but not the order within one. Not thread-safe.</remarks>
public sealed class TopCounts
{
    /// <summary>The most names.</summary>
    public const int MaxNames = 10;

    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Gets the counts, highest first, ties by name.</summary>
    public IReadOnlyList<NamedCount> Ranked => [.. _counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new NamedCount(pair.Key, pair.Value))];

    /// <summary>Counts a name, without a bound.</summary>
    public void Add(string name, long count) => _counts[name] = _counts.GetValueOrDefault(name) + count;

    /// <summary>Adds the counts of another one, which is left unchanged, without a bound.</summary>
    public void Merge(TopCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (name, count) in other._counts) Add(name, count);
    }

    /// <summary>Adds the counts of another one, which is left unchanged, within the bound.</summary>
    public void Admit(TopCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (name, count) in other.Ranked)
        {
            var isKnown = _counts.ContainsKey(name);
            Add(isKnown || _counts.Count(pair => pair.Key != LabelCatalogue.Other) < MaxNames ? name : LabelCatalogue.Other, count);
        }
    }

    internal void WriteTo(RecordWriter destination)
    {
        destination.Count(_counts.Count);
        foreach (var (name, count) in _counts)
        {
            destination.Text(name);
            destination.Count(count);
        }
    }

    internal static TopCounts Read(ref RecordReader reader)
    {
        var counts = new TopCounts();
        for (var left = reader.Items(MaxNames + 1); left > 0; left--) counts.Add(reader.Text(), reader.Count());
        return counts;
    }
}

/// <summary>A name and how often it was met.</summary>
/// <param name="Name">The name.</param>
/// <param name="Count">1 or more.</param>
public sealed record NamedCount(string Name, long Count);
