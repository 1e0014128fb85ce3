using System.Runtime.CompilerServices;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>Collects samples into cells. Not thread-safe.</summary>
public sealed class VitalCellSet
{
    private static readonly int Metrics = Enum.GetValues<VitalMetric>().Length;
    private const int RecentPlaces = 64;

    private readonly Dictionary<Place, VitalCell?[]> _places = [];
    private readonly (Place Place, VitalCell?[] Cells)[] _recent = new (Place, VitalCell?[])[RecentPlaces];

    /// <summary>Gets whether nothing was added.</summary>
    public bool IsEmpty => _places.Count == 0;

    /// <summary>Adds one sample.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="hour">Start of the hour the sample belongs to, UTC.</param>
    /// <param name="sample">A sample that the parser accepted.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sample's metric or value is out of range; nothing was added.</exception>
    public void Add(string site, DateTimeOffset hour, in VitalSample sample)
    {
        if (unchecked((uint)sample.Metric) >= Metrics || sample.Value is not (>= 0 and < LogBins.EndValue))
            throw new ArgumentOutOfRangeException(nameof(sample), sample, "There is no such metric or value.");
        CellOf(site, hour, sample.Dimensions, sample.Metric).Add(sample.Metric, sample.Value);
    }

    /// <summary>Gets the cells, in no particular order.</summary>
    public IEnumerable<KeyValuePair<VitalCellKey, VitalCell>> Cells()
    {
        foreach (var (place, cells) in _places)
        {
            for (var metric = 0; metric < Metrics; metric++)
            {
                if (cells[metric] is { } cell)
                    yield return new(new VitalCellKey(place.Site, place.Hour, (VitalMetric)metric, place.Dimensions), cell);
            }
        }
    }

    // Samples of one visit share their dimensions, and so do those of one page as the parser reads them: the object tells
    // the place without hashing its texts.
    private VitalCell CellOf(string site, DateTimeOffset hour, VitalDimensions dimensions, VitalMetric metric)
    {
        ref var recent = ref _recent[RuntimeHelpers.GetHashCode(dimensions) & (RecentPlaces - 1)];
        if (!ReferenceEquals(recent.Place.Dimensions, dimensions) || recent.Place.Hour != hour || recent.Place.Site != site)
        {
            var place = new Place(site, hour, dimensions);
            if (!_places.TryGetValue(place, out var cells)) _places.Add(place, cells = new VitalCell?[Metrics]);
            recent = (place, cells);
        }

        return recent.Cells[(int)metric] ??= new VitalCell();
    }

    private readonly record struct Place(string Site, DateTimeOffset Hour, VitalDimensions Dimensions);
}
