using System.ComponentModel.DataAnnotations;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>Bounds of counting.</summary>
public sealed class RumCountingOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string Section = "Reliability:RumCounting";

    /// <summary>Gets the most reports remembered, so that a later one of the same measurement replaces them; the oldest are forgotten first.</summary>
    /// <value>10,000 to 20,000,000; default 1,000,000, about 100 MB. The same in all processes.</value>
    [Range(10_000, 20_000_000)] public int MaxRecentReports { get; init; } = 1_000_000;
}
