using Reliability.Core;
using Reliability.Core.Slo;

namespace Reliability.Integrations.OpenSlo.Sources;

/// <summary>The kinds of sources that this version reads.</summary>
internal static class SourceKinds
{
    /// <summary>All kinds, in the order in which messages name them.</summary>
    private static readonly SourceKind[] All =
        [RumSource.Kind, RumErrorsSource.Kind, PrometheusSource.Kind, AzureMonitorSource.Logs, AzureMonitorSource.Metrics];

    // Known words that no version of the suite has taken up yet: a clearer message than that of a typing error.
    private static readonly string[] LaterTypes = ["synthetic"];

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
        var source = slo.Members
            .SelectMany(member => member.Indicator.Sources)
            .FirstOrDefault(source => lengths.Any(length => length?.Ticks % GrainOf(source).Ticks > 0));
        return source is null
            ? null
            : $"{Find(source.Type)?.Counted}: timeSliceWindow and slots must be whole {Multiples(GrainOf(source))} for type {source.Type}";
    }

    private static TimeSpan GrainOf(MetricSource source)
    {
        var kind = Find(source.Type);
        return kind?.GrainOf?.Invoke(source) ?? kind?.Grain ?? TimeSpan.FromTicks(1);
    }

    private static string Multiples(TimeSpan grain) => grain.TotalMinutes switch
    {
        60 => "hours",
        1 => "minutes",
        _ => $"multiples of {DurationText.Format(grain)}",
    };
}
