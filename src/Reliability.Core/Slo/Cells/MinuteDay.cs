namespace Reliability.Core.Slo.Cells;

/// <summary>The minutes of a UTC day. Immutable: a day that changes is another object, which is how caches see it.</summary>
public sealed class MinuteDay
{
    /// <summary>The hours of a day.</summary>
    public const int Hours = 24;

    private readonly MinuteHour?[] _hours;

    private MinuteDay(DateTimeOffset start, MinuteHour?[] hours)
    {
        (Start, _hours) = (start, hours);
        foreach (var hour in hours)
        {
            Good += hour?.Good ?? 0m;
            Total += hour?.Total ?? 0m;
        }
    }

    /// <summary>Gets its midnight, UTC.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Gets the good events of the day; 0 to <see cref="Total"/>.</summary>
    public decimal Good { get; }

    /// <summary>Gets the valid events of the day; above 0.</summary>
    public decimal Total { get; }

    /// <summary>Gets an hour; null when it is empty.</summary>
    /// <param name="hour">0 to 23.</param>
    public MinuteHour? this[int hour] => _hours[hour];

    /// <summary>Makes a day; null when all hours are empty.</summary>
    /// <param name="start">Its midnight, UTC.</param>
    /// <param name="hours">Its 24 hours; null for empty ones.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not 24, or the start is no midnight.</exception>
    public static MinuteDay? Of(DateTimeOffset start, IReadOnlyList<MinuteHour?> hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentOutOfRangeException.ThrowIfNotEqual(hours.Count, Hours, nameof(hours));
        ArgumentOutOfRangeException.ThrowIfNotEqual(start.UtcTicks % TimeSpan.TicksPerDay, 0, nameof(start));
        return hours.All(hour => hour is null) ? null : new MinuteDay(start.ToUniversalTime(), [.. hours]);
    }

    /// <summary>Adds up the minutes that start in a stretch of time.</summary>
    /// <param name="from">The start, in ticks UTC: that of a minute.</param>
    /// <param name="to">The end, in ticks UTC: the start of a minute.</param>
    internal (decimal Good, decimal Total) Between(long from, long to)
    {
        var (first, last) = (Math.Max(0, from - Start.UtcTicks), Math.Min(TimeSpan.TicksPerDay, to - Start.UtcTicks));
        if (first == 0 && last == TimeSpan.TicksPerDay)
            return (Good, Total);
        var (good, total) = (0m, 0m);
        for (var hour = (int)(first / TimeSpan.TicksPerHour); hour * TimeSpan.TicksPerHour < last; hour++)
        {
            if (_hours[hour] is not { } minutes)
                continue;
            var start = hour * TimeSpan.TicksPerHour;
            var sum = minutes.Between(
                (int)(Math.Max(0, first - start) / TimeSpan.TicksPerMinute),
                (int)(Math.Min(TimeSpan.TicksPerHour, last - start) / TimeSpan.TicksPerMinute));
            (good, total) = (good + sum.Good, total + sum.Total);
        }

        return (good, total);
    }
}
