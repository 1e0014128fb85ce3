using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo.Sources;

/// <summary>A kind of source that objectives can count: how its documents read.</summary>
/// <param name="Type">Its <c>metricSource.type</c>.</param>
/// <param name="ReadSpec">
/// Reads the <c>spec</c> of a query, unknown keys included; the text is what it is for: <c>total</c>, <c>good</c>, <c>bad</c>, <c>raw</c> or <c>thresholdMetric</c>.
/// Null after an error.
/// </param>
internal sealed record SourceKind(string Type, Func<YamlMap, string, IReadOnlyDictionary<string, string>?> ReadSpec)
{
    /// <summary>Gets the reader of <c>connectionDetails</c>, unknown keys included, null after an error; null for sources inside the suite, which have no connection.</summary>
    public Func<YamlMap, IReadOnlyDictionary<string, string>?>? ReadConnection { get; init; }

    /// <summary>Gets whether it can be a <c>thresholdMetric</c> or <c>raw</c>: its points are values, not only counts.</summary>
    public bool HasValues { get; init; }

    /// <summary>Gets what is wrong with a query of good or bad events beside one of all events; null when nothing is.</summary>
    public Func<MetricSource, MetricSource, string?> Mismatch { get; init; } = (_, _) => null;

    /// <summary>Gets the length of its points: slices and slots are multiples of it.</summary>
    public TimeSpan Grain { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets what tells the length of the points of one source, where that differs from <see cref="Grain"/>; null where it never does.</summary>
    public Func<MetricSource, TimeSpan>? GrainOf { get; init; }

    /// <summary>Gets how it counts, for messages, e.g. <c>web vitals are counted by the hour</c>.</summary>
    public required string Counted { get; init; }
}
