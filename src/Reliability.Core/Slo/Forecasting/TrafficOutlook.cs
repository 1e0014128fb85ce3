namespace Reliability.Core.Slo.Forecasting;

/// <summary>How many events are to come: as on the days of the last week, by day of the week and hour of the day.</summary>
internal sealed class TrafficOutlook
{
    private const int LevelDays = 7;
    private const int ProfileDays = 28;

    // A weekday counts as if it had been seen once more, as an average day.
    private const double AverageDays = 1;

    private readonly double[] _byWeekday = new double[Week.Days];
    private readonly double[] _byBucket;

    /// <summary>Learns from the past days; at least one.</summary>
    public TrafficOutlook(ForecastGrid grid)
    {
        _byBucket = new double[grid.BucketsPerDay];
        var level = MeanOf(grid.Days.AsSpan(0, Math.Min(LevelDays, grid.PastDays)));
        var days = grid.Days.AsSpan(0, Math.Min(ProfileDays, grid.PastDays));
        var mean = MeanOf(days);
        for (var weekday = 0; weekday < Week.Days; weekday++)
        {
            var (sum, count) = (AverageDays * mean, AverageDays);
            for (var day = weekday; day < days.Length; day += Week.Days)
                (sum, count) = (sum + days[day].Total, count + 1);
            _byWeekday[weekday] = mean <= 0 ? level : level * sum / (count * mean);
        }

        var known = days.Length * grid.BucketsPerDay;
        for (var bucket = 0; bucket < known; bucket++)
            _byBucket[bucket % grid.BucketsPerDay] += mean <= 0 ? 1.0 / known : grid.Buckets[bucket].Total / (mean * days.Length);
    }

    /// <summary>Returns the events of a coming day, the first being day 0.</summary>
    public double OfDay(int day) => _byWeekday[Week.PastLike(day)];

    /// <summary>Returns the events of a coming bucket.</summary>
    public double OfBucket(int bucket) => OfDay(bucket / _byBucket.Length) * _byBucket[bucket % _byBucket.Length];

    private static double MeanOf(ReadOnlySpan<HourTally> days)
    {
        var sum = 0.0;
        foreach (ref readonly var day in days)
            sum += day.Total;
        return sum / days.Length;
    }
}
