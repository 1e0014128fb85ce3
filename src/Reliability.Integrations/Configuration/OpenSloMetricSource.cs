using Reliability.Core.Rum;
using Reliability.Core.Slo;

namespace Reliability.Integrations.Configuration;

/// <summary>Reads a <c>metricSource</c> of an OpenSLO document.</summary>
internal static class OpenSloMetricSource
{
    private static readonly string[] LaterTypes =
        ["rum-errors", "prometheus", "azure-monitor-logs", "azure-monitor-metrics", "synthetic"];

    /// <summary>Reads the source of a metric such as <c>good</c>; null after an error.</summary>
    public static MetricSource? Read(YamlMap ratio, string key)
    {
        if (ratio.RequiredMap(key) is not { } metric)
            return null;
        var source = metric.RequiredMap("metricSource");
        metric.RejectUnknownKeys();
        return source is null ? null : ReadSource(source);
    }

    private static MetricSource? ReadSource(YamlMap source)
    {
        if (source.Has("metricSourceRef"))
        {
            source.Reject("metricSourceRef", "references to a DataSource are not supported yet; use type rum");
            return null;
        }

        var type = source.RequiredOneOf("type", ["rum", .. LaterTypes]);
        if (type is not null && type != "rum")
            source.Reject("type", $"type {type} is not supported yet; use rum");
        if (type != "rum")
            return null;
        var spec = source.RequiredMap("spec");
        source.RejectUnknownKeys();
        return spec is null ? null : ReadRum(spec);
    }

    private static MetricSource? ReadRum(YamlMap spec)
    {
        var before = spec.Errors.Count;
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["site"] = spec.RequiredName("site"),
            ["metric"] = spec.RequiredOneOf("metric", VitalThresholds.Vitals),
            ["rating"] = spec.OptionalOneOf("rating", [.. RumSelection.Ratings.Keys]),
            ["page"] = spec.OptionalString("page"),
            ["device"] = spec.OptionalOneOf("device", SiteBudgets.Devices),
            ["connection"] = spec.OptionalOneOf("connection", SiteBudgets.Connections),
            ["release"] = spec.OptionalString("release"),
        };
        spec.RejectUnknownKeys();
        if (spec.Errors.Count > before)
            return null;
        return new MetricSource("rum", values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!));
    }
}
