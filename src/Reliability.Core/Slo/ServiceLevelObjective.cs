namespace Reliability.Core.Slo;

/// <summary>A promise about a service, as one OpenSLO v1 document states it.</summary>
public sealed record ServiceLevelObjective
{
    /// <summary>Gets the name: an RFC 1123 label, unique among objectives.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the name for people; null when the document has none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets what it is about; null when the document does not say.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the service it is about.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the time over which the budget is given.</summary>
    public required SloWindow Window { get; init; }

    /// <summary>Gets how the budget is spent.</summary>
    public required BudgetingMethod BudgetingMethod { get; init; }

    /// <summary>Gets what is promised: one member, or several of a composite.</summary>
    public required IReadOnlyList<SloMember> Members { get; init; }

    /// <summary>Gets the length of a slice: above 0; null for <see cref="BudgetingMethod.Occurrences"/>.</summary>
    public TimeSpan? SliceWindow { get; init; }

    /// <summary>Gets what a stretch of time without events means.</summary>
    public NoDataPolicy NoData { get; init; }

    /// <summary>Gets what keeps a few events from raising an alert.</summary>
    public LowTrafficPolicy LowTraffic { get; init; } = new LowTrafficPolicy.None();

    /// <summary>Gets the burn rates that raise an alert, for this objective's window.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<BurnRateTier> Alerts { get; init; } = [];

    /// <summary>Gets the annotations of the document, such as <c>reliability/alert-service</c>; default none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the target; of a composite the strictest, so that it burns at least as fast as any member.</summary>
    public decimal Target => Members.Max(member => member.Target);
}
