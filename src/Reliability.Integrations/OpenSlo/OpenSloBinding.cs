using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>Makes objectives of documents: follows their references, and refuses what cannot be evaluated.</summary>
/// <param name="documents">All documents that references may name.</param>
/// <param name="policies">The burn-rate policies by name.</param>
/// <param name="bindIndicator">Makes an indicator of what a document says, or null after an error, for one of the objectives.</param>
internal sealed class OpenSloBinding(
    IReadOnlyList<OpenSloDocument> documents,
    IReadOnlyDictionary<string, BurnRatePolicy> policies,
    Func<OpenSloIndicator, OpenSloObjective, SloIndicator?> bindIndicator)
{
    /// <summary>Gets whether a reference may name an SLI that is not there: its counts come with the question.</summary>
    public bool AllowsUnknownIndicators { get; init; }

    /// <summary>Makes an objective; null after an error.</summary>
    /// <param name="spec">The spec of a sound document.</param>
    public ServiceLevelObjective? Bind(OpenSloSpec spec)
    {
        var before = spec.Map.Errors.Count;
        if (spec.Map.OptionalMaps("alertPolicies").Count > 0)
            spec.Map.Reject("alertPolicies", "alert policies are not supported yet; alerts are those of the annotation reliability/burn-rate-policy");
        if (!spec.IsComposite && spec.Objectives.Count > 1)
            spec.Map.Reject("objectives", "more than one objective for one indicator is not supported yet; write a document for each");
        var sliceWindows = spec.Objectives.Select(objective => objective.SliceWindow).Distinct().ToArray();
        if (spec.Method != BudgetingMethod.Occurrences && sliceWindows.Length > 1)
            spec.Map.Reject("objectives", "all objectives of a composite must have the same timeSliceWindow");
        var members = spec.Objectives.Select(objective => BindMember(spec, objective)).ToArray();
        if (spec.Map.Errors.Count > before || members.Contains(null))
            return null;
        var slo = Build(spec, [.. members.OfType<SloMember>()]);
        foreach (var message in SloRules.Broken(slo))
            spec.Map.Reject("objectives", message);
        return spec.Map.Errors.Count > before ? null : slo;
    }

    private ServiceLevelObjective Build(OpenSloSpec spec, IReadOnlyList<SloMember> members)
    {
        var alerts = policies.TryGetValue(spec.Policies.BurnRates, out var policy)
            ? policy.For(spec.Window!.Duration.Nominal, spec.Policies.Scaling)
            : [];
        if (policy is null)
            spec.Metadata.Map.Reject("annotations", $"there is no burn-rate policy '{spec.Policies.BurnRates}'; there are {string.Join(", ", policies.Keys)}");
        return new ServiceLevelObjective
        {
            Name = spec.Metadata.Name!,
            DisplayName = spec.Metadata.DisplayName,
            Description = spec.Description,
            Service = spec.Service!,
            Window = spec.Window!,
            BudgetingMethod = spec.Method!.Value,
            Members = members,
            SliceWindow = spec.Method == BudgetingMethod.Occurrences ? null : spec.Objectives[0].SliceWindow,
            NoData = spec.Policies.NoData,
            LowTraffic = spec.Policies.LowTraffic,
            Alerts = alerts,
            Annotations = spec.Metadata.Annotations,
        };
    }

    private SloMember? BindMember(OpenSloSpec spec, OpenSloObjective objective)
    {
        var (owner, inline, reference) = spec.IsComposite
            ? (objective.Map, objective.Indicator, objective.IndicatorRef)
            : (spec.Map, spec.Indicator, spec.IndicatorRef);
        var indicator = inline ?? Find(owner, reference);
        if (indicator is null)
            return null;
        objective.CheckAgainst(indicator);
        var name = indicator.Name ?? objective.DisplayName ?? "";
        if (spec.IsComposite && name.Length == 0)
            objective.Map.Reject("indicator", "an indicator of a composite needs a name, in its metadata");
        if (bindIndicator(indicator, objective) is not { } bound)
            return null;
        return new SloMember
        {
            Name = name,
            DisplayName = objective.DisplayName,
            Indicator = bound,
            Target = objective.Target!.Value,
            SliceTarget = objective.SliceTarget ?? 1m,
            Weight = spec.IsComposite ? objective.Weight : 1m,
        };
    }

    private OpenSloIndicator? Find(YamlMap owner, string? reference)
    {
        var found = documents.FirstOrDefault(document => document.Kind == "SLI" && document.Name == reference && document.IsSound)?.Sli;
        if (found is null && AllowsUnknownIndicators)
            return new OpenSloIndicator(reference, owner, null, null);
        if (found is null)
            owner.Reject("indicatorRef", $"there is no sound SLI '{reference}'");
        return found;
    }
}
