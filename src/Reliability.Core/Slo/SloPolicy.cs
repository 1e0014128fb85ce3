namespace Reliability.Core.Slo;

/// <summary>The numbers by which all objectives are judged.</summary>
/// <remarks>One set for all: the SRE Workbook advises against tuning each objective by itself.</remarks>
public sealed record SloPolicy
{
    /// <summary>Gets the share of the budget below which an objective is at risk.</summary>
    /// <value>0 to 1, not below <see cref="CriticalBelow"/>; default 0.20.</value>
    public decimal AtRiskBelow { get; init; } = 0.20m;

    /// <summary>Gets the share of the budget below which an objective is critical.</summary>
    /// <value>0 to 1; default 0.05.</value>
    public decimal CriticalBelow { get; init; } = 0.05m;

    /// <summary>Gets the windows of the burn rates, from short to long.</summary>
    /// <value>Default 1 h, 6 h, 1 d, 3 d: the long windows of the SRE Workbook, table 5-8.</value>
    public IReadOnlyList<TimeSpan> BurnRateWindows { get; init; } =
        [TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(3)];

    /// <summary>Tells what follows from a budget.</summary>
    /// <param name="budget">The budget; one without a rest has no data.</param>
    public SloHealth Judge(ErrorBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return budget.RemainingPercent switch
        {
            null => SloHealth.NoData,
            < 0m => SloHealth.Violated,
            { } left when left < CriticalBelow * 100m => SloHealth.Critical,
            { } left when left < AtRiskBelow * 100m => SloHealth.AtRisk,
            _ => SloHealth.Healthy,
        };
    }
}
