using System.ComponentModel.DataAnnotations;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>How long cells of web vitals are kept.</summary>
public sealed class RumRetentionOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string Section = "Reliability:RumRetention";

    /// <summary>Gets the age at which the cells and labels of a day are deleted, in months.</summary>
    /// <value>1 to 60; default 13: a year, and the month to compare with.</value>
    [Range(1, 60)] public int CellMonths { get; init; } = 13;

    /// <summary>Gets the most transactions of one run; each deletes up to 100 cells. What is left waits for the next run.</summary>
    /// <value>1 to 1,000,000; default 20,000, a few minutes of work.</value>
    [Range(1, 1_000_000)] public int MaxTransactions { get; init; } = 20_000;
}
