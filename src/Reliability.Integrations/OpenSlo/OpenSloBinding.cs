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

    private readonly OpenSloAlertBinding _alerts = new(documents);

    /// <summary>Makes the objectives of a document: one, or one for each of several that share an indicator; none after an error.</summary>
    /// <param name="spec">The spec of a sound document.</param>
    public IReadOnlyList<ServiceLevelObjective> Bind(OpenSloSpec spec)
    {
        var before = spec.Map.Errors.Count;
        var sliceWindows = spec.Objectives.Select(objective => objective.SliceWindow).Distinct().ToArray();
        if (spec.IsComposite && spec.Method != BudgetingMethod.Occurrences && sliceWindows.Length > 1)
            spec.Map.Reject("objectives", "all objectives of a composite must have the same timeSliceWindow");
        if (spec.Policies.BurnRates != OpenSloPolicies.NoBurnRates && !policies.ContainsKey(spec.Policies.BurnRates))
            spec.Metadata.Map.Reject("annotations", $"there is no burn-rate policy '{spec.Policies.BurnRates}'; there are {string.Join(", ", policies.Keys.Append(OpenSloPolicies.NoBurnRates))}");
        // What is wrong with an indicator that several objectives share is told once.
        var members = new List<SloMember?>();
        foreach (var objective in spec.Objectives.TakeWhile(_ => spec.IsComposite || !members.Contains(null)))
            members.Add(BindMember(spec, objective));
        if (spec.Map.Errors.Count > before || members.Contains(null))
            return [];
        var slos = spec.IsComposite
            ? [Build(spec, spec.Metadata.Name!, spec.Metadata.DisplayName, spec.Objectives[0].SliceWindow, [.. members.OfType<SloMember>()])]
            : Each(spec, [.. members.OfType<SloMember>()]);
        foreach (var message in slos.SelectMany(SloRules.Broken).Distinct())
            spec.Map.Reject("objectives", message);
        return spec.Map.Errors.Count > before ? [] : WithAlerts(spec, slos);
    }

    // What is wrong with alerts may be an error of another file. Of several objectives, the first that they do not fit is told.
    private ServiceLevelObjective[] WithAlerts(OpenSloSpec spec, IReadOnlyList<ServiceLevelObjective> slos)
    {
        var tiers = policies.GetValueOrDefault(spec.Policies.BurnRates)?.For(spec.Window!.Duration.Nominal, spec.Policies.Scaling) ?? [];
        var bound = new List<ServiceLevelObjective>();
        foreach (var slo in slos)
        {
            if (_alerts.Bind(spec, slo) is not { } own)
                return [];
            bound.Add(slo with { Alerts = [.. tiers, .. own] });
        }

        return [.. bound];
    }

    private static ServiceLevelObjective[] Each(OpenSloSpec spec, IReadOnlyList<SloMember> members)
    {
        var names = OpenSloNames.Of(spec.Metadata.Name!, [.. members.Select(member => member.DisplayName)]);
        string? DisplayNameOf(SloMember member) =>
            members.Count == 1 || member.DisplayName is null ? spec.Metadata.DisplayName : $"{spec.Metadata.DisplayName ?? spec.Metadata.Name}: {member.DisplayName}";
        return [.. members.Select((member, index) => Build(spec, names[index], DisplayNameOf(member), spec.Objectives[index].SliceWindow, [member]))];
    }

    private static ServiceLevelObjective Build(
        OpenSloSpec spec, string name, string? displayName, TimeSpan? sliceWindow, IReadOnlyList<SloMember> members) => new()
        {
            Name = name,
            DisplayName = displayName,
            Description = spec.Description,
            Service = spec.Service!,
            Window = spec.Window!,
            BudgetingMethod = spec.Method!.Value,
            Members = members,
            SliceWindow = spec.Method == BudgetingMethod.Occurrences ? null : sliceWindow,
            NoData = spec.Policies.NoData,
            LowTraffic = spec.Policies.LowTraffic,
            Annotations = spec.Metadata.Annotations,
        };

    private SloMember? BindMember(OpenSloSpec spec, OpenSloObjective objective)
    {
        var (owner, inline, reference) = spec.IsComposite
            ? (objective.Map, objective.Indicator, objective.IndicatorRef)
            : (spec.Map, spec.Indicator, spec.IndicatorRef);
        var indicator = inline ?? Find(owner, reference);
        if (indicator is null)
            return null;
        objective.CheckAgainst(indicator);
        if (!spec.IsComposite && spec.Objectives.Count > 1 && indicator.Part?.Key == "thresholdMetric" && objective == spec.Objectives[0])
            spec.Map.Reject("objectives", "must have exactly one item with a thresholdMetric; write an SLO for each");
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
