namespace Reliability.Core;

/// <summary>What happened in one short stretch of time, counted for an objective.</summary>
/// <remarks>The default value is an empty stretch at the beginning of time.</remarks>
public readonly record struct SliPoint
{
    /// <summary>Counts one stretch.</summary>
    /// <param name="start">When it starts.</param>
    /// <param name="duration">How long it is: above 0. Nothing is known about where in it an event fell.</param>
    /// <param name="good">Good events; 0 to <paramref name="total"/>. Sources that extrapolate count fractions of events.</param>
    /// <param name="total">Valid events; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range stated for it.</exception>
    public SliPoint(DateTimeOffset start, TimeSpan duration, decimal good, decimal total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(good);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(good, total);
        (Start, Duration, Good, Total) = (start, duration, good, total);
    }

    /// <summary>Gets when it starts.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Gets how long it is.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Gets the good events: 0 to <see cref="Total"/>.</summary>
    public decimal Good { get; }

    /// <summary>Gets the valid events: 0 or more.</summary>
    public decimal Total { get; }

    /// <summary>Gets the length of the stretch in which the events fell, where it is longer than <see cref="Duration"/>: they were spread evenly over it.</summary>
    /// <value>The stretch starts at a multiple of its length since midnight UTC. Zero, the default, when <see cref="Duration"/> tells.</value>
    public TimeSpan SpreadOver { get; init; }
}
