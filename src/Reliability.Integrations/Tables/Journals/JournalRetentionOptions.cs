using System.ComponentModel.DataAnnotations;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>How long a journal keeps what its reader has done with.</summary>
public sealed class JournalRetentionOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string Section = "Reliability:JournalRetention";

    /// <summary>Gets the age, since it was opened, at which a closed partition is deleted, in days.</summary>
    /// <value>1 to 90; default 7. Partitions that were not read to their end are kept, however old.</value>
    [Range(1, 90)] public int RetentionDays { get; init; } = 7;

    /// <summary>Gets the most transactions of one run; each deletes up to 100 batches. What is left waits for the next run.</summary>
    /// <value>1 to 1,000,000; default 20,000, a few minutes of work.</value>
    [Range(1, 1_000_000)] public int MaxTransactions { get; init; } = 20_000;
}
