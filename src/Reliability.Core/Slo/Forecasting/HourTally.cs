namespace Reliability.Core.Slo.Forecasting;

/// <summary>What one hour added to what a budget counts: events, or slices.</summary>
/// <param name="Bad">How many were bad; 0 or more, rarely whole in a composite.</param>
/// <param name="Total">How many there were; 0 or more.</param>
public readonly record struct HourTally(double Bad, double Total)
{
    /// <summary>Adds up two stretches of time.</summary>
    public static HourTally operator +(HourTally one, HourTally other) => new(one.Bad + other.Bad, one.Total + other.Total);

    /// <summary>Adds up two stretches of time.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    public static HourTally Add(HourTally one, HourTally other) => one + other;
}
