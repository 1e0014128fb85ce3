using System.Globalization;
using NCrontab;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>When a timer is due, in UTC. The same in every process: it depends on nothing but the expression.</summary>
internal sealed class TimerSchedule
{
    // Beyond this NCrontab finds no occurrence; no sane schedule is sparser than a leap day across a century.
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(366 * 9);

    private readonly CrontabSchedule? _cron;
    private readonly long _intervalTicks;

    private TimerSchedule(CrontabSchedule? cron, long intervalTicks)
    {
        _cron = cron;
        _intervalTicks = intervalTicks;
    }

    /// <summary>Reads a schedule.</summary>
    /// <param name="expression">NCRONTAB with six fields (or five: at second 0), or a time span of at least one second, which is due at its multiples since 1970-01-01.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="fault">What is wrong with the expression.</param>
    /// <returns>Whether the expression is valid.</returns>
    public static bool TryParse(string expression, out TimerSchedule? schedule, out string? fault)
    {
        schedule = null;
        fault = null;
        if (!expression.Contains(' ', StringComparison.Ordinal)
            && TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out TimeSpan interval))
        {
            if (interval >= TimeSpan.FromSeconds(1))
                schedule = new TimerSchedule(null, interval.Ticks);
            else
                fault = "a time span must be at least one second";
            return schedule is not null;
        }

        int fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        CrontabSchedule? cron = CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 });
        if (cron is null)
            fault = "expected are six NCRONTAB fields (second minute hour day month weekday) or a time span such as 00:05:00";
        else if (Next(cron, DateTimeOffset.UnixEpoch) is null)
            fault = "it is never due";
        else
            schedule = new TimerSchedule(cron, 0);
        return schedule is not null;
    }

    /// <summary>Gets whether the timer can be due twice within less than a minute.</summary>
    public bool IsSubMinute
    {
        get
        {
            if (_cron is null)
                return _intervalTicks < TimeSpan.TicksPerMinute;
            // More than one value in the seconds field shows within three occurrences; with one, no gap is below a minute.
            DateTimeOffset first = Next(DateTimeOffset.UnixEpoch);
            DateTimeOffset second = Next(first);
            TimeSpan minute = TimeSpan.FromMinutes(1);
            return second - first < minute || Next(second) - second < minute;
        }
    }

    /// <summary>Finds the first occurrence after an instant.</summary>
    /// <param name="after">The instant.</param>
    /// <returns>Later than <paramref name="after"/>; the end of time when there is none.</returns>
    public DateTimeOffset Next(DateTimeOffset after)
    {
        if (_cron is not null)
            return Next(_cron, after) ?? DateTimeOffset.MaxValue;
        long ticks = after.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        long steps = Math.DivRem(ticks, _intervalTicks, out long rest);
        return DateTimeOffset.UnixEpoch.AddTicks((rest < 0 ? steps : steps + 1) * _intervalTicks);
    }

    /// <summary>Finds the last occurrence at or before an instant.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="after">Occurrences up to here are of no interest.</param>
    /// <returns>Later than <paramref name="after"/>, or <see langword="null"/>.</returns>
    public DateTimeOffset? Latest(DateTimeOffset now, DateTimeOffset after)
    {
        if (Next(after) > now)
            return null;
        // Looking back in growing steps keeps this short after a long downtime of a frequent timer.
        DateTimeOffset found = after;
        for (TimeSpan back = TimeSpan.FromMinutes(1); now - back > after; back *= 2)
        {
            if (Next(now - back) > now)
                continue;
            found = now - back;
            break;
        }

        for (DateTimeOffset next = Next(found); next <= now; next = Next(found))
            found = next;
        return found;
    }

    private static DateTimeOffset? Next(CrontabSchedule cron, DateTimeOffset after)
    {
        DateTime start = after.UtcDateTime;
        DateTime end = start < DateTime.MaxValue - Horizon ? start + Horizon : DateTime.MaxValue;
        DateTime next = cron.GetNextOccurrence(start, end);
        return next < end ? new DateTimeOffset(next, TimeSpan.Zero) : null;
    }
}
