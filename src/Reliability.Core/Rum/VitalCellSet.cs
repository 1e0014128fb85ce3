using System.Runtime.CompilerServices;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>Collects what changes in cells. Not thread-safe.</summary>
public sealed class VitalCellSet
{
    private static readonly int Metrics = Enum.GetValues<VitalMetric>().Length;
    private const int RecentPlaces = 64;

    private readonly Dictionary<Place, VitalCellChange?[]> _places = [];
    private readonly (Place Place, VitalCellChange?[] Changes)[] _recent = new (Place, VitalCellChange?[])[RecentPlaces];

    /// <summary>Gets whether nothing was added or removed.</summary>
    public bool IsEmpty => _places.Count == 0;

    /// <summary>Adds one sample.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="hour">Start of the hour the sample belongs to, UTC.</param>
    /// <param name="sample">A sample that the parser accepted.</param>
    /// <param name="weight">How many visits it stands for, in thousandths; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sample's metric or value is out of range; nothing was added.</exception>
    public void Add(string site, DateTimeOffset hour, in VitalSample sample, int weight = 1_000) =>
        ChangeOf(site, hour, sample).Added.Add(sample.Metric, sample.Value, weight);

    /// <summary>Takes away one sample that was added to its cell before, by this set or an earlier one.</summary>
    /// <inheritdoc cref="Add"/>
    public void Remove(string site, DateTimeOffset hour, in VitalSample sample, int weight = 1_000) =>
        ChangeOf(site, hour, sample).Removed.Add(sample.Metric, sample.Value, weight);

    /// <summary>Gets what changes, cell by cell, in no particular order.</summary>
    public IEnumerable<KeyValuePair<VitalCellKey, VitalCellChange>> Changes()
    {
        foreach (var (place, changes) in _places)
        {
            for (var metric = 0; metric < Metrics; metric++)
            {
                if (changes[metric] is { } change)
                    yield return new(new VitalCellKey(place.Site, place.Hour, (VitalMetric)metric, place.Dimensions), change);
            }
        }
    }

    // Samples of one visit share their dimensions, and so do those of one page as the parser reads them: the object tells
    // the place without hashing its texts.
    private VitalCellChange ChangeOf(string site, DateTimeOffset hour, in VitalSample sample)
    {
        if (unchecked((uint)sample.Metric) >= Metrics || sample.Value is not (>= 0 and < LogBins.EndValue))
            throw new ArgumentOutOfRangeException(nameof(sample), sample, "There is no such metric or value.");
        var dimensions = sample.Dimensions;
        ref var recent = ref _recent[RuntimeHelpers.GetHashCode(dimensions) & (RecentPlaces - 1)];
        if (!ReferenceEquals(recent.Place.Dimensions, dimensions) || recent.Place.Hour != hour || recent.Place.Site != site)
        {
            var place = new Place(site, hour, dimensions);
            if (!_places.TryGetValue(place, out var changes)) _places.Add(place, changes = new VitalCellChange?[Metrics]);
            recent = (place, changes);
        }

        return recent.Changes[(int)sample.Metric] ??= new VitalCellChange();
    }

    private readonly record struct Place(string Site, DateTimeOffset Hour, VitalDimensions Dimensions);
}
