namespace Reliability.Core.Slo;

/// <summary>Judges an objective by what was counted.</summary>
public static class SloEvaluator
{
    // A burn window starts inside a point, which is then left out: at most this part of the window goes missing.
    private const int LeastPointsPerWindow = 4;

    /// <summary>Evaluates an objective of budgeting method Occurrences: good over valid events of the window.</summary>
    /// <param name="slo">The objective; its first target counts.</param>
    /// <param name="points">What was counted: points that do not overlap, in any order; more than the window needs is allowed.</param>
    /// <param name="now">The instant of the evaluation.</param>
    /// <param name="policy">By which numbers it is judged.</param>
    public static SloStatus Evaluate(
        ServiceLevelObjective slo, IReadOnlyList<SliPoint> points, DateTimeOffset now, SloPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(slo);
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(policy);
        var objective = slo.Objectives[0].Target;
        var (start, end) = slo.Window.At(now);
        var counts = Counts.Between(points, start, end);
        var budget = ErrorBudget.FromCounts(counts.Good, counts.Total, objective, slo.Window.Duration);
        return new SloStatus
        {
            Name = slo.Name,
            Service = slo.Service,
            Objective = objective,
            Window = slo.Window.Duration,
            WindowStart = start,
            WindowEnd = end,
            BudgetingMethod = slo.BudgetingMethod,
            Good = counts.Good,
            Total = counts.Total,
            Sli = counts.Total == 0 ? null : (decimal)counts.Good / counts.Total,
            ErrorBudget = budget,
            BurnRates =
            [
                .. policy.BurnRateWindows
                    .Where(window => window <= slo.Window.Duration)
                    .Select(window => new SloBurnRate(window, RateOver(window, points, now, objective)?.Value)),
            ],
            Status = policy.Judge(budget),
            NoData = counts.Total == 0,
        };
    }

    /// <summary>Computes a burn rate, or null when a point is too long to tell what fell into the window.</summary>
    private static BurnRate? RateOver(TimeSpan window, IReadOnlyList<SliPoint> points, DateTimeOffset now, decimal objective)
    {
        var from = now - window;
        var isTooCoarse = points.Any(point =>
            point.Start < now && point.Start + point.Duration > from && point.Duration * LeastPointsPerWindow > window);
        var counts = Counts.Between(points, from, now);
        return isTooCoarse ? null : BurnRate.FromCounts(counts.Good, counts.Total, objective);
    }
}
