namespace Reliability.Core.Slo;

/// <summary>One indicator and its target: an objective has one, a composite objective several.</summary>
public sealed record SloMember
{
    /// <summary>Gets the name of the indicator; unique among the members, empty when an only member has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets the name for people; null when the document has none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets what is counted.</summary>
    public required SloIndicator Indicator { get; init; }

    /// <summary>Gets the share of good events or slices that is promised.</summary>
    /// <value>0 to 1: 0.999, not 99.9. OpenSLO files end below 1; a target of 1 has no budget at all.</value>
    public required decimal Target { get; init; }

    /// <summary>Gets the share of good events from which on a slice is good.</summary>
    /// <value>Above 0, up to 1; only <see cref="BudgetingMethod.Timeslices"/> uses it. Default 1.</value>
    public decimal SliceTarget { get; init; } = 1m;

    /// <summary>Gets by how much the member's burn counts in a composite.</summary>
    /// <value>Above 0; default 1. <see cref="BudgetingMethod.Timeslices"/> does not use it: a slice is bad when any member's is.</value>
    public decimal Weight { get; init; } = 1m;
}
