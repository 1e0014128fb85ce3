using Reliability.Core.Slo.Forecasting;

namespace Reliability.Core.Slo;

/// <summary>Answers how much of a window was bad.</summary>
internal sealed class SloLedger
{
    private readonly SloTimes _times;
    private readonly CorrectionCalendar _corrections;
    private readonly SloUnits _budget;
    private readonly SloUnits _burn;
    private readonly decimal _divisor;

    /// <summary>Books what was counted.</summary>
    public SloLedger(SloTimes times, ICountedEvents counted, CorrectionCalendar corrections)
    {
        (_times, _corrections) = (times, corrections);
        _divisor = BurnRate.BudgetOf(times.Slo.Target);
        _budget = SlicePlan.ForBudget(times) is { } plan ? Sliced(counted, plan) : new SloUnits(counted.Events(), times.Now.UtcTicks);
        _burn = SlicePlan.ForSlots(times) is { } slots ? Sliced(counted, slots) : _budget;
    }

    /// <summary>Gets the start of what counts for the budget, in ticks.</summary>
    public long BudgetStart => _times.Slo.Window is RollingWindow
        ? _budget.AsOf - _times.Slo.Window.Duration.Nominal.Ticks
        : _times.Period.Start.UtcTicks;

    /// <summary>Returns the length of a stretch of time without what is excluded from it.</summary>
    public TimeSpan LengthOf(DateTimeOffset from, DateTimeOffset to) => to - from - _corrections.ExcludedIn(from, to);

    /// <summary>Adds up the whole window so far; a composite adds up its members.</summary>
    public Tally Sum() => _budget.Series
        .Select(units => units.Between(BudgetStart, _budget.AsOf))
        .Aggregate((one, other) => one.Plus(other));

    /// <summary>Returns the error rate of the whole window so far; null when not known.</summary>
    public decimal? ErrorRate() => Combine(index => RateOf(_budget.Series[index].Between(BudgetStart, _budget.AsOf), isSliced: IsSliced));

    /// <summary>Returns the error rate of a window up to now; null when not known.</summary>
    public decimal? ErrorRateOver(TimeSpan window) =>
        IsTooCoarseFor(window) ? null : Combine(index => _times.Slo.LowTraffic is LowTrafficPolicy.VolumeCorrected
            ? CorrectedRate(_burn.Series[index], window)
            : RateOf(_burn.Series[index].Between(_burn.AsOf - window.Ticks, _burn.AsOf), IsSliced || _burn != _budget));

    /// <summary>Tells whether the points are too long to tell what fell into a window.</summary>
    public bool IsTooCoarseFor(TimeSpan window) =>
        _burn.Series.Any(units => units.AreTooCoarseFor(_burn.AsOf - window.Ticks, window));

    /// <summary>Gets the end of what counts for the budget, in ticks.</summary>
    public long BudgetEnd => _budget.AsOf;

    /// <summary>Adds up stretches of time that follow each other; members of a composite count so that the whole window has its error rate.</summary>
    /// <param name="bounds">Where the stretches start, and where the last one ends: ticks, ascending, two or more.</param>
    public HourTally[] TalliesOf(IReadOnlyList<long> bounds)
    {
        var whole = _budget.Series.Select(units => (double)units.Between(BudgetStart, _budget.AsOf).Total).ToArray();
        var tallies = new HourTally[bounds.Count - 1];
        for (var index = 0; index < whole.Length; index++)
        {
            var factor = (double)FactorOf(index) * (whole[index] > 0 ? whole.Sum() / whole[index] : 1);
            for (var stretch = 0; stretch < tallies.Length; stretch++)
            {
                var tally = _budget.Series[index].Between(bounds[stretch], bounds[stretch + 1]);
                tallies[stretch] += new HourTally((double)tally.Bad * factor, (double)tally.Total);
            }
        }

        return tallies;
    }

    private bool IsSliced => _times.Slo.BudgetingMethod != BudgetingMethod.Occurrences;

    private SloUnits Sliced(ICountedEvents counted, SlicePlan plan)
    {
        var asOf = plan.Grid.Floor(_times.Now.UtcTicks);
        return new SloUnits(counted.Slices(plan, asOf), asOf);
    }

    // OpenSLO v1, "Notes (Composite SLO)": burn rates add up, missing shares add up to at most 1, and a slice that is bad for one is bad.
    private decimal? Combine(Func<int, MemberRate> rateOf)
    {
        var (sum, hasAny) = (0m, false);
        for (var index = 0; index < _budget.Series.Count; index++)
        {
            var rate = rateOf(index);
            if (!rate.IsKnown)
                return null;
            hasAny |= rate.ErrorRate is not null;
            sum += (rate.ErrorRate ?? 0m) * FactorOf(index);
        }

        return !hasAny ? null : IsSliced ? Math.Min(1m, sum) : sum;
    }

    private decimal FactorOf(int index)
    {
        if (_times.Slo.BudgetingMethod == BudgetingMethod.Timeslices)
            return 1m;
        var member = _times.Slo.Members[index];
        return IsSliced || member.Target == _times.Slo.Target
            ? member.Weight
            : member.Weight * _divisor / BurnRate.BudgetOf(member.Target);
    }

    private MemberRate CorrectedRate(IUnitSeries units, TimeSpan window)
    {
        var from = _times.Now - window;
        var usualFrom = from < _times.Period.Start ? from : _times.Period.Start;
        var (recent, usual) = (units.Between(from.UtcTicks, _burn.AsOf), units.Between(usualFrom.UtcTicks, _burn.AsOf));
        var length = LengthOf(from, _times.Now);
        if (recent.Total <= 0m || length <= TimeSpan.Zero)
            return RateOf(recent with { Good = 0m, Total = 0m }, isSliced: false);
        return new MemberRate(true, recent.Bad / usual.Total * LengthOf(usualFrom, _times.Now).Ticks / length.Ticks);
    }

    private MemberRate RateOf(Tally tally, bool isSliced)
    {
        var fewest = !isSliced && _times.Slo.LowTraffic is LowTrafficPolicy.MinEvents { Count: var count } ? count : 0;
        if (tally.HasGap)
            return MemberRate.Unknown;
        if (tally.Total > 0m && tally.Total >= fewest)
            return new MemberRate(true, tally.Bad / tally.Total);
        return _times.Slo.NoData switch
        {
            NoDataPolicy.Good => new MemberRate(true, 0m),
            NoDataPolicy.Bad => new MemberRate(true, 1m),
            NoDataPolicy.NoData => MemberRate.Unknown,
            _ => new MemberRate(true, null),
        };
    }

    /// <summary>The error rate of a member; null when it does not count.</summary>
    private readonly record struct MemberRate(bool IsKnown, decimal? ErrorRate)
    {
        public static MemberRate Unknown => new(false, null);
    }
}
