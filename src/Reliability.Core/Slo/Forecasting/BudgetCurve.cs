namespace Reliability.Core.Slo.Forecasting;

/// <summary>How much may be bad from now on before the objective is violated, by the end of each coming bucket.</summary>
/// <remarks>
/// Traffic is taken as forecast, so this does not depend on what will be bad. A rolling window gets budget back as
/// old bad events leave it; a calendar window has the budget of all its events, those to come included.
/// </remarks>
internal sealed class BudgetCurve
{
    // So that what is spent to the last event is not taken for violated.
    private const double Rounding = 1e-12;

    private readonly double[] _limits;
    private readonly double[] _leastOfDay;
    private readonly double _rounding;

    /// <summary>Draws the curve.</summary>
    public BudgetCurve(ForecastQuestion question, ForecastGrid grid, TrafficOutlook traffic)
    {
        _limits = new double[(grid.FutureDays * grid.BucketsPerDay) + 1];
        _leastOfDay = new double[grid.FutureDays];
        _rounding = Rounding * question.Current.Total;
        if (question.PeriodEnd is null)
            Roll(question, grid, traffic);
        else
            Array.Fill(_limits, WholePeriod(question, grid, traffic));
        for (var day = 0; day < grid.FutureDays; day++)
            _leastOfDay[day] = _limits.AsSpan((day * grid.BucketsPerDay) + 1, grid.BucketsPerDay).ToArray().Min();
    }

    /// <summary>Gets whether more than everything is spent already.</summary>
    public bool IsSpent => _limits[0] < 0;

    /// <summary>Returns how much may be bad from now to the start of a bucket.</summary>
    public double At(int bucket) => _limits[bucket];

    /// <summary>Returns the least of <see cref="At"/> over the ends of a day's buckets.</summary>
    public double LeastOfDay(int day) => _leastOfDay[day];

    private double WholePeriod(ForecastQuestion question, ForecastGrid grid, TrafficOutlook traffic)
    {
        var total = question.Current.Total;
        for (var bucket = 0; bucket < grid.Horizon; bucket++)
            total += Math.Min(1, grid.Horizon - bucket) * traffic.OfBucket(bucket);
        return LimitOf(question, question.Current with { Total = total });
    }

    private void Roll(ForecastQuestion question, ForecastGrid grid, TrafficOutlook traffic)
    {
        var window = question.Current;
        var leaving = (int)Math.Round(question.Window.TotalHours) - 1;
        _limits[0] = LimitOf(question, window);
        for (var bucket = 0; bucket < _limits.Length - 1; bucket++)
        {
            for (var hour = 0; hour < grid.HoursPerBucket; hour++, leaving--)
            {
                if (leaving >= 0 && leaving < question.Hours.Count)
                    window = new HourTally(window.Bad - question.Hours[leaving].Bad, window.Total - question.Hours[leaving].Total);
            }

            window += new HourTally(0, traffic.OfBucket(bucket));
            _limits[bucket + 1] = LimitOf(question, window);
        }
    }

    private double LimitOf(ForecastQuestion question, HourTally window) => ((1 - question.Target) * window.Total) - window.Bad + _rounding;
}
