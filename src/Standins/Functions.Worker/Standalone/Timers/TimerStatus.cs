namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Why a timer runs.</summary>
internal enum RunReason
{
    /// <summary>An occurrence is due.</summary>
    Due,

    /// <summary>At start, an occurrence turns out to have been missed.</summary>
    Missed,

    /// <summary>The host starts and the function asks to run then.</summary>
    Startup,

    /// <summary>An administrator asks for it.</summary>
    Manual,
}

/// <summary>What one run changes in a timer's row.</summary>
/// <param name="timer">The timer.</param>
/// <param name="slack">How far clocks of different machines may be apart.</param>
internal sealed class TimerStatus(TimerFunction timer, TimeSpan slack)
{
    /// <summary>Makes the row of a timer never seen before: it has missed nothing yet.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The row.</returns>
    public TimerRow Initial(DateTimeOffset now) => new()
    {
        DoneThrough = now,
        Next = timer.Monitored ? timer.Schedule.Next(now) : null,
        LastUpdated = timer.Monitored ? now : null,
    };

    /// <summary>Finds the occurrence to run now.</summary>
    /// <param name="row">The row as stored.</param>
    /// <param name="seen">Occurrences up to here are dealt with as far as this process knows.</param>
    /// <param name="now">The time.</param>
    /// <returns>The latest occurrence that is due, or <see langword="null"/> when it is done already. Earlier ones are made up for by it.</returns>
    public DateTimeOffset? Due(TimerRow row, DateTimeOffset seen, DateTimeOffset now) =>
        timer.Schedule.Latest(now, Later(seen, row.DoneThrough));

    /// <summary>Makes the row after a run.</summary>
    /// <param name="row">The row before.</param>
    /// <param name="reason">Why it ran. A manual run leaves the schedule alone.</param>
    /// <param name="ran">The occurrence, or for a run at start-up the time it started.</param>
    /// <param name="now">The time.</param>
    /// <returns>The row.</returns>
    /// <remarks>Occurrences that became due during the run are passed over, except the most recent: by a clock behind ours it may not be due yet.</remarks>
    public TimerRow After(TimerRow row, RunReason reason, DateTimeOffset ran, DateTimeOffset now)
    {
        if (reason == RunReason.Manual)
            return row;
        DateTimeOffset through = reason == RunReason.Startup ? row.DoneThrough : Later(row.DoneThrough, ran);
        through = timer.Schedule.Latest(now - slack, through) ?? through;
        if (!timer.Monitored)
            return row with { DoneThrough = through, Last = null, Next = null, LastUpdated = null };
        return row with { DoneThrough = through, Last = ran, Next = timer.Schedule.Next(Later(through, ran)), LastUpdated = now };
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
