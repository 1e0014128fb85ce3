namespace Reliability.Core.Slo;

/// <summary>How an objective spends its budget, by the names of OpenSLO v1.</summary>
public enum BudgetingMethod
{
    /// <summary>Every event counts the same: good events over all events.</summary>
    Occurrences,

    /// <summary>Every slice of time counts the same, and is good or bad by its share of good events: good slices over all slices.</summary>
    Timeslices,

    /// <summary>Every slice of time counts the same, with its share of good events: the mean of these shares.</summary>
    RatioTimeslices,
}
