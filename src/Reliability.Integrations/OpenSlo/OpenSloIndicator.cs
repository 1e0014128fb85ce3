using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>A query of an indicator.</summary>
/// <param name="Key">What it counts: <c>good</c>, <c>bad</c>, <c>total</c>, <c>raw</c> or <c>thresholdMetric</c>.</param>
/// <param name="Source">Its <c>metricSource</c>.</param>
/// <param name="Ref">The name of its DataSource; null when it stands for itself.</param>
/// <param name="Type">The type of its source; null when the DataSource tells.</param>
internal sealed record OpenSloMetric(string Key, YamlMap Source, string? Ref, string? Type)
{
    /// <summary>Reads the query under a key; null after an error.</summary>
    public static OpenSloMetric? Read(YamlMap owner, string key)
    {
        if (owner.RequiredMap(key) is not { } metric)
            return null;
        var source = metric.RequiredMap("metricSource");
        metric.RejectUnknownKeys();
        if (source is null)
            return null;
        var reference = source.OptionalName("metricSourceRef");
        var type = source.Has("metricSourceRef") ? source.OptionalString("type") : source.RequiredString("type");
        source.RequiredMap("spec");
        source.RejectUnknownKeys();
        return new OpenSloMetric(key, source, reference, type);
    }
}

/// <summary>An indicator as a document states it.</summary>
/// <param name="Name">Its name; null when it has none.</param>
/// <param name="Spec">Where it stands.</param>
/// <param name="Total">The query of all events; null unless it is a ratio of counts.</param>
/// <param name="Part">The query of good or bad events, of a raw ratio, or of a value for a threshold.</param>
internal sealed record OpenSloIndicator(string? Name, YamlMap Spec, OpenSloMetric? Total, OpenSloMetric? Part)
{
    private static readonly string[] Parts = ["good", "bad"];

    /// <summary>Gets whether a raw ratio is the share of bad events.</summary>
    public bool IsRawFailure { get; private init; }

    /// <summary>Reads <c>indicator</c> of an objective.</summary>
    public static OpenSloIndicator? ReadInline(YamlMap owner)
    {
        if (owner.OptionalMap("indicator") is not { } indicator)
            return null;
        var metadata = indicator.OptionalMap("metadata") is { } map ? OpenSloMetadata.Read(map) : null;
        var spec = indicator.RequiredMap("spec");
        indicator.RejectUnknownKeys();
        return spec is null ? null : Read(spec, metadata?.Name);
    }

    /// <summary>Reads the spec of an SLI.</summary>
    public static OpenSloIndicator? Read(YamlMap spec, string? name)
    {
        OpenSloParts.Description(spec);
        var (hasThreshold, hasRatio) = (spec.Has("thresholdMetric"), spec.Has("ratioMetric"));
        if (hasThreshold == hasRatio)
            spec.Reject(hasThreshold ? "thresholdMetric" : "ratioMetric", "must have either thresholdMetric or ratioMetric");
        var indicator = hasRatio
            ? spec.RequiredMap("ratioMetric") is { } ratio ? ReadRatio(spec, ratio, name) : null
            : hasThreshold ? new OpenSloIndicator(name, spec, null, OpenSloMetric.Read(spec, "thresholdMetric")) : null;
        spec.RejectUnknownKeys();
        return indicator;
    }

    private static OpenSloIndicator ReadRatio(YamlMap spec, YamlMap ratio, string? name)
    {
        ratio.OptionalBoolean("counter");
        var isRaw = ratio.Has("raw");
        if (isRaw == ratio.Has("total"))
            ratio.Reject(isRaw ? "raw" : "total", "must have either raw, or total with good or bad");
        var indicator = isRaw ? ReadRaw(spec, ratio, name) : ReadCounts(spec, ratio, name);
        ratio.RejectUnknownKeys();
        return indicator;
    }

    private static OpenSloIndicator ReadRaw(YamlMap spec, YamlMap ratio, string? name)
    {
        var raw = OpenSloMetric.Read(ratio, "raw");
        var rawType = ratio.RequiredOneOf("rawType", "success", "failure");
        foreach (var key in Parts.Where(ratio.Has))
            ratio.Reject(key, $"{key} must not stand beside raw");
        return new OpenSloIndicator(name, spec, null, raw) { IsRawFailure = rawType == "failure" };
    }

    private static OpenSloIndicator ReadCounts(YamlMap spec, YamlMap ratio, string? name)
    {
        if (ratio.Has("rawType"))
            ratio.Reject("rawType", "rawType must not stand without raw");
        var (hasGood, hasBad) = (ratio.Has("good"), ratio.Has("bad"));
        if (hasGood == hasBad)
            ratio.Reject("good", "must have either good or bad");
        var good = hasGood ? OpenSloMetric.Read(ratio, "good") : null;
        var bad = hasBad ? OpenSloMetric.Read(ratio, "bad") : null;
        var total = ratio.Has("total") ? OpenSloMetric.Read(ratio, "total") : null;
        return new OpenSloIndicator(name, spec, total, good ?? bad);
    }
}
