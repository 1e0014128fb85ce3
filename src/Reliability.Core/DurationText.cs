using System.Globalization;

namespace Reliability.Core;

/// <summary>Durations as people write them in configuration files and read them in answers: <c>90s 5m 2h 7d</c>.</summary>
public static class DurationText
{
    /// <summary>The longest duration that is read: 100 years of 365 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>Reads digits and one unit: <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</summary>
    /// <param name="text">The text; no sign, fraction or white space.</param>
    /// <param name="duration">The duration, 0 to <see cref="Longest"/>; 0 when refused.</param>
    public static bool TryParse(string? text, out TimeSpan duration) => TryParse(text, SecondsOf, out duration);

    /// <summary>Reads a duration of an OpenSLO v1 document: digits and <c>m</c>, <c>h</c>, <c>d</c>, <c>w</c>, <c>M</c>, <c>Q</c> or <c>Y</c>.</summary>
    /// <remarks>A month counts 30 days, a quarter 90 and a year 365, as in the reference implementation (OpenSLO/go-sdk).</remarks>
    /// <param name="text">The text; the case of the unit counts: <c>1m</c> is a minute, <c>1M</c> a month.</param>
    /// <param name="duration">The duration, 0 to <see cref="Longest"/>; 0 when refused.</param>
    public static bool TryParseOpenSlo(string? text, out TimeSpan duration) => TryParse(text, OpenSloSecondsOf, out duration);

    /// <summary>Writes a duration in the largest unit that leaves no rest: <c>7d</c>, <c>36h</c>, <c>90s</c>.</summary>
    /// <param name="duration">Whole seconds, not negative; 0 gives <c>0s</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative or has a fraction of a second.</exception>
    public static string Format(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNotEqual(duration.Ticks % TimeSpan.TicksPerSecond, 0, nameof(duration));
        var seconds = duration.Ticks / TimeSpan.TicksPerSecond;
        var unit = seconds == 0 ? 's' : "dhm".FirstOrDefault(candidate => seconds % SecondsOf(candidate) == 0, 's');
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / SecondsOf(unit)}{unit}");
    }

    private static bool TryParse(string? text, Func<char, long> secondsOf, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrEmpty(text)
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        var unit = secondsOf(text[^1]);
        var seconds = count * unit;
        if (unit == 0 || seconds > (long)Longest.TotalSeconds)
            return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static long SecondsOf(char unit) => unit switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => 0,
    };

    private static long OpenSloSecondsOf(char unit) => unit switch
    {
        's' => 0,
        'w' => 7 * 86_400,
        'M' => 30 * 86_400,
        'Q' => 90 * 86_400,
        'Y' => 365 * 86_400,
        _ => SecondsOf(unit),
    };
}
