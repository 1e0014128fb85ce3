namespace Reliability.Core.Slo;

/// <summary>Good and valid events of a stretch of time.</summary>
/// <param name="Good">Good events; 0 to <paramref name="Total"/>.</param>
/// <param name="Total">Valid events; 0 or more.</param>
internal readonly record struct Counts(long Good, long Total)
{
    /// <summary>Adds up the points that start in a stretch of time.</summary>
    /// <param name="points">Points that do not overlap, in any order.</param>
    /// <param name="from">The start, included: a point that reaches in from before counts before, so no event counts twice.</param>
    /// <param name="to">The end, excluded.</param>
    public static Counts Between(IReadOnlyList<SliPoint> points, DateTimeOffset from, DateTimeOffset to)
    {
        var (good, total) = (0L, 0L);
        foreach (var point in points.Where(point => point.Start >= from && point.Start < to))
        {
            good += point.Good;
            total += point.Total;
        }

        return new Counts(good, total);
    }

    /// <summary>Checks what every formula here demands of its arguments.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, good exceeds total, or the objective is not strictly between 0 and 1.</exception>
    public static void ThrowIfOutOfRange(long good, long total, decimal objective)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(good);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(good, total);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(objective, 0m);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(objective, 1m);
    }
}
