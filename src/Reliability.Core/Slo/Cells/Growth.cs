namespace Reliability.Core.Slo.Cells;

/// <summary>Makes the minutes of a point longer than a minute add up to its counts.</summary>
/// <remarks>
/// Where in the point an event fell is not known, but when it was seen is. New events are spread evenly, in whole ones, over
/// the minutes since the point was read before. Those of a point that had ended by then are late, and are spread over as much
/// of its end as has passed since. Events that are gone are taken from the latest minutes that have any.
/// </remarks>
internal sealed class Growth
{
    // Spread over more, the minutes tell little: burn rates over short windows are not known then.
    private const long MostSpread = 10 * TimeSpan.TicksPerMinute;

    private readonly MinuteSeriesEdit _edit;
    private readonly SliPoint _point;
    private readonly long _until;
    private readonly long? _seen;
    private readonly long _start;
    private readonly long _end;

    /// <summary>Looks at a point.</summary>
    /// <param name="edit">Its minutes.</param>
    /// <param name="point">The point; starts before <paramref name="until"/>.</param>
    /// <param name="until">The end of what was read, in ticks.</param>
    /// <param name="seen">The end of what was read before; null when nothing was.</param>
    public Growth(MinuteSeriesEdit edit, SliPoint point, long until, long? seen)
    {
        (_edit, _point, _until, _seen) = (edit, point, until, seen);
        _start = MinuteTicks.Minute(point.Start.UtcTicks);
        _end = MinuteTicks.CeilMinute(point.Start.UtcTicks + point.Duration.Ticks);
    }

    /// <summary>Puts and takes what is missing and what is too much.</summary>
    public void Apply()
    {
        var sum = _edit.SumOf(_start, _end);
        var (good, total) = (decimal.Round(_point.Good, MinuteCount.Digits), decimal.Round(_point.Total, MinuteCount.Digits));
        var (moreGood, moreBad) = (good - sum.Good, total - good - (sum.Total - sum.Good));
        if (moreGood < 0m)
            Take(-moreGood, isGood: true);
        if (moreBad < 0m)
            Take(-moreBad, isGood: false);
        if (moreGood > 0m || moreBad > 0m)
            Put(Math.Max(0m, moreGood), Math.Max(0m, moreBad));
    }

    private void Put(decimal good, decimal bad)
    {
        var (from, to) = Place();
        var (minutes, left, badLeft) = ((to - from) / TimeSpan.TicksPerMinute, good + bad, bad);
        for (var minute = 1; minute <= minutes; minute++)
        {
            // What is left must always have room for the bad ones that are left.
            var total = minute == minutes ? left : Math.Min(left, Due(good + bad, minute, minutes) - (good + bad - left));
            var due = Due(bad, good + bad - left + total, good + bad) - (bad - badLeft);
            var some = Math.Clamp(due, Math.Max(0m, badLeft - (left - total)), Math.Min(total, badLeft));
            Add(from + ((minute - 1) * TimeSpan.TicksPerMinute), total - some, some);
            (left, badLeft) = (left - total, badLeft - some);
        }

        for (var hour = MinuteTicks.Hour(from); to - from > MostSpread && !IsLate && hour < to; hour += TimeSpan.TicksPerHour)
            _edit.MarkCoarse(hour);
    }

    // The whole part of an amount that is due after some of the whole.
    private static decimal Due(decimal amount, decimal part, decimal whole) => decimal.Floor((amount * part / whole) + 0.5m);

    private bool IsLate => _seen >= _end;

    private (long From, long To) Place()
    {
        if (IsLate)
            return (Math.Max(_start, _end - Math.Max(TimeSpan.TicksPerMinute, _until - _end)), _end);
        var to = Math.Min(_end, _until);
        var from = Math.Max(_start, _seen ?? _start);
        // Read again within the minute.
        return (Math.Min(from, to - TimeSpan.TicksPerMinute), to);
    }

    private void Take(decimal amount, bool isGood)
    {
        for (var minute = _end - TimeSpan.TicksPerMinute; amount > 0m && minute >= _start; minute -= TimeSpan.TicksPerMinute)
        {
            var taken = Math.Min(amount, isGood ? _edit[minute].Good : _edit[minute].Bad);
            Add(minute, isGood ? -taken : 0m, isGood ? 0m : -taken);
            amount -= taken;
        }
    }

    private void Add(long minute, decimal good, decimal bad)
    {
        if (good == 0m && bad == 0m)
            return;
        var count = _edit[minute];
        _edit[minute] = new MinuteCount(count.Good + good, count.Total + good + bad);
    }
}
