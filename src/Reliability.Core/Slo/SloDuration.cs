using System.Globalization;

namespace Reliability.Core.Slo;

/// <summary>The units of OpenSLO durations.</summary>
public enum SloDurationUnit
{
    /// <summary><c>m</c></summary>
    Minutes,

    /// <summary><c>h</c></summary>
    Hours,

    /// <summary><c>d</c></summary>
    Days,

    /// <summary><c>w</c></summary>
    Weeks,

    /// <summary><c>M</c></summary>
    Months,

    /// <summary><c>Q</c>: three months.</summary>
    Quarters,

    /// <summary><c>Y</c>: twelve months.</summary>
    Years,
}

/// <summary>A duration as OpenSLO v1 writes it, such as <c>28d</c> or <c>1M</c>; the case counts: <c>1m</c> is a minute.</summary>
/// <remarks>The default value is no valid duration.</remarks>
/// <param name="Count">How many units: 1 or more, and not above <see cref="DurationText.Longest"/> in all.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct SloDuration(int Count, SloDurationUnit Unit)
{
    private const string Letters = "mhdwMQY";
    private const int MinutesPerDay = 1_440;

    /// <summary>Gets the length with months of 30 days, quarters of 90 and years of 365: what rolling windows take, and alerts scale by.</summary>
    /// <remarks>As in the reference implementation (OpenSLO/go-sdk). A calendar window has the length of its period instead.</remarks>
    public TimeSpan Nominal => new(Count * TimeSpan.TicksPerMinute * Unit switch
    {
        SloDurationUnit.Minutes => 1,
        SloDurationUnit.Hours => 60,
        SloDurationUnit.Days => MinutesPerDay,
        SloDurationUnit.Weeks => 7 * MinutesPerDay,
        SloDurationUnit.Months => 30 * MinutesPerDay,
        SloDurationUnit.Quarters => 90 * MinutesPerDay,
        _ => 365 * MinutesPerDay,
    });

    /// <summary>Reads digits and one unit.</summary>
    /// <param name="text">The text; no sign, fraction or white space.</param>
    /// <param name="duration">The duration, above 0 and at most <see cref="DurationText.Longest"/>; the default when refused.</param>
    public static bool TryParse(string? text, out SloDuration duration)
    {
        duration = default;
        if (!DurationText.TryParseOpenSlo(text, out var length) || length == TimeSpan.Zero)
            return false;
        var count = int.Parse(text.AsSpan(0, text!.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture);
        duration = new SloDuration(count, (SloDurationUnit)Letters.IndexOf(text[^1], StringComparison.Ordinal));
        return true;
    }

    /// <summary>Makes a duration of whole days.</summary>
    /// <param name="count">How many; 1 or more.</param>
    public static SloDuration FromDays(int count) => new(count, SloDurationUnit.Days);

    /// <summary>Returns the text that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}{Letters[(int)Unit]}");
}
