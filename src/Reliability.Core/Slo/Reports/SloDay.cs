namespace Reliability.Core.Slo.Reports;

/// <summary>How an objective was kept on one day, UTC.</summary>
public sealed record SloDay
{
    /// <summary>Gets the day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Gets the good events, or slices, of the day.</summary>
    public required decimal Good { get; init; }

    /// <summary>Gets the valid events, or slices, of the day.</summary>
    public required decimal Total { get; init; }

    /// <summary>Gets good over total, of a composite by weight; null for a day without events that count.</summary>
    public required decimal? Sli { get; init; }

    /// <summary>Gets the target at that time: 0 to 1.</summary>
    public required decimal Objective { get; init; }

    /// <summary>Gets the share of the day's own budget that is left, in percent: negative on a day that was worse than the target; null without data.</summary>
    public required decimal? RemainingPercent { get; init; }

    /// <summary>Gets whether all of the day had passed when it was recorded.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Gets which corrections it was judged with, as <see cref="Maintenance.CorrectionBook.VersionOf"/> names them.</summary>
    public required string CorrectionsVersion { get; init; }

    /// <summary>Gets since when it has been judged with them.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Gets when it was recorded last.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Gets whether the day was at least as good as the target; null without data.</summary>
    public bool? IsMet => Sli is null ? null : Sli >= Objective;
}
