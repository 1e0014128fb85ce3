namespace Reliability.Core.Rum.Formats;

/// <summary>Where and when an event happened.</summary>
/// <param name="Dimensions">Where.</param>
/// <param name="AgeSeconds">How many seconds before the request came in.</param>
/// <param name="Session">Hash of the session; 0 without one.</param>
internal readonly record struct EventPlace(VitalDimensions Dimensions, int AgeSeconds, ulong Session)
{
    /// <summary>Makes a sample that was taken here.</summary>
    public VitalSample Sample(VitalMetric metric, double value, ulong idHash) =>
        new(metric, value, idHash, Dimensions) { AgeSeconds = AgeSeconds, Session = Session };

    /// <summary>Puts an event here.</summary>
    public T Of<T>(T happened)
        where T : RumEvent => (T)(happened with { AgeSeconds = AgeSeconds, Session = Session });
}
