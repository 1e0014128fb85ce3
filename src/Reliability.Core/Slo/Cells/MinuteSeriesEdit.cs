namespace Reliability.Core.Slo.Cells;

/// <summary>Changes minutes of a <see cref="MinuteSeries"/>. Not thread-safe.</summary>
public sealed class MinuteSeriesEdit
{
    private readonly MinuteSeries _series;
    private readonly Dictionary<long, MinuteCount[]> _hours = [];
    private readonly HashSet<long> _coarse = [];
    private (long Start, MinuteCount[] Minutes)? _latest;

    /// <summary>Starts with what a series holds.</summary>
    internal MinuteSeriesEdit(MinuteSeries series) => _series = series;

    /// <summary>Gets or sets the events of a minute.</summary>
    /// <param name="minute">An instant in the minute.</param>
    public MinuteCount this[DateTimeOffset minute]
    {
        get => this[minute.UtcTicks];
        set => this[minute.UtcTicks] = value;
    }

    internal MinuteCount this[long minute]
    {
        get => HourOf(minute)[PlaceOf(minute)];
        set => HourOf(minute)[PlaceOf(minute)] = value;
    }

    /// <summary>Makes the series as it is now.</summary>
    public MinuteSeries Build()
    {
        List<(long Start, MinuteDay? Day)> changes = [];
        foreach (var hours in _hours.GroupBy(hour => MinuteTicks.Day(hour.Key)))
        {
            if (Changed(_series.DayOf(hours.Key), hours) is { } changed)
                changes.Add((hours.Key, MinuteDay.Of(new DateTimeOffset(hours.Key, TimeSpan.Zero), changed)));
        }

        return changes.Count == 0 ? _series : _series.With(changes);
    }

    /// <summary>Says that only the sum of the hour is known.</summary>
    internal void MarkCoarse(long hour) => _coarse.Add(MinuteTicks.Hour(hour));

    /// <summary>Adds up minutes that start in a stretch of time, in ticks.</summary>
    internal (decimal Good, decimal Total) SumOf(long from, long to)
    {
        var (good, total) = (0m, 0m);
        for (var hour = MinuteTicks.Hour(from); hour < to; hour += TimeSpan.TicksPerHour)
        {
            var (start, end) = (Math.Max(from, hour), Math.Min(to, hour + TimeSpan.TicksPerHour));
            var sum = _hours.TryGetValue(hour, out var minutes) ? SumOf(minutes, PlaceOf(start), (int)((end - hour) / TimeSpan.TicksPerMinute)) : _series.Between(start, end);
            (good, total) = (good + sum.Good, total + sum.Total);
        }

        return (good, total);
    }

    private static (decimal Good, decimal Total) SumOf(MinuteCount[] minutes, int from, int to)
    {
        var (good, total) = (0m, 0m);
        foreach (var minute in minutes.AsSpan(from..to))
            (good, total) = (good + minute.Good, total + minute.Total);
        return (good, total);
    }

    private static int PlaceOf(long minute) => (int)(minute % TimeSpan.TicksPerHour / TimeSpan.TicksPerMinute);

    // Null when every hour stays as it is.
    private MinuteHour?[]? Changed(MinuteDay? before, IEnumerable<KeyValuePair<long, MinuteCount[]>> hours)
    {
        MinuteHour?[]? changed = null;
        foreach (var (start, minutes) in hours)
        {
            var place = (int)(start % TimeSpan.TicksPerDay / TimeSpan.TicksPerHour);
            var old = before?[place];
            var hour = MinuteHour.Pack(minutes, old is { IsCoarse: true } || _coarse.Contains(start));
            if (hour is null ? old is null : old is not null && old.IsCoarse == hour.IsCoarse && old.Packed.SequenceEqual(hour.Packed))
                continue;
            changed ??= [.. Enumerable.Range(0, MinuteDay.Hours).Select(index => before?[index])];
            changed[place] = hour;
        }

        return changed;
    }

    private MinuteCount[] HourOf(long minute)
    {
        var start = MinuteTicks.Hour(minute);
        if (_latest is { } latest && latest.Start == start)
            return latest.Minutes;
        if (!_hours.TryGetValue(start, out var minutes))
        {
            minutes = new MinuteCount[MinuteHour.Minutes];
            _series.HourOf(start)?.Unpack(minutes);
            _hours[start] = minutes;
        }

        _latest = (start, minutes);
        return minutes;
    }
}
