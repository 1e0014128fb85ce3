namespace Reliability.Core.Rum.Formats;

/// <summary>How long before its request came in an event happened, in whole seconds from 0 to 86,400.</summary>
internal static class EventAge
{
    /// <summary>The largest age: what is older belongs to no hour that is still counted.</summary>
    public const int Largest = 86_400;

    /// <summary>Tells the age where the client says when it sent: its clock may be wrong, the difference is not.</summary>
    /// <param name="sent">When the request was sent, in milliseconds by the client's clock.</param>
    /// <param name="at">When the event happened, by the same clock.</param>
    /// <returns>0 for an event after its sending, <see cref="Largest"/> for an older one.</returns>
    public static int Between(double sent, double at) => Clamp(sent - at);

    /// <summary>Tells the age where nothing but the client's clock says when it was.</summary>
    /// <param name="received">When the request came in.</param>
    /// <param name="at">When the event happened, in milliseconds since 1970.</param>
    /// <returns>0 when the clock cannot be right.</returns>
    public static int Since(double at, DateTimeOffset received)
    {
        var milliseconds = received.ToUnixTimeMilliseconds() - at;
        return milliseconds is >= 0 and <= Largest * 1_000.0 ? Clamp(milliseconds) : 0;
    }

    /// <summary>Makes an age of a difference.</summary>
    public static int Clamp(double milliseconds) =>
        milliseconds >= Largest * 1_000.0 ? Largest : milliseconds > 0 ? (int)(milliseconds / 1_000) : 0;
}
