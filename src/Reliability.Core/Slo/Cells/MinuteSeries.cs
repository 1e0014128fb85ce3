namespace Reliability.Core.Slo.Cells;

/// <summary>What an indicator counted, minute by minute, in days with sums: so a window is a few days, hours and minutes.</summary>
/// <remarks>Immutable. <see cref="Edit"/> makes another series, which shares all days that stay the same.</remarks>
public sealed class MinuteSeries
{
    /// <summary>A series without events.</summary>
    public static readonly MinuteSeries Empty = new([]);

    private readonly MinuteDay[] _days;

    private MinuteSeries(MinuteDay[] days) => _days = days;

    /// <summary>Gets the days with events, in order.</summary>
    public IReadOnlyList<MinuteDay> Days => _days;

    /// <summary>Makes a series of days.</summary>
    /// <param name="days">Days in any order, each once.</param>
    /// <exception cref="ArgumentException">A day is there twice.</exception>
    public static MinuteSeries Of(IEnumerable<MinuteDay> days)
    {
        MinuteDay[] ordered = [.. days.OrderBy(day => day.Start)];
        for (var index = 1; index < ordered.Length; index++)
        {
            if (ordered[index].Start == ordered[index - 1].Start)
                throw new ArgumentException($"The day {ordered[index].Start:yyyy-MM-dd} is there twice.", nameof(days));
        }

        return new MinuteSeries(ordered);
    }

    /// <summary>Starts to change minutes.</summary>
    public MinuteSeriesEdit Edit() => new(this);

    /// <summary>Returns a day; null when it has no events.</summary>
    /// <param name="start">Its midnight, UTC.</param>
    public MinuteDay? DayOf(DateTimeOffset start) => DayOf(start.UtcTicks);

    /// <summary>Returns the series without its days before one.</summary>
    /// <param name="day">The midnight, UTC, of the first that stays.</param>
    public MinuteSeries From(DateTimeOffset day) =>
        _days.Length == 0 || _days[0].Start >= day ? this : new MinuteSeries(_days[FirstFrom(day.UtcTicks)..]);

    /// <summary>Returns every minute with events as a point, in order.</summary>
    public IEnumerable<SliPoint> ToPoints() => _days.SelectMany(PointsOf);

    /// <summary>Returns a day by its midnight in ticks; null when it has no events.</summary>
    internal MinuteDay? DayOf(long start)
    {
        var index = FirstFrom(start);
        return index < _days.Length && _days[index].Start.UtcTicks == start ? _days[index] : null;
    }

    /// <summary>Returns the series with days by their midnights, in ticks; null for days that are empty now.</summary>
    internal MinuteSeries With(IReadOnlyList<(long Start, MinuteDay? Day)> changes)
    {
        var days = _days.ToList();
        foreach (var (start, day) in changes)
        {
            var index = FirstFrom(days, start);
            var isThere = index < days.Count && days[index].Start.UtcTicks == start;
            if (isThere && day is not null)
                days[index] = day;
            else if (isThere)
                days.RemoveAt(index);
            else if (day is not null)
                days.Insert(index, day);
        }

        return new MinuteSeries([.. days]);
    }

    /// <summary>Returns an hour by its start in ticks; null when it has no events.</summary>
    internal MinuteHour? HourOf(long start) =>
        DayOf(MinuteTicks.Day(start))?[(int)(start % TimeSpan.TicksPerDay / TimeSpan.TicksPerHour)];

    /// <summary>Adds up the minutes that start in a stretch of time, in ticks.</summary>
    internal (decimal Good, decimal Total) Between(long from, long to)
    {
        var (first, end) = (MinuteTicks.CeilMinute(from), MinuteTicks.CeilMinute(to));
        var (good, total) = (0m, 0m);
        for (var index = FirstFrom(MinuteTicks.Day(first)); index < _days.Length && _days[index].Start.UtcTicks < end; index++)
        {
            var sum = _days[index].Between(first, end);
            (good, total) = (good + sum.Good, total + sum.Total);
        }

        return (good, total);
    }

    /// <summary>Returns the start of the last minute with events that starts in a stretch of time, in ticks; null without any.</summary>
    internal long? LastIn(long from, long to)
    {
        for (var day = _days.Length - 1; day >= 0 && _days[day].Start.UtcTicks + TimeSpan.TicksPerDay > from; day--)
        {
            for (var hour = MinuteDay.Hours - 1; hour >= 0; hour--)
            {
                if (_days[day][hour] is { } minutes && LastIn(minutes, _days[day].Start.UtcTicks + (hour * TimeSpan.TicksPerHour), from, to) is { } last)
                    return last;
            }
        }

        return null;
    }

    private static long? LastIn(MinuteHour hour, long start, long from, long to)
    {
        if (start >= to || start + TimeSpan.TicksPerHour <= from)
            return null;
        Span<MinuteCount> minutes = stackalloc MinuteCount[MinuteHour.Minutes];
        hour.Unpack(minutes);
        for (var index = MinuteHour.Minutes - 1; index >= 0; index--)
        {
            var minute = start + (index * TimeSpan.TicksPerMinute);
            if (minutes[index].Total > 0m && minute >= from && minute < to)
                return minute;
        }

        return null;
    }

    private static IEnumerable<SliPoint> PointsOf(MinuteDay day)
    {
        var minutes = new MinuteCount[MinuteHour.Minutes];
        for (var hour = 0; hour < MinuteDay.Hours; hour++)
        {
            if (day[hour] is not { } packed)
                continue;
            packed.Unpack(minutes);
            for (var minute = 0; minute < minutes.Length; minute++)
            {
                if (minutes[minute].Total <= 0m)
                    continue;
                var start = day.Start.AddHours(hour).AddMinutes(minute);
                yield return new SliPoint(start, TimeSpan.FromMinutes(1), minutes[minute].Good, minutes[minute].Total)
                {
                    SpreadOver = packed.IsCoarse ? TimeSpan.FromHours(1) : TimeSpan.Zero,
                };
            }
        }
    }

    private int FirstFrom(long start) => FirstFrom(_days, start);

    private static int FirstFrom(IReadOnlyList<MinuteDay> days, long start)
    {
        var (low, high) = (0, days.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (days[middle].Start.UtcTicks < start)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
