namespace Reliability.Core.Slo.Forecasting;

/// <summary>The past in days that end at the hour of the forecast, each of equal buckets.</summary>
internal sealed class ForecastGrid
{
    /// <summary>The hours of a day.</summary>
    public const int HoursPerDay = 24;

    // A quarter: older days tell little, and the cost of finding regimes grows with the square.
    private const int MostPastDays = 91;

    // Of a window of four weeks, buckets of four hours.
    private const int MostBuckets = 200;

    private static readonly int[] Steps = [1, 2, 3, 4, 6, 8, 12, HoursPerDay];

    /// <summary>Joins hours to buckets; hours before the first event are not counted as history.</summary>
    public ForecastGrid(ForecastQuestion question)
    {
        var hours = question.Hours;
        var ahead = (question.Horizon - question.Now).TotalHours;
        var longest = Math.Max(ahead, question.Window.TotalHours);
        HoursPerBucket = Array.Find(Steps, step => step == HoursPerDay || longest / step <= MostBuckets);
        BucketsPerDay = HoursPerDay / HoursPerBucket;
        Horizon = ahead / HoursPerBucket;
        FutureDays = (int)Math.Ceiling(ahead / HoursPerDay);
        var known = hours.Count;
        while (known > 0 && hours[known - 1].Total <= 0)
            known--;
        PastDays = Math.Min(known / HoursPerDay, MostPastDays);
        Buckets = new HourTally[PastDays * BucketsPerDay];
        Days = new HourTally[PastDays];
        for (var hour = 0; hour < PastDays * HoursPerDay; hour++)
            Add(hour, hours[hour]);
    }

    /// <summary>Gets the hours of a bucket.</summary>
    public int HoursPerBucket { get; }

    /// <summary>Gets the buckets of a day.</summary>
    public int BucketsPerDay { get; }

    /// <summary>Gets how far the forecast looks, in buckets.</summary>
    public double Horizon { get; }

    /// <summary>Gets how many days that touches.</summary>
    public int FutureDays { get; }

    /// <summary>Gets how many days are known.</summary>
    public int PastDays { get; }

    /// <summary>Gets the past days, the latest first.</summary>
    public HourTally[] Days { get; }

    /// <summary>Gets their buckets: day by day as <see cref="Days"/>, within a day in the order of time.</summary>
    public HourTally[] Buckets { get; }

    private void Add(int hour, HourTally tally)
    {
        var day = hour / HoursPerDay;
        var bucket = (day * BucketsPerDay) + BucketsPerDay - 1 - (hour % HoursPerDay / HoursPerBucket);
        Buckets[bucket] += tally;
        Days[day] += tally;
    }
}
