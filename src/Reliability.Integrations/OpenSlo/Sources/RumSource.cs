using Reliability.Core.Rum;
using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo.Sources;

/// <summary>Reads sources of type <c>rum</c>: samples of web vitals.</summary>
internal static class RumSource
{
    /// <summary>The kind.</summary>
    public static readonly SourceKind Kind = new("rum", (spec, _) => Read(spec))
    {
        Counted = "web vitals are counted by the hour",
        Mismatch = Mismatch,
    };

    private static Dictionary<string, string>? Read(YamlMap spec)
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
        return spec.Errors.Count > before
            ? null
            : values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);
    }

    private static string? Mismatch(MetricSource whole, MetricSource part) => whole.Spec.Keys
        .Where(key => part.Spec.GetValueOrDefault(key) != whole.Spec[key])
        .Select(key => $"must count a part of total: {key} must be '{whole.Spec[key]}'")
        .FirstOrDefault();
}
