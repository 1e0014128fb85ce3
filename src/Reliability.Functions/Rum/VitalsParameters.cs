using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reliability.Core.Rum;
using Reliability.Functions.Http;

namespace Reliability.Functions.Rum;

/// <summary>Reads the query string of a vitals request.</summary>
internal static class VitalsParameters
{
    private const int DefaultDays = 1;
    private const int MaxDays = 93;

    private static readonly string[] NotOfPages = ["page", "groupBy"];
    private static readonly string[] NotOfCrux = ["metric", "from", "to", "device", "groupBy"];

    /// <summary>Reads a query; all that is wrong is told at once.</summary>
    /// <param name="parameters">The query string.</param>
    /// <param name="now">The end of the time asked for when the query does not say.</param>
    /// <param name="errors">What is wrong; empty when nothing is.</param>
    /// <returns>Null when anything is wrong.</returns>
    public static VitalsQuery? Read(IQueryCollection parameters, DateTimeOffset now, out IReadOnlyList<InputError> errors)
    {
        var wrong = new List<InputError>();
        var metric = ReadMetric(parameters, wrong);
        var to = CeilingToHour(ReadTime(parameters, "to", wrong) ?? now);
        var from = FloorToHour(ReadTime(parameters, "from", wrong) ?? to.AddDays(-DefaultDays));
        if (from >= to) wrong.Add(new InputError("from", "from must be before to."));
        else if (to - from > TimeSpan.FromDays(MaxDays)) wrong.Add(new InputError("from", $"The time asked for is at most {MaxDays} days."));
        var groupBy = parameters["groupBy"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        foreach (var name in groupBy.Except(VitalsQuery.Groupings))
            wrong.Add(new InputError("groupBy", $"'{name}' is not one of {string.Join(", ", VitalsQuery.Groupings)}."));
        var device = ReadName(parameters, "device", DimensionNames.DeviceNames, wrong);
        var connection = ReadName(parameters, "connection", DimensionNames.ConnectionNames, wrong);
        var navigation = ReadName(parameters, "navigation", DimensionNames.NavigationNames, wrong);
        var bots = ReadBots(parameters, wrong);
        errors = wrong;
        return wrong.Count > 0 ? null : new VitalsQuery(metric!.Value, from, to)
        {
            Page = Optional(parameters, "page"),
            Device = device,
            Connection = connection,
            Release = Optional(parameters, "release"),
            Navigation = navigation,
            Bots = bots,
            GroupBy = groupBy,
        };
    }

    /// <summary>Reads a query for pages: by default ordered by LCP.</summary>
    /// <inheritdoc cref="Read"/>
    public static (VitalsQuery Query, PagesWindow Window)? ReadPages(IQueryCollection parameters, DateTimeOffset now, out IReadOnlyList<InputError> errors)
    {
        var wrong = new List<InputError>();
        foreach (var name in NotOfPages.Where(parameters.ContainsKey)) wrong.Add(new InputError(name, $"Pages have no parameter {name}."));
        var top = PagesWindow.DefaultTop;
        if (Optional(parameters, "top") is { } number
            && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out top) || top is < 1 or > PagesWindow.MaxTop))
            wrong.Add(new InputError("top", $"'{number}' is not a number from 1 to {PagesWindow.MaxTop}."));
        PagePlace? after = null;
        if (Optional(parameters, "continuation") is { } text && !PagePlace.TryDecode(text, out after))
            wrong.Add(new InputError("continuation", "It is not a continuation that an answer told."));
        var query = Read(WithMetric(parameters, VitalMetric.LCP), now, out var others);
        errors = [.. others, .. wrong];
        return errors.Count > 0 ? null : (query! with { GroupBy = ["page"] }, new PagesWindow(top, after));
    }

    /// <summary>Reads a query for the comparison with the Chrome UX Report: 28 days that end with yesterday, UTC.</summary>
    /// <inheritdoc cref="Read"/>
    public static VitalsQuery? ReadCrux(IQueryCollection parameters, DateTimeOffset now, out IReadOnlyList<InputError> errors)
    {
        var wrong = new List<InputError>();
        foreach (var name in NotOfCrux.Where(parameters.ContainsKey))
            wrong.Add(new InputError(name, $"The comparison has no parameter {name}."));
        if (wrong.Count > 0)
        {
            errors = wrong;
            return null;
        }

        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return Read(WithMetric(parameters, VitalMetric.LCP), now, out errors) is { } query
            ? query with { From = today.AddDays(-CruxReport.Days), To = today }
            : null;
    }

    private static IQueryCollection WithMetric(IQueryCollection parameters, VitalMetric metric) =>
        parameters.ContainsKey("metric") ? parameters : new QueryCollection(parameters.Append(new("metric", metric.ToString())).ToDictionary());

    private static VitalMetric? ReadMetric(IQueryCollection parameters, List<InputError> errors)
    {
        var text = parameters["metric"].ToString();
        if (Enum.GetNames<VitalMetric>().Contains(text, StringComparer.OrdinalIgnoreCase)) return Enum.Parse<VitalMetric>(text, ignoreCase: true);
        errors.Add(new InputError("metric", $"'{text}' is not one of {string.Join(", ", Enum.GetNames<VitalMetric>())}."));
        return null;
    }

    // Returns the name as it is stored.
    private static string? ReadName(IQueryCollection parameters, string parameter, IReadOnlyList<string> names, List<InputError> errors)
    {
        if (Optional(parameters, parameter) is not { } text) return null;
        var name = names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (name is null) errors.Add(new InputError(parameter, $"'{text}' is not one of {string.Join(", ", names)}."));
        return name;
    }

    private static BotFilter ReadBots(IQueryCollection parameters, List<InputError> errors)
    {
        if (Optional(parameters, "bots") is not { } text) return BotFilter.Include;
        if (Enum.GetNames<BotFilter>().Contains(text, StringComparer.OrdinalIgnoreCase)) return Enum.Parse<BotFilter>(text, ignoreCase: true);
        errors.Add(new InputError("bots", $"'{text}' is not one of include, exclude, only."));
        return BotFilter.Include;
    }

    private static DateTimeOffset? ReadTime(IQueryCollection parameters, string name, List<InputError> errors)
    {
        if (Optional(parameters, name) is not { } text) return null;
        // A plus sign in a query string is a space, which people forget to write as %2B.
        if (DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time.Year is > 2000 and < 9000) return time.ToUniversalTime();
        errors.Add(new InputError(name, $"'{text}' is not an ISO 8601 instant such as 2026-01-31T12:00:00Z."));
        return null;
    }

    private static string? Optional(IQueryCollection parameters, string name) =>
        parameters.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset FloorToHour(DateTimeOffset time) => new(time.Year, time.Month, time.Day, time.Hour, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset CeilingToHour(DateTimeOffset time) => FloorToHour(time) == time ? time : FloorToHour(time).AddHours(1);
}
