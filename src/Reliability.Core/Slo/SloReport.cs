using Reliability.Core.Slo.Reports;

namespace Reliability.Core.Slo;

/// <summary>Where all objectives stand.</summary>
/// <param name="GeneratedAt">When the report was made.</param>
/// <param name="Slos">The latest status of every objective, the one with the least budget left first.</param>
public sealed record SloReport(DateTimeOffset GeneratedAt, IReadOnlyList<SloStatus> Slos)
{
    /// <summary>Gets how many objectives there are.</summary>
    public int Total => Slos.Count;

    /// <summary>Gets what else is told of an objective, by its name; one may be missing.</summary>
    public IReadOnlyDictionary<string, SloReportDetail> Details { get; init; } = new Dictionary<string, SloReportDetail>();

    /// <summary>Gets how many are met: all but the violated and the stale ones and those without data.</summary>
    public int Compliant => Total - Violated - NoData - Stale;

    /// <summary>Gets how many are met with little budget left.</summary>
    public int AtRisk => CountOf(SloHealth.AtRisk);

    /// <summary>Gets how many are met with hardly any budget left.</summary>
    public int Critical => CountOf(SloHealth.Critical);

    /// <summary>Gets how many are not met.</summary>
    public int Violated => CountOf(SloHealth.Violated);

    /// <summary>Gets how many have no events.</summary>
    public int NoData => CountOf(SloHealth.NoData);

    /// <summary>Gets how many are too old to be believed, whatever they say; no other number counts them.</summary>
    public int Stale => Slos.Count(status => status.IsStale(GeneratedAt));

    /// <summary>Makes a report: the objectives that need attention come first, those without data last.</summary>
    /// <param name="statuses">The latest statuses, in any order; may be empty.</param>
    /// <param name="now">When the report is made.</param>
    public static SloReport From(IEnumerable<SloStatus> statuses, DateTimeOffset now) => new(
        now,
        [
            .. statuses
                .OrderBy(status => status.ErrorBudget.RemainingPercent ?? decimal.MaxValue)
                .ThenBy(status => status.Name, StringComparer.Ordinal),
        ]);

    private int CountOf(SloHealth health) => Slos.Count(status => status.Status == health && !status.IsStale(GeneratedAt));
}
