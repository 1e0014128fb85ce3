using Reliability.Core.Slo;

namespace Reliability.Integrations.OpenSlo;

/// <summary>Makes alerts of the alert policies of an objective: follows their references, and refuses what cannot fire or always would.</summary>
/// <param name="documents">All documents that references may name.</param>
internal sealed class OpenSloAlertBinding(IReadOnlyList<OpenSloDocument> documents)
{
    // Each is judged every minute.
    private const int MaxPolicies = 20;

    private static readonly string[] OtherKeys = ["lookbackWindow", "alertAfter"];

    /// <summary>Makes the alerts of an objective; null after an error, which stands where the mistake is, maybe in another file.</summary>
    /// <param name="spec">The spec of a sound document.</param>
    /// <param name="slo">The objective without them.</param>
    public IReadOnlyList<BurnRateTier>? Bind(OpenSloSpec spec, ServiceLevelObjective slo)
    {
        if (spec.AlertPolicies.Count > MaxPolicies)
        {
            spec.Map.Reject("alertPolicies", $"must not have more than {MaxPolicies} items");
            return null;
        }

        var tiers = spec.AlertPolicies.Select(part => Bind(part, slo)).ToArray();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var doubles = spec.AlertPolicies.Where(part => !names.Add(part.Ref ?? part.Name!)).ToArray();
        foreach (var part in doubles)
            part.Map.Reject(part.Ref is null ? "metadata" : "alertPolicyRef", $"the AlertPolicy '{part.Ref ?? part.Name}' is there already");
        return tiers.Contains(null) || doubles.Length > 0 ? null : [.. tiers.OfType<BurnRateTier>()];
    }

    private BurnRateTier? Bind(OpenSloPart<OpenSloAlertPolicy> part, ServiceLevelObjective slo)
    {
        var policy = part.Inline ?? Find(part, "alertPolicyRef", "AlertPolicy", document => document.AlertPolicy);
        // What is referred to may serve other objectives well, so the error stands with the reference.
        var condition = policy is null ? null : policy.Condition.Inline ?? Find(policy.Condition, "conditionRef", "AlertCondition", document => document.Condition);
        var targets = policy?.Targets.Select(BindTarget).ToArray();
        if (policy is null || condition is null || targets!.Contains(null))
            return null;
        var tier = BurnRateTier.Of(condition.Severity, condition.Lookback, condition.Threshold, ConditionOf(part, policy, condition, [.. targets!.OfType<SloAlertTarget>()]));
        if (BurnRateAlerts.Impossible(tier, slo) is not { } reason)
            return tier;
        if (part.Inline is not null && policy.Condition.Inline is not null)
            condition.Map.Reject(KeyOf(reason), reason);
        else
            part.Map.Reject(part.Ref is null ? "spec" : "alertPolicyRef", $"its condition does not fit the objective '{slo.Name}': {reason}");
        return null;
    }

    private static BurnRateCondition ConditionOf(
        OpenSloPart<OpenSloAlertPolicy> part, OpenSloAlertPolicy policy, OpenSloCondition condition, IReadOnlyList<SloAlertTarget> targets) =>
        new(part.Ref ?? part.Name!, condition.Comparison, condition.AlertAfter)
        {
            TellsBreach = policy.TellsBreach,
            TellsEnd = policy.TellsEnd,
            TellsNoData = policy.TellsNoData,
            Targets = targets,
        };

    private SloAlertTarget? BindTarget(OpenSloPart<OpenSloTarget> part)
    {
        var target = part.Inline ?? Find(part, "targetRef", "AlertNotificationTarget", document => document.Target);
        return target is null ? null : new SloAlertTarget(part.Ref ?? part.Name!, target.Target);
    }

    private T? Find<T>(OpenSloPart<T> part, string reference, string kind, Func<OpenSloDocument, T?> read)
        where T : class
    {
        var found = documents.FirstOrDefault(document => document.Kind == kind && document.Name == part.Ref && document.IsSound);
        if (found is null)
            part.Map.Reject(reference, $"there is no sound {kind} '{part.Ref}'");
        return found is null ? null : read(found);
    }

    // A reason that is not about the threshold starts with the key that it is about.
    private static string KeyOf(string reason) =>
        Array.Find(OtherKeys, key => reason.StartsWith(key, StringComparison.Ordinal)) ?? "threshold";
}
