namespace Reliability.Core.Rum;

/// <summary>The answer to a <see cref="VitalsQuery"/>.</summary>
/// <param name="Metric">Name of the vital.</param>
/// <param name="From">Start, UTC, on the hour.</param>
/// <param name="To">End, UTC, on the hour; not included.</param>
/// <param name="Groups">One per combination found, those with most samples first.</param>
public sealed record VitalsReport(string Metric, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<VitalsGroup> Groups)
{
    /// <summary>The most groups told; those with the fewest samples are left out.</summary>
    public const int MaxGroups = 1_000;

    /// <summary>Builds a report.</summary>
    /// <param name="groups">The sums of what is asked.</param>
    /// <param name="budgets">The site's budgets.</param>
    public static VitalsReport Build(VitalGroups groups, IReadOnlyList<RumBudget> budgets)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var query = groups.Query;
        var told = groups.Groups.Take(MaxGroups).Select(group => VitalsGroup.Of(query, group.Key, group.Cell, budgets));
        return new VitalsReport(query.Metric.ToString(), query.From, query.To, [.. told]);
    }
}

/// <summary>What is known of one group of samples. Times are in milliseconds; CLS has no unit.</summary>
/// <remarks>Percentiles are within 1 % and then rounded: to 0.1 ms, and to 0.0001 for CLS.</remarks>
/// <param name="Key">Dimensions and values the group is known by.</param>
/// <param name="Count">Number of samples.</param>
/// <param name="P50">Median; null without samples.</param>
/// <param name="P75">75th percentile: what vitals are judged by.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="Good">Exact number of good values.</param>
/// <param name="NeedsImprovement">Exact number of values that need improvement.</param>
/// <param name="Poor">Exact number of poor values.</param>
/// <param name="Histogram">Share of good, needs-improvement and poor values, as the Chrome UX Report tells them.</param>
/// <param name="Budget">The most specific budget that holds for the whole group; null without one.</param>
/// <param name="WithinBudget">As in <see cref="VitalValue"/>; null without a budget.</param>
/// <param name="EstimatedCount">How many measurements the samples stand for: more than <paramref name="Count"/> when the site is sampled.</param>
public sealed record VitalsGroup(
    IReadOnlyDictionary<string, string> Key,
    long Count,
    double? P50,
    double? P75,
    double? P95,
    long Good,
    long NeedsImprovement,
    long Poor,
    IReadOnlyList<HistogramBin> Histogram,
    decimal? Budget,
    bool? WithinBudget,
    long EstimatedCount)
{
    internal static VitalsGroup Of(VitalsQuery query, IReadOnlyDictionary<string, string> key, VitalCell cell, IReadOnlyList<RumBudget> budgets)
    {
        var value = VitalValue.Of(query.Metric, cell, BudgetFor(query, key, budgets));
        return new VitalsGroup(
            key, value.Count, value.P50, value.P75, value.P95, value.Good, value.NeedsImprovement, value.Poor,
            HistogramBin.Of(query.Metric, cell), value.Budget, value.WithinBudget, value.EstimatedCount);
    }

    internal static decimal? BudgetFor(VitalsQuery query, IReadOnlyDictionary<string, string> key, IReadOnlyList<RumBudget> budgets)
    {
        var holding = budgets.Where(budget => budget.Metric == query.Metric && Scope(budget).All(part => part.Value is null || part.Value == query.Fixed(part.Name, key)));
        return holding.OrderByDescending(budget => Scope(budget).Count(part => part.Value is not null)).ThenBy(budget => budget.P75).FirstOrDefault()?.P75;
    }

    private static (string Name, string? Value)[] Scope(RumBudget budget) =>
        [("page", budget.Page), ("device", budget.Device), ("connection", budget.Connection), ("release", budget.Release)];
}

/// <summary>A range of values and the share of samples in it.</summary>
/// <param name="Start">Lower bound.</param>
/// <param name="End">Upper bound; null for none.</param>
/// <param name="Density">Share of the samples: 0 to 1, four decimals.</param>
public sealed record HistogramBin(double Start, double? End, double Density)
{
    internal static IReadOnlyList<HistogramBin> Of(VitalMetric metric, VitalCell cell)
    {
        var limits = VitalThresholds.For(metric);
        return
        [
            new(0, limits.Good, Share(cell.Good, cell.Count)),
            new(limits.Good, limits.NeedsImprovement, Share(cell.NeedsImprovement, cell.Count)),
            new(limits.NeedsImprovement, null, Share(cell.Poor, cell.Count)),
        ];
    }

    private static double Share(long part, long total) => total == 0 ? 0 : Math.Round((double)part / total, 4);
}
