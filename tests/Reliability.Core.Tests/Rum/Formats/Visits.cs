using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum.Formats;

/// <summary>Requests that beacons come with.</summary>
internal static class Visits
{
    /// <summary>A desktop at ten o'clock in the morning, on the page with the referer.</summary>
    public static VisitDefaults Desktop { get; } = new("https://shop.example/referer?x", "Mozilla/5.0 (X11; Linux x86_64)", null)
    {
        ReceivedAt = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero),
    };
}
