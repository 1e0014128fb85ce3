using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>Something that stands where it is used, or is named there.</summary>
/// <param name="Map">Where that is.</param>
/// <param name="Ref">The name it is referred to by; null when it stands there.</param>
/// <param name="Name">The name in its metadata; null when it is referred to.</param>
/// <param name="Inline">What stands there; null when it is referred to, and after an error.</param>
internal sealed record OpenSloPart<T>(YamlMap Map, string? Ref, string? Name, T? Inline)
    where T : class;

/// <summary>What an AlertNotificationTarget states.</summary>
internal sealed record OpenSloTarget(string Target)
{
    /// <summary>Reads the spec; null after an error.</summary>
    public static OpenSloTarget? Read(YamlMap spec)
    {
        OpenSloParts.Description(spec);
        var target = spec.RequiredString("target");
        spec.RejectUnknownKeys();
        return target is null ? null : new OpenSloTarget(target);
    }
}

/// <summary>What an AlertCondition states.</summary>
/// <param name="Map">Where its <c>condition</c> stands.</param>
/// <param name="Severity">Any word.</param>
/// <param name="Comparison">How the burn rate is held against the threshold.</param>
/// <param name="Threshold">What it is held against; whether it makes sense depends on the objective.</param>
/// <param name="Lookback">The window of the burn rate; above 0.</param>
/// <param name="AlertAfter">How long it must hold; 0 or more.</param>
internal sealed record OpenSloCondition(YamlMap Map, string Severity, BurnRateComparison Comparison, decimal Threshold, TimeSpan Lookback, TimeSpan AlertAfter)
{
    private const decimal MaxThreshold = 1_000_000_000_000m;
    private const int MaxSeverity = 63;

    private static readonly string[] Comparisons = ["lte", "gte", "lt", "gt"];

    /// <summary>Reads the spec; null after an error.</summary>
    public static OpenSloCondition? Read(YamlMap spec)
    {
        var before = spec.Errors.Count;
        OpenSloParts.Description(spec);
        var severity = spec.RequiredText("severity");
        if (severity?.Value.Length > MaxSeverity)
            severity.Reject($"must not be longer than {MaxSeverity} characters");
        var read = spec.RequiredMap("condition") is { } condition ? ReadCondition(condition, severity?.Value ?? "") : null;
        spec.RejectUnknownKeys();
        return spec.Errors.Count > before ? null : read;
    }

    private static OpenSloCondition? ReadCondition(YamlMap map, string severity)
    {
        var before = map.Errors.Count;
        map.RequiredOneOf("kind", "burnrate");
        var comparison = map.RequiredOneOf("op", Comparisons);
        var threshold = map.RequiredDecimal("threshold", -MaxThreshold, MaxThreshold);
        var lookback = OpenSloParts.RequiredDuration(map, "lookbackWindow");
        var after = OpenSloParts.OptionalDuration(map, "alertAfter");
        map.RejectUnknownKeys();
        return map.Errors.Count > before
            ? null
            : new OpenSloCondition(
                map, severity, Enum.Parse<BurnRateComparison>(comparison!, ignoreCase: true), threshold!.Value, lookback!.Value.Nominal, after ?? TimeSpan.Zero);
    }
}

/// <summary>What an AlertPolicy states.</summary>
internal sealed record OpenSloAlertPolicy(YamlMap Map, OpenSloPart<OpenSloCondition> Condition, IReadOnlyList<OpenSloPart<OpenSloTarget>> Targets)
{
    // Far more than anybody reads, and few enough to store.
    private const int MaxTargets = 20;

    private static readonly string[] InlineKeys = ["kind", "metadata", "spec"];

    public bool TellsBreach { get; private init; }

    public bool TellsEnd { get; private init; }

    public bool TellsNoData { get; private init; }

    /// <summary>Reads <c>alertPolicies</c> of an SLO.</summary>
    public static IReadOnlyList<OpenSloPart<OpenSloAlertPolicy>> ReadAll(YamlMap spec) =>
        [.. spec.OptionalMaps("alertPolicies").Select(item => ReadPart(item, "alertPolicyRef", "AlertPolicy", Read))];

    /// <summary>Reads the spec; null after an error.</summary>
    public static OpenSloAlertPolicy? Read(YamlMap spec)
    {
        var before = spec.Errors.Count;
        OpenSloParts.Description(spec);
        var (noData, end, breach) = (
            spec.OptionalBoolean("alertWhenNoData"), spec.OptionalBoolean("alertWhenResolved"), spec.OptionalBoolean("alertWhenBreaching"));
        var conditions = spec.RequiredMaps("conditions").Select(item => ReadPart(item, "conditionRef", "AlertCondition", OpenSloCondition.Read)).ToArray();
        if (conditions.Length > 1)
            spec.Reject("conditions", "must have exactly one item; write an AlertPolicy for each condition");
        var targets = spec.RequiredMaps("notificationTargets").Select(item => ReadPart(item, "targetRef", "AlertNotificationTarget", OpenSloTarget.Read)).ToArray();
        if (targets.Length > MaxTargets)
            spec.Reject("notificationTargets", $"must not have more than {MaxTargets} items");
        spec.RejectUnknownKeys();
        return spec.Errors.Count > before
            ? null
            : new OpenSloAlertPolicy(spec, conditions[0], targets) { TellsBreach = breach ?? true, TellsEnd = end ?? true, TellsNoData = noData ?? false };
    }

    private static OpenSloPart<T> ReadPart<T>(YamlMap item, string reference, string kind, Func<YamlMap, T?> read)
        where T : class
    {
        if (!item.Has(reference))
        {
            var (metadata, spec) = OpenSloParts.Inline(item, kind);
            return new OpenSloPart<T>(item, null, metadata?.Name, spec is null ? null : read(spec));
        }

        var name = item.RequiredName(reference);
        foreach (var key in InlineKeys.Where(item.Has))
            item.Reject(key, $"must not stand beside {reference}");
        item.RejectUnknownKeys();
        return new OpenSloPart<T>(item, name, null, null);
    }
}
