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
        errors = wrong;
        return wrong.Count > 0 ? null : new VitalsQuery(metric!.Value, from, to)
        {
            Page = Optional(parameters, "page"),
            Device = Optional(parameters, "device"),
            Connection = Optional(parameters, "connection"),
            Release = Optional(parameters, "release"),
            GroupBy = groupBy,
        };
    }

    private static VitalMetric? ReadMetric(IQueryCollection parameters, List<InputError> errors)
    {
        var text = parameters["metric"].ToString();
        if (Enum.GetNames<VitalMetric>().Contains(text, StringComparer.OrdinalIgnoreCase)) return Enum.Parse<VitalMetric>(text, ignoreCase: true);
        errors.Add(new InputError("metric", $"'{text}' is not one of {string.Join(", ", Enum.GetNames<VitalMetric>())}."));
        return null;
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
