namespace Reliability.Core.Slo.Forecasting;

/// <summary>Draws possible futures: each day to come is a past day, at the traffic that is to come.</summary>
/// <remarks>
/// Days are drawn from an urn of past days, into which every drawn day goes back twice (Pólya's urn). That is the
/// Bayesian bootstrap (Rubin, 1981): it knows that other days could have been seen, and more so the fewer there are.
/// </remarks>
internal sealed class Futures
{
    // Errors of levels are those of daily logarithms, which the mean burn follows less closely.
    private const double LevelSpread = 1.8;

    // A new level differs from the mean of history by as much as history varies, but the factor is rarely above 1.6.
    private const double MostChange = 0.5;
    private const double ChangePerDeviation = 5;

    // By a factor of 20 at most, whatever the trend.
    private const double MostTrend = 3;

    // An outage such as history has none of: as if 0.2 had been seen in it, each of about 0.3 budgets, and of an event at least.
    private const double UnseenOutages = 0.2;
    private const double OutageBudgets = 0.3;

    // A history without variation is taken at its word.
    private const double DoubtPerDeviation = 10;

    // How often a day is put back because its weekday is unlike the day to come.
    private const int MostPicks = 12;

    private readonly ForecastGrid _grid;
    private readonly BudgetCurve _curve;
    private readonly RegimeBelief _belief;
    private readonly double _outage;
    private readonly double _outageOdds;
    private readonly double[] _traffic;
    private readonly double[] _perPastTraffic;
    private readonly double[] _weekdays;
    private readonly double[] _likeness;
    private readonly int[] _urn;

    /// <summary>Prepares the drawing.</summary>
    public Futures(ForecastQuestion question, ForecastGrid grid, TrafficOutlook traffic, RegimeBelief belief)
    {
        (_grid, _belief) = (grid, belief);
        _curve = new BudgetCurve(question, grid, traffic);
        _urn = new int[grid.FutureDays];
        var weekdays = belief.Rates.Weekdays;
        _traffic = [.. Enumerable.Range(0, grid.FutureDays).Select(traffic.OfDay)];
        _perPastTraffic = [.. grid.Days.Select((day, index) => day.Total > 0 ? Math.Exp(-weekdays[index % Week.Days]) / day.Total : 0)];
        _weekdays = [.. weekdays.Select(Math.Exp)];
        _likeness = [.. weekdays.SelectMany(one => weekdays.Select(other => Math.Exp(-(one - other) * (one - other))))];
        _outage = Math.Max(1, OutageBudgets * (1 - question.Target) * _traffic.Average() * question.Window.TotalDays);
        _outageOdds = UnseenOutages * (belief.Rates.HasBad ? Math.Min(1, DoubtPerDeviation * belief.Rates.Deviation) : 1);
    }

    /// <summary>Gets whether the objective is violated now.</summary>
    public bool IsViolated => _curve.IsSpent;

    /// <summary>Draws one future.</summary>
    /// <param name="random">Where its randomness comes from.</param>
    /// <returns>When it violates the objective, in buckets from now; infinity when not within the horizon.</returns>
    public double Draw(SplitMix random)
    {
        var regime = FirstRegime(ref random);
        var (spent, drawn) = (0.0, 0);
        for (var day = 0; day < _grid.FutureDays; day++)
        {
            if (day >= regime.End && !regime.IsTrend)
                (regime, drawn) = (NextRegime(regime, day, ref random), 0);
            var past = Pick(regime.Days, drawn, Week.PastLike(day), ref random);
            _urn[drawn++] = past;
            var factor = FactorOf(regime, past, day);
            var outage = Outage(day, ref random);
            var bad = (_grid.Days[past].Bad * factor) + outage.Bad;
            if (spent + bad > _curve.LeastOfDay(day) && Crossing(spent, day, past, factor, outage) is { } at)
                return at <= _grid.Horizon ? at : double.PositiveInfinity;
            spent += bad;
        }

        return double.PositiveInfinity;
    }

    private Regime FirstRegime(ref SplitMix random)
    {
        if (random.Next() < _belief.TrendProbability)
        {
            var slope = _belief.Slope + (_belief.SlopeError * random.NextNormal());
            return new Regime(_grid.PastDays, 1, slope, Residual(_grid.PastDays, ref random), IsTrend: true);
        }

        var run = _belief.DrawRun(random.Next());
        var level = Math.Exp(LevelSpread * _belief.ErrorOf(run) * random.NextNormal());
        return new Regime(run, level, 0, Residual(run, ref random), IsTrend: false);
    }

    private Regime NextRegime(Regime before, int day, ref SplitMix random)
    {
        var spread = Math.Min(MostChange, ChangePerDeviation * _belief.Rates.Deviation);
        return new Regime(_grid.PastDays, Math.Exp(spread * random.NextNormal()), 0, day + 1 + Residual(before.Days, ref random), IsTrend: false);
    }

    // What has lasted for n days lasts for another n with probability 1/2 (Gott, Nature 363, 1993).
    private static double Residual(int days, ref SplitMix random) => (days + 1) * ((1 / (1 - random.Next())) - 1);

    private int Pick(int days, int drawn, int weekday, ref SplitMix random)
    {
        var past = 0;
        for (var pick = 0; pick < MostPicks; pick++)
        {
            var ball = random.Next(days + drawn);
            past = ball < days ? ball : _urn[ball - days];
            var likeness = _likeness[(weekday * Week.Days) + (past % Week.Days)];
            if (likeness >= 1 || random.Next() < likeness)
                break;
        }

        return past;
    }

    private double FactorOf(Regime regime, int past, int day)
    {
        var factor = regime.Level * _traffic[day] * _weekdays[Week.PastLike(day)] * _perPastTraffic[past];
        if (regime.Slope != 0)
            factor *= Math.Exp(Math.Clamp(regime.Slope * (past + 1 + Math.Min(day, regime.End)), -MostTrend, MostTrend));
        var bad = _grid.Days[past].Bad * factor;
        return bad > _traffic[day] ? factor * _traffic[day] / bad : factor;
    }

    private (double Bad, int Bucket) Outage(int day, ref SplitMix random)
    {
        if (random.Next() >= _outageOdds / (UnseenOutages + _grid.PastDays + day))
            return default;
        var bad = _outage * Math.Exp(random.NextNormal());
        return (Math.Min(bad, _traffic[day]), random.Next(_grid.BucketsPerDay));
    }

    private double? Crossing(double spent, int day, int past, double factor, (double Bad, int Bucket) outage)
    {
        for (var bucket = 0; bucket < _grid.BucketsPerDay; bucket++)
        {
            var next = spent + (_grid.Buckets[(past * _grid.BucketsPerDay) + bucket].Bad * factor);
            if (bucket == outage.Bucket)
                next += outage.Bad;
            var index = (day * _grid.BucketsPerDay) + bucket;
            var (before, beyond) = (_curve.At(index) - spent, next - _curve.At(index + 1));
            if (beyond > 0)
                return index + (Math.Max(0, before) / (Math.Max(0, before) + beyond));
            spent = next;
        }

        return null;
    }

    private readonly record struct Regime(int Days, double Level, double Slope, double End, bool IsTrend);
}
