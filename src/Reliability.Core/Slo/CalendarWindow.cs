namespace Reliability.Core.Slo;

/// <summary>Windows that follow each other by the calendar, such as months in New York.</summary>
/// <remarks>
/// Period k starts k durations after the first, counted from the first itself: months from 31 January start on
/// 29 February (in a leap year), 31 March, 30 April. Days, weeks, months, quarters and years follow the clock on
/// the wall, so that a day with a change of the clock has 23 or 25 hours; minutes and hours are exact.
/// Periods before the first continue backwards.
/// </remarks>
/// <param name="Duration">The length of a period.</param>
/// <param name="FirstStart">When the first period starts, by the clock on the wall of <paramref name="Zone"/>; any kind of <see cref="DateTime"/>.</param>
/// <param name="Zone">The time zone.</param>
public sealed record CalendarWindow(SloDuration Duration, DateTime FirstStart, TimeZoneInfo Zone) : SloWindow(Duration)
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The period ends outside the years 1 to 9999.</exception>
    public override SloPeriod At(DateTimeOffset now)
    {
        // The nominal length is at most two days a year off, so this is close, and a few steps correct it.
        var index = (long)Math.Floor((now - StartOf(0)) / Duration.Nominal);
        while (StartOf(index) > now)
            index--;
        while (StartOf(index + 1) <= now)
            index++;
        return new SloPeriod(StartOf(index), StartOf(index + 1));
    }

    private DateTimeOffset StartOf(long index)
    {
        var count = index * Duration.Count;
        return Duration.Unit switch
        {
            SloDurationUnit.Minutes or SloDurationUnit.Hours => ToInstant(FirstStart).AddTicks(Duration.Nominal.Ticks * index),
            SloDurationUnit.Days => ToInstant(FirstStart.AddDays(count)),
            SloDurationUnit.Weeks => ToInstant(FirstStart.AddDays(count * 7)),
            SloDurationUnit.Months => ToInstant(FirstStart.AddMonths((int)count)),
            SloDurationUnit.Quarters => ToInstant(FirstStart.AddMonths((int)(count * 3))),
            _ => ToInstant(FirstStart.AddMonths((int)(count * 12))),
        };
    }

    private DateTimeOffset ToInstant(DateTime wall) => WallClock.ToInstant(wall, Zone);
}
