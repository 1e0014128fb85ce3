namespace Reliability.Core.Slo.Reports;

/// <summary>What a report tells of an objective besides its status.</summary>
public sealed record SloReportDetail
{
    /// <summary>Gets the name of the objective for people; null when its document has none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets what it is about; null when its document does not say.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the last days, the oldest first; a day that was not recorded is left out.</summary>
    public IReadOnlyList<SloDay> Days { get; init; } = [];

    /// <summary>Gets the hours of the window that spent most of the budget, the worst first.</summary>
    public IReadOnlyList<DrainedHour> WorstHours { get; init; } = [];

    /// <summary>Gets when days and hours were computed; null when they were not yet.</summary>
    public DateTimeOffset? ComputedAt { get; init; }
}
