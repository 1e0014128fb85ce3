using System.Globalization;
using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>Reads <c>timeWindow</c>.</summary>
internal static class OpenSloWindow
{
    private const int FirstYear = 1970;
    private const int LastYear = 2199;

    /// <summary>Reads the window; null after an error.</summary>
    public static SloWindow? Read(YamlMap spec)
    {
        var windows = spec.RequiredMaps("timeWindow");
        if (windows.Count > 1)
            spec.Reject("timeWindow", "must have exactly one item");
        var read = windows.Select(ReadOne).ToArray();
        return read.Length == 1 ? read[0] : null;
    }

    private static SloWindow? ReadOne(YamlMap window)
    {
        var duration = OpenSloParts.RequiredDuration(window, "duration");
        var isRolling = window.OptionalBoolean("isRolling") == true;
        var calendar = window.OptionalMap("calendar");
        if (isRolling && calendar is not null)
            window.Reject("calendar", "must not stand beside isRolling: true");
        if (!isRolling && !window.Has("calendar"))
            window.Reject("isRolling", "must be true, or there must be a calendar");
        window.RejectUnknownKeys();
        if (calendar is null)
            return duration is null ? null : new RollingWindow(duration.Value);
        var (start, zone) = (ReadStart(calendar), ReadZone(calendar));
        calendar.RejectUnknownKeys();
        return duration is null || start is null || zone is null ? null : new CalendarWindow(duration.Value, start.Value, zone);
    }

    private static DateTime? ReadStart(YamlMap calendar)
    {
        if (calendar.RequiredText("startTime") is not { } text)
            return null;
        if (DateTime.TryParseExact(text.Value, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
            && start.Year is >= FirstYear and <= LastYear)
            return start;
        text.Reject($"'{text.Written}' is no date and time such as 2026-01-31 00:00:00, from {FirstYear} to {LastYear}, without a zone");
        return null;
    }

    private static TimeZoneInfo? ReadZone(YamlMap calendar)
    {
        if (calendar.RequiredText("timeZone") is not { } text)
            return null;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(text.Value, out var zone) && zone.HasIanaId)
            return zone;
        text.Reject($"'{text.Written}' is no time zone of the IANA database, such as America/New_York or UTC");
        return null;
    }
}
