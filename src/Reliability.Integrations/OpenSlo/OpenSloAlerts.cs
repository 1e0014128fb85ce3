using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>Checks the documents about alerts, alone or inside others.</summary>
internal static class OpenSloAlerts
{
    private static readonly string[] InlineKeys = ["kind", "metadata", "spec"];

    private const decimal MaxThreshold = 1_000_000_000_000m;

    /// <summary>Checks <c>alertPolicies</c> of an SLO.</summary>
    public static void CheckPolicies(YamlMap spec)
    {
        foreach (var item in spec.OptionalMaps("alertPolicies"))
            RefOrInline(item, "alertPolicyRef", "AlertPolicy", CheckPolicy);
    }

    /// <summary>Checks the spec of an AlertPolicy.</summary>
    public static void CheckPolicy(YamlMap spec)
    {
        OpenSloParts.Description(spec);
        foreach (var key in new[] { "alertWhenNoData", "alertWhenResolved", "alertWhenBreaching" })
            spec.OptionalBoolean(key);
        var conditions = spec.RequiredMaps("conditions");
        if (conditions.Count > 1)
            spec.Reject("conditions", "must have exactly one item");
        foreach (var item in conditions)
            RefOrInline(item, "conditionRef", "AlertCondition", CheckCondition);
        foreach (var item in spec.RequiredMaps("notificationTargets"))
            RefOrInline(item, "targetRef", "AlertNotificationTarget", CheckTarget);
        spec.RejectUnknownKeys();
    }

    /// <summary>Checks the spec of an AlertCondition.</summary>
    public static void CheckCondition(YamlMap spec)
    {
        OpenSloParts.Description(spec);
        spec.RequiredString("severity");
        if (spec.RequiredMap("condition") is { } condition)
        {
            condition.RequiredOneOf("kind", "burnrate");
            condition.RequiredOneOf("op", "lte", "gte", "lt", "gt");
            condition.RequiredDecimal("threshold", -MaxThreshold, MaxThreshold);
            OpenSloParts.RequiredDuration(condition, "lookbackWindow");
            OpenSloParts.OptionalDuration(condition, "alertAfter");
            condition.RejectUnknownKeys();
        }

        spec.RejectUnknownKeys();
    }

    /// <summary>Checks the spec of an AlertNotificationTarget.</summary>
    public static void CheckTarget(YamlMap spec)
    {
        OpenSloParts.Description(spec);
        spec.RequiredString("target");
        spec.RejectUnknownKeys();
    }

    private static void RefOrInline(YamlMap item, string reference, string kind, Action<YamlMap> check)
    {
        if (!item.Has(reference))
        {
            var (_, spec) = OpenSloParts.Inline(item, kind);
            if (spec is not null)
                check(spec);
            return;
        }

        item.RequiredName(reference);
        foreach (var key in InlineKeys.Where(item.Has))
            item.Reject(key, $"must not stand beside {reference}");
        item.RejectUnknownKeys();
    }
}
