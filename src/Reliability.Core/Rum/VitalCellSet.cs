namespace Reliability.Core.Rum;

/// <summary>Collects samples into cells. Not thread-safe.</summary>
public sealed class VitalCellSet
{
    private const int Metrics = 6;

    private readonly Dictionary<Place, VitalCell?[]> _places = [];
    private Place _lastPlace;
    private VitalCell?[]? _lastCells;

    /// <summary>Gets whether nothing was added.</summary>
    public bool IsEmpty => _places.Count == 0;

    /// <summary>Adds one sample.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="hour">Start of the hour the sample belongs to, UTC.</param>
    /// <param name="sample">A sample that the parser accepted.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sample's metric or value is out of range.</exception>
    public void Add(string site, DateTimeOffset hour, in VitalSample sample) =>
        CellOf(new Place(site, hour, sample.Dimensions), sample.Metric).Add(sample.Metric, sample.Value);

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

    private VitalCell CellOf(in Place place, VitalMetric metric)
    {
        // Neighbouring samples mostly come from one visit.
        if (_lastCells is null || !ReferenceEquals(place.Dimensions, _lastPlace.Dimensions) || place != _lastPlace)
        {
            if (!_places.TryGetValue(place, out _lastCells)) _places.Add(place, _lastCells = new VitalCell?[Metrics]);
            _lastPlace = place;
        }

        return _lastCells[(int)metric] ??= new VitalCell();
    }

    private readonly record struct Place(string Site, DateTimeOffset Hour, VitalDimensions Dimensions);
}
