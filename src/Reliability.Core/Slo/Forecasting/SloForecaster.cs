namespace Reliability.Core.Slo.Forecasting;

/// <summary>Forecasts when an objective will be violated, from its recent past. How: docs/slo-forecast.md.</summary>
public static class SloForecaster
{
    /// <summary>The least history that a forecast is made from: whole days since the first event.</summary>
    public const int LeastDays = 3;

    /// <summary>The shortest window that is forecast; burn-rate alerts are for shorter ones.</summary>
    public static readonly TimeSpan ShortestWindow = TimeSpan.FromDays(1);

    /// <summary>The longest window that is forecast: two years, and a leap day.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(731);

    private const int FutureCount = 400;

    /// <summary>Forecasts when an objective will be violated.</summary>
    /// <param name="question">What is known.</param>
    /// <returns>Null when too little is known: see <see cref="LeastDays"/>, <see cref="ShortestWindow"/> and <see cref="LongestWindow"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The target is not 0 to 1.</exception>
    public static SloForecast? Forecast(ForecastQuestion question)
    {
        if (TimesOf(question) is not { } times)
            return null;
        DateTimeOffset? At(double probability) => times.Quantile(probability) is { } hours ? question.Now.AddHours(hours) : null;
        return new SloForecast(times.Probability >= 0.5, At(0.1), At(0.5), At(0.9))
        {
            Probability = (decimal)Math.Round(times.Probability, 3),
            Horizon = question.Horizon,
            HistoryDays = new ForecastGrid(question).PastDays,
        };
    }

    /// <summary>Draws the times of violation; all 0 for an objective that is violated already.</summary>
    /// <param name="question">What is known.</param>
    /// <returns>Null when too little is known.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The target is not 0 to 1.</exception>
    public static ViolationTimes? TimesOf(ForecastQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentOutOfRangeException.ThrowIfNegative(question.Target);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(question.Target, 1);
        if (question.Window < ShortestWindow || question.Window > LongestWindow || question.Horizon <= question.Now)
            return null;
        var grid = new ForecastGrid(question);
        if (grid.Days.Count(day => day.Total > 0) < LeastDays)
            return null;
        var futures = new Futures(question, grid, new TrafficOutlook(grid), new RegimeBelief(new DailyRates(grid)));
        if (futures.IsViolated)
            return new ViolationTimes(1, [0]);
        var times = new List<double>(FutureCount);
        for (var index = 0; index < FutureCount; index++)
        {
            // A seed each, so that one future does not change what another draws.
            var hours = futures.Draw(SplitMix.Of(question.Seed, index)) * grid.HoursPerBucket;
            if (double.IsFinite(hours))
                times.Add(hours);
        }

        times.Sort();
        return new ViolationTimes(FutureCount, times);
    }
}
