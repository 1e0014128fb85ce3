namespace Reliability.Core.Rum;

/// <summary>A ratio of samples that an objective promises: good (or bad) samples of all samples.</summary>
/// <param name="Total">All samples.</param>
/// <param name="Part">The good samples, or the bad ones when <paramref name="CountsBad"/>; a part of <paramref name="Total"/>.</param>
/// <param name="CountsBad">Whether <paramref name="Part"/> selects bad samples.</param>
public sealed record RumRatio(RumSelection Total, RumSelection Part, bool CountsBad);

/// <summary>Adds up cells to one point an hour. Not thread-safe.</summary>
/// <remarks>Adding is commutative and associative: neither the order of cells nor how they were split matters.</remarks>
/// <param name="ratio">What to count.</param>
public sealed class RumRatioCounter(RumRatio ratio)
{
    private readonly Dictionary<DateTimeOffset, (long Part, long Total)> _hours = [];

    /// <summary>Adds a cell of the site and the metric; one that does not match the total counts nothing.</summary>
    /// <param name="hour">Start of its hour, UTC.</param>
    /// <param name="dimensions">Where its samples were measured.</param>
    /// <param name="counts">Its samples.</param>
    public void Add(DateTimeOffset hour, VitalDimensions dimensions, VitalRatingCounts counts)
    {
        if (!ratio.Total.Matches(dimensions))
            return;
        var (part, total) = _hours.GetValueOrDefault(hour);
        var added = ratio.Part.Matches(dimensions) ? ratio.Part.Count(counts) : 0;
        _hours[hour] = (part + added, total + ratio.Total.Count(counts));
    }

    /// <summary>Returns a point for every hour with a cell, in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part counted more than the total: it is no part of it.</exception>
    public IReadOnlyList<SliPoint> ToPoints() =>
    [
        .. _hours
            .OrderBy(hour => hour.Key)
            .Select(hour => (hour.Key, hour.Value.Total, Good: ratio.CountsBad ? hour.Value.Total - hour.Value.Part : hour.Value.Part))
            .Select(hour => new SliPoint(hour.Key, TimeSpan.FromHours(1), hour.Good, hour.Total)),
    ];
}
