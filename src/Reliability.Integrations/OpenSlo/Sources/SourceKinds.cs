using Reliability.Core.Slo;

namespace Reliability.Integrations.OpenSlo.Sources;

/// <summary>The kinds of sources that this version reads.</summary>
internal static class SourceKinds
{
    /// <summary>All kinds, in the order in which messages name them.</summary>
    private static readonly SourceKind[] All = [RumSource.Kind, PrometheusSource.Kind, AzureMonitorSource.Logs, AzureMonitorSource.Metrics];

    // Known words that no version of the suite has taken up yet: a clearer message than that of a typing error.
    private static readonly string[] LaterTypes = ["rum-errors", "synthetic"];

    /// <summary>Finds a kind; null when there is none.</summary>
    public static SourceKind? Find(string? type) => Array.Find(All, kind => kind.Type == type);

    /// <summary>Says why there is no kind of a type.</summary>
    public static string Missing(string? type)
    {
        var known = string.Join(", ", All.Select(kind => kind.Type));
        return LaterTypes.Contains(type) ? $"type {type} is not supported yet; use {known}" : $"there is no source of type '{type}'; use {known}";
    }

    /// <summary>Says which source of an objective is too coarse for a slice or slot; null when none is.</summary>
    public static string? TooCoarse(ServiceLevelObjective slo)
    {
        var lengths = new[] { slo.SliceWindow, (slo.LowTraffic as LowTrafficPolicy.Slots)?.Length };
        var kind = slo.Members
            .SelectMany(member => member.Indicator.Sources)
            .Select(source => Find(source.Type))
            .FirstOrDefault(kind => kind is not null && lengths.Any(length => length?.Ticks % kind.Grain.Ticks > 0));
        var unit = kind?.Grain == TimeSpan.FromHours(1) ? "hours" : "minutes";
        return kind is null ? null : $"{kind.Counted}: timeSliceWindow and slots must be whole {unit} for type {kind.Type}";
    }
}
