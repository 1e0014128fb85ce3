using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>The <c>spec</c> of a document of kind SLO.</summary>
internal sealed record OpenSloSpec(YamlMap Map, OpenSloMetadata Metadata, OpenSloPolicies Policies)
{
    public string? Description { get; private init; }

    public string? Service { get; private init; }

    public SloWindow? Window { get; private init; }

    public BudgetingMethod? Method { get; private init; }

    public OpenSloIndicator? Indicator { get; private init; }

    public string? IndicatorRef { get; private init; }

    public IReadOnlyList<OpenSloObjective> Objectives { get; private init; } = [];

    public IReadOnlyList<OpenSloPart<OpenSloAlertPolicy>> AlertPolicies { get; private init; } = [];

    /// <summary>Gets whether every objective has an indicator of its own.</summary>
    public bool IsComposite { get; private init; }

    /// <summary>Reads the spec; null parts have errors.</summary>
    public static OpenSloSpec Read(YamlMap map, OpenSloMetadata metadata, bool allowsFullTarget)
    {
        var method = map.RequiredOneOf("budgetingMethod", Enum.GetNames<BudgetingMethod>()) is { } name
            ? Enum.Parse<BudgetingMethod>(name)
            : (BudgetingMethod?)null;
        var objectives = map.RequiredMaps("objectives").Select(item => OpenSloObjective.Read(item, method, allowsFullTarget)).ToArray();
        var spec = new OpenSloSpec(map, metadata, OpenSloPolicies.Read(metadata))
        {
            Description = OpenSloParts.Description(map),
            Service = map.RequiredString("service"),
            Window = OpenSloWindow.Read(map),
            Method = method,
            Indicator = OpenSloIndicator.ReadInline(map),
            IndicatorRef = map.OptionalName("indicatorRef"),
            Objectives = objectives,
            AlertPolicies = OpenSloAlertPolicy.ReadAll(map),
            IsComposite = objectives.Any(objective => objective.IsMember),
        };
        map.RejectUnknownKeys();
        spec.CheckIndicators();
        return spec;
    }

    private void CheckIndicators()
    {
        var (isInline, isReferred) = (Map.Has("indicator"), Map.Has("indicatorRef"));
        if (isInline && isReferred)
            Map.Reject("indicatorRef", "must have either indicator or indicatorRef");
        if (IsComposite && (isInline || isReferred))
            Map.Reject(isInline ? "indicator" : "indicatorRef", "must stand either in spec or in every objective of a composite, not in both");
        if (!IsComposite && !isInline && !isReferred)
            Map.Reject("indicator", "missing: there must be an indicator or indicatorRef, in spec or in every objective of a composite");
        foreach (var objective in Objectives.Where(objective => IsComposite && !objective.IsMember))
            objective.Map.Reject("indicator", "missing: every objective of a composite needs an indicator or indicatorRef");
        if (Indicator is { Part.Key: "thresholdMetric" } && Objectives.Count > 1)
            Map.Reject("objectives", "must have exactly one item with a thresholdMetric; write an SLO for each");
        foreach (var objective in Objectives)
        {
            if ((IsComposite ? objective.Indicator : Indicator) is { } indicator)
                objective.CheckAgainst(indicator);
        }
    }
}
