using System.ComponentModel.DataAnnotations;

namespace Reliability.Functions.Slo;

/// <summary>What is kept of objectives.</summary>
public sealed class SloHistoryOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Reliability:SloHistory";

    /// <summary>Gets or sets for how many days the days of objectives are kept, and corrections after their end.</summary>
    /// <value>35 to 3,660; default 400.</value>
    [Range(35, 3_660)]
    public int RetentionDays { get; set; } = 400;

    /// <summary>Gets or sets how often days and worst hours are computed, in minutes.</summary>
    /// <value>1 to 60; default 15.</value>
    [Range(1, 60)]
    public int RecordEveryMinutes { get; set; } = 15;

    /// <summary>Gets or sets how many transactions one run of deletion makes at most, each of up to 100 rows.</summary>
    /// <value>1 to 1,000,000; default 20,000.</value>
    [Range(1, 1_000_000)]
    public int MaxTransactions { get; set; } = 20_000;
}

/// <summary>Which corrections are taken.</summary>
public sealed class SloCorrectionOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Reliability:SloCorrections";

    /// <summary>Gets or sets how many corrections an objective has at most, revoked ones included.</summary>
    /// <value>1 to 1,000; default 200.</value>
    [Range(1, 1_000)]
    public int MaxPerObjective { get; set; } = 200;

    /// <summary>Gets or sets how long a correction is at most, in days.</summary>
    /// <value>1 to 366; default 31.</value>
    [Range(1, 366)]
    public int MaxDays { get; set; } = 31;
}
