using System.ComponentModel.DataAnnotations;

namespace Reliability.Integrations.Tables.Rum.Signals;

/// <summary>Bounds and retention of sessions, errors, funnels and business metrics.</summary>
public sealed class RumSignalOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string Section = "Reliability:RumSignals";

    /// <summary>Gets the most sessions of one site and day that are kept.</summary>
    /// <value>1 to 1,000,000; default 20,000. A quarter may come at once, the rest as the day goes on. What is beyond is estimated as <c>sessionsNotKept</c>.</value>
    [Range(1, 1_000_000)] public int MaxSessionsPerDay { get; init; } = 20_000;

    /// <summary>Gets the age at which a day's sessions and totals are deleted, in days.</summary>
    /// <value>2 to 730; default 90.</value>
    [Range(2, 730)] public int RetentionDays { get; init; } = 90;

    /// <summary>Gets the most transactions of one run of retention; each deletes up to 100 rows. What is left waits for the next run.</summary>
    /// <value>1 to 1,000,000; default 20,000.</value>
    [Range(1, 1_000_000)] public int MaxTransactions { get; init; } = 20_000;
}
