using System.Globalization;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Maintenance;

namespace Reliability.Integrations.Configuration;

/// <summary>Reads <c>slos/maintenance.yaml</c>.</summary>
/// <remarks>A window with an error is left out: time that was not meant must not be taken out of an objective.</remarks>
public static class MaintenanceFile
{
    /// <summary>The name of the file in the configuration folder.</summary>
    public const string FileName = "slos/maintenance.yaml";

    /// <summary>The most windows of a file.</summary>
    public const int MaxWindows = 200;

    private const int MaxReason = 500;
    private static readonly TimeSpan LongestOneOff = TimeSpan.FromDays(31);
    private static readonly TimeSpan LongestRecurring = TimeSpan.FromDays(7);
    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly string[] RecurringKeys = ["timeZone", "days", "start", "duration", "fromDate", "untilDate"];

    /// <summary>Reads the windows of a document.</summary>
    /// <param name="text">The text of the file; an empty one has no windows.</param>
    /// <param name="errors">Gets every error of the file.</param>
    /// <param name="isSlo">Tells whether there is an objective of a name; null to take any. One that is missing is an error, and the window stays.</param>
    public static IReadOnlyList<MaintenanceWindow> Read(string text, ConfigurationErrors errors, Func<string, bool>? isSlo = null)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var windows = new List<MaintenanceWindow>();
        var documents = YamlDocuments.Read(text, errors);
        foreach (var extra in documents.Skip(1))
            errors.Add(extra.Line, "", "must be one document");
        if (documents.Count == 0 || YamlMap.Read(documents[0], "", errors) is not { } root)
            return windows;
        foreach (var map in root.OptionalMaps("windows"))
        {
            if (ReadWindow(map, isSlo) is not { } window)
                continue;
            if (windows.Exists(other => other.Name == window.Name))
                map.Reject("name", $"there is another window '{window.Name}'");
            else
                windows.Add(window);
        }

        root.RejectUnknownKeys();
        if (windows.Count > MaxWindows)
            root.Reject("windows", $"has {windows.Count} windows; those after the first {MaxWindows} are left out");
        return [.. windows.Take(MaxWindows)];
    }

    private static MaintenanceWindow? ReadWindow(YamlMap map, Func<string, bool>? isSlo)
    {
        var before = map.Errors.Count;
        var (name, effect) = (map.RequiredName("name"), map.RequiredOneOf("effect", "exclude", "good"));
        var reason = map.OptionalText("reason");
        if (reason?.Value.Length > MaxReason)
            reason.Reject($"must not be longer than {MaxReason} characters");
        var (slos, services) = (map.OptionalTexts("slos"), map.OptionalTexts("services"));
        var isForAll = map.OptionalBoolean("all") == true;
        if (slos.Count + services.Count == 0 && !isForAll)
            map.Reject("slos", "must name what it is about: slos, services, or all: true");
        MaintenanceSchedule? schedule = map.Has("from") || map.Has("to") ? ReadOneOff(map) : ReadRecurring(map);
        map.RejectUnknownKeys();
        if (map.Errors.Count > before)
            return null;
        foreach (var unknown in slos.Where(slo => isSlo?.Invoke(slo.Value) == false))
            unknown.Reject($"there is no objective '{unknown.Written}'");
        return new MaintenanceWindow
        {
            Name = name!,
            Effect = effect == "good" ? CorrectionEffect.Good : CorrectionEffect.Exclude,
            Reason = reason?.Value,
            Slos = [.. slos.Select(slo => slo.Value)],
            Services = [.. services.Select(service => service.Value)],
            IsForAll = isForAll,
            Schedule = schedule!,
        };
    }

    private static OneOffMaintenance? ReadOneOff(YamlMap map)
    {
        foreach (var key in RecurringKeys.Where(map.Has))
            map.Reject(key, "must not stand beside from and to");
        var (from, to) = (ReadInstant(map, "from"), ReadInstant(map, "to"));
        if (to <= from)
            map.Reject("to", "must be after from");
        else if (to - from > LongestOneOff)
            map.Reject("to", $"must be at most {LongestOneOff.Days} days after from");
        return from is null || to is null ? null : new OneOffMaintenance(new SloPeriod(from.Value, to.Value));
    }

    private static RecurringMaintenance? ReadRecurring(YamlMap map)
    {
        var zone = ReadZone(map);
        var days = map.RequiredTexts("days").Select(ReadDay).ToArray();
        var start = Read<TimeOnly>(map.RequiredText("start"), "HH:mm", "time of the day such as 02:30", TimeOnly.TryParseExact);
        var duration = map.RequiredDuration("duration");
        if (duration < TimeSpan.FromMinutes(1) || duration > LongestRecurring)
            map.Reject("duration", $"must be 1m to {LongestRecurring.Days}d");
        var first = Read<DateOnly>(map.OptionalText("fromDate"), "yyyy-MM-dd", "date such as 2026-01-31", DateOnly.TryParseExact);
        var last = Read<DateOnly>(map.OptionalText("untilDate"), "yyyy-MM-dd", "date such as 2026-01-31", DateOnly.TryParseExact);
        if (last < first)
            map.Reject("untilDate", "must not be before fromDate");
        return zone is null || start is null || duration is null || days.Contains(null)
            ? null
            : new RecurringMaintenance(zone, [.. days.OfType<DayOfWeek>()], start.Value, duration.Value, first, last);
    }

    private static DayOfWeek? ReadDay(YamlText text)
    {
        var index = Array.IndexOf(DayNames, text.Value);
        if (index < 0)
            text.Reject($"'{text.Written}' must be {string.Join(", ", DayNames)}");
        return index < 0 ? null : (DayOfWeek)index;
    }

    private static TimeZoneInfo? ReadZone(YamlMap map)
    {
        if (map.RequiredText("timeZone") is not { } text)
            return null;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(text.Value, out var zone) && zone.HasIanaId)
            return zone;
        text.Reject($"'{text.Written}' is no time zone of the IANA database, such as America/New_York or UTC");
        return null;
    }

    private static DateTimeOffset? ReadInstant(YamlMap map, string key)
    {
        if (map.RequiredText(key) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(text.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            && instant.Year is > 2000 and < 2200)
            return instant;
        text.Reject($"'{text.Written}' is no ISO 8601 instant such as 2026-01-31T12:00:00Z");
        return null;
    }

    private delegate bool Parser<T>(string text, string format, IFormatProvider culture, DateTimeStyles styles, out T value);

    private static T? Read<T>(YamlText? text, string format, string what, Parser<T> parse)
        where T : struct
    {
        if (text is null || parse(text.Value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) is false)
        {
            text?.Reject($"'{text.Written}' is no {what}");
            return null;
        }

        return value;
    }
}
