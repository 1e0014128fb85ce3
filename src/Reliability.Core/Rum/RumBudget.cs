namespace Reliability.Core.Rum;

/// <summary>The largest acceptable 75th percentile of a metric, for a whole site or a part of it.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="P75">Above 0; milliseconds, dimensionless for <see cref="VitalMetric.CLS"/>.</param>
public sealed record RumBudget(VitalMetric Metric, decimal P75)
{
    /// <summary>Gets the budgets of a site that states none: the limits of "good" at web.dev/articles/vitals.</summary>
    public static IReadOnlyList<RumBudget> Defaults { get; } =
    [
        new(VitalMetric.LCP, 2500m),
        new(VitalMetric.INP, 200m),
        new(VitalMetric.CLS, 0.1m),
        new(VitalMetric.FCP, 1800m),
        new(VitalMetric.TTFB, 800m),
        new(VitalMetric.FID, 100m),
    ];

    /// <summary>Gets the only page it is for; null for all.</summary>
    public string? Page { get; init; }

    /// <summary>Gets the only device class it is for, by its name in <see cref="DimensionNames"/>; null for all.</summary>
    public string? Device { get; init; }

    /// <summary>Gets the only connection type it is for, by its name in <see cref="DimensionNames"/>; null for all.</summary>
    public string? Connection { get; init; }

    /// <summary>Gets the only release it is for; null for all.</summary>
    public string? Release { get; init; }

    /// <summary>Gets whether it is for all pages, devices, connections and releases.</summary>
    public bool IsForWholeSite => Page is null && Device is null && Connection is null && Release is null;

    /// <summary>Tells whether the budget is for samples with these dimensions.</summary>
    public bool Covers(VitalDimensions dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        return (Page is null || Page == dimensions.Page)
            && (Device is null || Device == dimensions.Device.Name())
            && (Connection is null || Connection == dimensions.Connection.Name())
            && (Release is null || Release == dimensions.Release);
    }

    /// <summary>Adds the default of every metric for which no whole-site budget is stated.</summary>
    /// <param name="stated">The budgets of a site's configuration; may be empty.</param>
    public static IReadOnlyList<RumBudget> WithDefaults(IReadOnlyList<RumBudget> stated)
    {
        ArgumentNullException.ThrowIfNull(stated);
        var covered = stated.Where(budget => budget.IsForWholeSite).Select(budget => budget.Metric).ToHashSet();
        return [.. stated, .. Defaults.Where(budget => !covered.Contains(budget.Metric))];
    }
}
