using Reliability.Core.Slo;

namespace Reliability.Integrations.Configuration;

/// <summary>Reads the indicator of an OpenSLO document.</summary>
internal static class OpenSloIndicator
{
    /// <summary>Reads <c>indicator</c> of an SLO's spec; null after an error.</summary>
    public static SloIndicator? Read(YamlMap spec)
    {
        if (spec.Has("indicatorRef"))
        {
            spec.Reject("indicatorRef", "references to an SLI are not supported yet; write the indicator in place");
            return null;
        }

        if (spec.RequiredMap("indicator") is not { } indicator)
            return null;
        if (indicator.OptionalMap("metadata") is { } metadata)
            OpenSloMetadata.Read(metadata);
        var sli = indicator.RequiredMap("spec");
        indicator.RejectUnknownKeys();
        return sli is null ? null : ReadSpec(sli);
    }

    private static RatioIndicator? ReadSpec(YamlMap sli)
    {
        sli.OptionalString("description");
        if (sli.Has("thresholdMetric"))
        {
            sli.Reject("thresholdMetric", "threshold metrics are not supported yet; use ratioMetric");
            return null;
        }

        var ratio = sli.RequiredMap("ratioMetric");
        sli.RejectUnknownKeys();
        return ratio is null ? null : ReadRatio(ratio);
    }

    private static RatioIndicator? ReadRatio(YamlMap ratio)
    {
        ratio.OptionalBoolean("counter");
        foreach (var key in ratio.Keys.Intersect(["raw", "rawType"]).ToArray())
            ratio.Reject(key, "raw metrics are not supported yet; use good or bad with total");
        var (hasGood, hasBad) = (ratio.Has("good"), ratio.Has("bad"));
        if (hasGood == hasBad)
            ratio.Reject("good", "must have either good or bad");
        var partKey = hasBad && !hasGood ? "bad" : "good";
        var part = hasGood == hasBad ? null : OpenSloMetricSource.Read(ratio, partKey);
        var total = OpenSloMetricSource.Read(ratio, "total");
        ratio.RejectUnknownKeys();
        if (part is null || total is null)
            return null;
        foreach (var key in total.Spec.Keys.Where(key => part.Spec.GetValueOrDefault(key) != total.Spec[key]))
            ratio.Reject(partKey, $"must count a part of total: {key} must be '{total.Spec[key]}'");
        return new RatioIndicator(total, part, CountsBad: partKey == "bad");
    }
}
