namespace Reliability.Core.Slo.Cells;

/// <summary>Puts what a source says about a stretch of time in the place of what a series holds of it. Pure: the same twice changes nothing more.</summary>
public static class MinuteMerge
{
    /// <summary>Merges points.</summary>
    /// <remarks>
    /// Points up to a minute go to the minute they start in. A longer one is the sum of its minutes: what it has more than they
    /// do is put by <see cref="Growth"/>, what it has less is taken from the latest of them. Points outside the stretch are left out.
    /// </remarks>
    /// <param name="series">What was known.</param>
    /// <param name="points">All that the source says about the stretch, in any order; a point that comes twice counts once.</param>
    /// <param name="from">The start of the stretch: that of a minute.</param>
    /// <param name="until">The end: the start of a minute.</param>
    /// <param name="seen">Up to when the source was read before; null when it was not.</param>
    /// <exception cref="InvalidDataException">Points contradict each other: they overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A minute has more than <see cref="MinuteCount.MostEvents"/>.</exception>
    public static MinuteSeries Merge(
        MinuteSeries series, IReadOnlyList<SliPoint> points, DateTimeOffset from, DateTimeOffset until, DateTimeOffset? seen)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(points);
        var edit = series.Edit();
        var ordered = Ordered(points, from, until);
        Replace(edit, ordered, from.UtcTicks, until.UtcTicks);
        foreach (var point in ordered.Where(IsLong))
            new Growth(edit, point, until.UtcTicks, seen?.UtcTicks).Apply();
        return edit.Build();
    }

    /// <summary>Tells whether nothing is known about the minute that an event of a point fell in.</summary>
    internal static bool IsLong(SliPoint point) => point.Duration.Ticks > TimeSpan.TicksPerMinute;

    private static List<SliPoint> Ordered(IReadOnlyList<SliPoint> points, DateTimeOffset from, DateTimeOffset until)
    {
        var ordered = new List<SliPoint>(points.Count);
        foreach (var point in points.Where(point => point.Start >= from && point.Start < until).OrderBy(point => point.Start).ThenBy(point => point.Duration))
        {
            if (ordered.Count > 0 && point == ordered[^1])
                continue;
            if (ordered.Count > 0 && point.Start < ordered[^1].Start + ordered[^1].Duration)
                throw new InvalidDataException($"The source counts {point.Start.UtcDateTime:yyyy-MM-dd HH:mm} UTC twice, and not the same.");
            ordered.Add(point);
        }

        return ordered;
    }

    private static void Replace(MinuteSeriesEdit edit, List<SliPoint> points, long from, long until)
    {
        var next = 0;
        for (var minute = from; minute < until; minute += TimeSpan.TicksPerMinute)
        {
            var (good, total, end) = (0m, 0m, minute + TimeSpan.TicksPerMinute);
            for (; next < points.Count && points[next].Start.UtcTicks < end && !IsLong(points[next]); next++)
                (good, total) = (good + points[next].Good, total + points[next].Total);
            if (next < points.Count && points[next].Start.UtcTicks < end)
            {
                // The minutes of a longer point are left to its growth.
                var last = points[next].Start.UtcTicks + points[next].Duration.Ticks;
                minute = MinuteTicks.CeilMinute(last) - TimeSpan.TicksPerMinute;
                next++;
                continue;
            }

            edit[minute] = total == 0m ? default : new MinuteCount(good, total);
        }
    }
}
