using System.Globalization;
using System.Xml;

namespace Reliability.Simulators.AzureMonitor;

/// <summary>The time that is asked for.</summary>
/// <param name="Start">Its start; null when only its length is said.</param>
/// <param name="End">Its end; null when it is now.</param>
/// <param name="Duration">Its length.</param>
public sealed record TimeInterval(DateTimeOffset? Start, DateTimeOffset? End, TimeSpan Duration)
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>Reads a duration, or two of start, duration and end with a slash between.</summary>
    internal static TimeInterval Parse(string text, Func<string, Refusal> refuse)
    {
        var parts = text.Split('/');
        var (first, second) = (InstantOf(parts[0]), parts.Length == 2 ? InstantOf(parts[1]) : null);
        var interval = (parts.Length, first, second) switch
        {
            (1, null, _) when DurationOf(parts[0]) is { } length => new TimeInterval(null, null, length),
            (2, { } start, { } end) => new TimeInterval(start, end, end - start),
            (2, { } start, null) when DurationOf(parts[1]) is { } length => new TimeInterval(start, start + length, length),
            (2, null, { } end) when DurationOf(parts[0]) is { } length => new TimeInterval(end - length, end, length),
            _ => throw refuse($"The timespan '{text}' is not ISO 8601."),
        };
        return interval.Duration > TimeSpan.Zero ? interval : throw refuse($"The timespan '{text}' ends before it starts.");
    }

    private static DateTimeOffset? InstantOf(string text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUniversalTime() : null;

    private static TimeSpan? DurationOf(string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
