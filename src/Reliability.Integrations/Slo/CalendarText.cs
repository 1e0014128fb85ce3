using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Maintenance;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.Slo;

/// <summary>Writes windows of the maintenance calendar in the format of their file, so that what was in it once can be read again.</summary>
internal static class CalendarText
{
    /// <summary>Writes a window; equal windows give equal texts.</summary>
    public static string Write(MaintenanceWindow window)
    {
        var (once, again) = (window.Schedule as OneOffMaintenance, window.Schedule as RecurringMaintenance);
        var item = new CalendarItem
        {
            Name = window.Name,
            Effect = window.Effect == CorrectionEffect.Good ? "good" : "exclude",
            Reason = window.Reason,
            Slos = window.Slos,
            Services = window.Services,
            All = window.IsForAll,
            From = once?.Period.Start.ToString("O", CultureInfo.InvariantCulture),
            To = once?.Period.End.ToString("O", CultureInfo.InvariantCulture),
            TimeZone = again?.Zone.Id,
            Days = again?.Days.Select(day => day.ToString()[..3].ToLowerInvariant()).ToArray(),
            Start = again?.Start.ToString("HH:mm", CultureInfo.InvariantCulture),
            Duration = again is null ? null : DurationText.Format(again.Duration),
            FromDate = again?.FirstDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            UntilDate = again?.LastDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        return JsonSerializer.Serialize(new CalendarDocument([item]), CalendarJson.Default.CalendarDocument);
    }

    /// <summary>Reads a window that was written; JSON is YAML.</summary>
    /// <exception cref="JsonException">It was written by something else.</exception>
    public static MaintenanceWindow Read(string text)
    {
        var errors = new ConfigurationErrors(MaintenanceFile.FileName, name => $"${{{name}}}");
        var windows = MaintenanceFile.Read(text, errors);
        return windows.Count == 1 ? windows[0] : throw new JsonException($"A stored maintenance window cannot be read: {string.Join("; ", errors.Items.Select(error => error.Message))}");
    }
}

internal sealed record CalendarDocument(IReadOnlyList<CalendarItem> Windows);

internal sealed record CalendarItem
{
    public required string Name { get; init; }

    public required string Effect { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<string> Slos { get; init; } = [];

    public IReadOnlyList<string> Services { get; init; } = [];

    public bool All { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? TimeZone { get; init; }

    public IReadOnlyList<string>? Days { get; init; }

    public string? Start { get; init; }

    public string? Duration { get; init; }

    public string? FromDate { get; init; }

    public string? UntilDate { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CalendarDocument))]
internal sealed partial class CalendarJson : JsonSerializerContext;
