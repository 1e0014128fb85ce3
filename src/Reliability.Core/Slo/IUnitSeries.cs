namespace Reliability.Core.Slo;

/// <summary>What a budget counts, in order of time: events, or slices that count as one each.</summary>
internal interface IUnitSeries
{
    /// <summary>Adds up the units that start in a stretch of time, in ticks; one that reaches in from before counts before, so nothing counts twice.</summary>
    Tally Between(long from, long to);

    /// <summary>Tells whether a unit that reaches into a window from before is too long to tell what fell into the window.</summary>
    bool AreTooCoarseFor(long from, TimeSpan window);
}

/// <summary>The sum of the units of a window.</summary>
/// <param name="Good">The good part of <paramref name="Total"/>.</param>
/// <param name="Total">Events or slices; 0 or more.</param>
/// <param name="HasGap">Whether there is a slice of which nothing is known.</param>
internal readonly record struct Tally(decimal Good, decimal Total, bool HasGap)
{
    /// <summary>Gets the bad part of the total.</summary>
    public decimal Bad => Total - Good;

    /// <summary>Adds another stretch of time.</summary>
    public Tally Plus(in Tally other) => new(Good + other.Good, Total + other.Total, HasGap || other.HasGap);
}

/// <summary>How long a unit may be.</summary>
internal static class Coarseness
{
    // A window may start inside a unit, which is then left out: at most this part of the window goes missing.
    private const int LeastUnitsPerWindow = 4;

    /// <summary>Tells whether a unit of a length, in ticks, that a window starts in is too long for it.</summary>
    public static bool IsTooMuch(long length, TimeSpan window) => length * LeastUnitsPerWindow > window.Ticks;
}
