using Reliability.Core.Rum;
using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>Makes indicators of documents, for the sources that this version reads.</summary>
/// <param name="documents">All documents that references may name.</param>
internal sealed class SourceBinding(IReadOnlyList<OpenSloDocument> documents)
{
    private static readonly string[] LaterTypes =
        ["rum-errors", "prometheus", "azure-monitor-logs", "azure-monitor-metrics", "synthetic"];

    /// <summary>Makes an indicator; null after an error.</summary>
    public SloIndicator? Bind(OpenSloIndicator indicator, YamlMap owner)
    {
        if (indicator is not { Total: { } total, Part: { } part })
        {
            owner.Reject(owner.Has("indicator") ? "indicator" : "indicatorRef", $"{indicator.Part?.Key} is not supported yet; use good or bad with total");
            return null;
        }

        var (whole, some) = (BindMetric(total), BindMetric(part));
        if (whole is null || some is null)
            return null;
        var before = owner.Errors.Count;
        foreach (var key in whole.Spec.Keys.Where(key => some.Spec.GetValueOrDefault(key) != whole.Spec[key]))
            part.Source.Reject("spec", $"must count a part of total: {key} must be '{whole.Spec[key]}'");
        return owner.Errors.Count > before ? null : new RatioIndicator(whole, some, CountsBad: part.Key == "bad");
    }

    private MetricSource? BindMetric(OpenSloMetric metric)
    {
        var type = metric.Type;
        if (metric.Ref is { } reference)
        {
            var source = documents.FirstOrDefault(document => document.Kind == "DataSource" && document.Name == reference && document.IsSound);
            if (source is null)
                metric.Source.Reject("metricSourceRef", $"there is no sound DataSource '{reference}'");
            else if (type is not null && type != source.SourceType)
                metric.Source.Reject("type", $"the DataSource '{reference}' has type {source.SourceType}");
            if (source is null)
                return null;
            type ??= source.SourceType;
        }

        if (type == "rum")
            return metric.Source.RequiredMap("spec") is { } spec ? ReadRum(spec) : null;
        metric.Source.Reject("type", LaterTypes.Contains(type) ? $"type {type} is not supported yet; use rum" : $"there is no source of type '{type}'; use rum");
        return null;
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
