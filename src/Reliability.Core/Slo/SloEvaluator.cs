namespace Reliability.Core.Slo;

/// <summary>Judges an objective by what was counted. All numbers are decimals: what is exact on paper is exact here.</summary>
public static class SloEvaluator
{
    /// <summary>Returns from when on an evaluation needs points: the start of the window, or of the longest burn rate.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="now">The instant of the evaluation.</param>
    /// <param name="policy">By which numbers it is judged.</param>
    public static DateTimeOffset NeedsFrom(ServiceLevelObjective slo, DateTimeOffset now, SloPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(slo);
        ArgumentNullException.ThrowIfNull(policy);
        return SloTimes.Of(slo, now, policy).PointsFrom;
    }

    /// <summary>Evaluates an objective.</summary>
    /// <param name="slo">The objective, without <see cref="SloRules"/> broken.</param>
    /// <param name="observed">What was counted: a series for every member.</param>
    /// <param name="now">The instant of the evaluation.</param>
    /// <param name="policy">By which numbers it is judged.</param>
    public static SloStatus Evaluate(
        ServiceLevelObjective slo, SloObservations observed, DateTimeOffset now, SloPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(slo);
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfNotEqual(observed.Members.Count, slo.Members.Count, nameof(observed));
        var times = SloTimes.Of(slo, now, policy);
        var corrections = new CorrectionCalendar(observed.Corrections);
        return Judge(times, new CountedPoints(times, observed, corrections), corrections, policy);
    }

    /// <summary>Judges an objective by what was counted, in whatever way.</summary>
    internal static SloStatus Judge(SloTimes times, ICountedEvents counted, CorrectionCalendar corrections, SloPolicy policy)
    {
        var (slo, ledger) = (times.Slo, new SloLedger(times, counted, corrections));
        var rates = times.BurnWindows.ToDictionary(window => window, window => RateOver(ledger, window, slo.Target));
        var (sum, errorRate) = (ledger.Sum(), ledger.ErrorRate());
        var budget = BudgetOf(times, ledger, sum, errorRate);
        return new SloStatus
        {
            Name = slo.Name,
            Service = slo.Service,
            Objective = slo.Target,
            Window = slo.Window.Duration,
            WindowStart = times.Period.Start,
            WindowEnd = times.Period.End,
            BudgetingMethod = slo.BudgetingMethod,
            Good = sum.Good,
            Total = sum.Total,
            Sli = 1m - (errorRate > 1m ? 1m : errorRate),
            ErrorBudget = budget,
            BurnRates = [.. rates.Select(rate => new SloBurnRate(rate.Key, rate.Value))],
            Alerts = BurnRateAlerts.Judge(slo, window => rates[window], ledger.IsTooCoarseFor),
            Absence = SloAbsence.Judge(times, counted.Lasts()),
            Status = policy.Judge(budget),
            NoData = errorRate is null,
            EvaluatedAt = times.Now,
        };
    }

    private static ErrorBudget BudgetOf(SloTimes times, SloLedger ledger, Tally sum, decimal? errorRate)
    {
        // A composite weighs its members, and too few events are judged by a policy: then the error rate says what was consumed.
        var isAsCounted = errorRate is null || (sum.Total > 0m && errorRate == sum.Bad / sum.Total);
        var consumed = isAsCounted ? sum.Bad : errorRate!.Value * sum.Total;
        return ErrorBudget.From(
            sum.Total, consumed, errorRate, times.Slo.Target, ledger.LengthOf(times.Period.Start, times.Period.End));
    }

    private static decimal? RateOver(SloLedger ledger, TimeSpan window, decimal target) =>
        ledger.ErrorRateOver(window) is { } errorRate ? BurnRate.FromErrorRate(errorRate, target).Value : null;
}
