namespace Reliability.Core.Slo.Maintenance;

/// <summary>When maintenance is.</summary>
public abstract record MaintenanceSchedule
{
    /// <summary>Returns the times that touch a stretch of time, in order; they may reach out of it.</summary>
    /// <param name="from">The start, included.</param>
    /// <param name="until">The end, excluded.</param>
    public abstract IEnumerable<SloPeriod> Between(DateTimeOffset from, DateTimeOffset until);
}

/// <summary>Maintenance at one time.</summary>
/// <param name="Period">The time.</param>
public sealed record OneOffMaintenance(SloPeriod Period) : MaintenanceSchedule
{
    /// <inheritdoc/>
    public override IEnumerable<SloPeriod> Between(DateTimeOffset from, DateTimeOffset until) =>
        Period.Start < until && Period.End > from ? [Period] : [];
}

/// <summary>Maintenance on days of the week, by the clock on the wall.</summary>
/// <remarks>
/// It starts when the clock of <paramref name="Zone"/> shows <paramref name="Start"/> and takes as long as <paramref name="Duration"/> says,
/// also on a day with a change of the clock. A start in an hour that the clock leaves out comes as much later; of an hour that it shows
/// twice, the first counts.
/// </remarks>
/// <param name="Zone">The time zone.</param>
/// <param name="Days">The days of the week on which it starts; at least one.</param>
/// <param name="Start">The time of the day.</param>
/// <param name="Duration">How long it takes; above 0.</param>
/// <param name="FirstDate">The first date on which it may start, in the zone; null for no first.</param>
/// <param name="LastDate">The last date on which it may start, in the zone; null for no last.</param>
public sealed record RecurringMaintenance(
    TimeZoneInfo Zone,
    IReadOnlyList<DayOfWeek> Days,
    TimeOnly Start,
    TimeSpan Duration,
    DateOnly? FirstDate,
    DateOnly? LastDate) : MaintenanceSchedule
{
    /// <inheritdoc/>
    public override IEnumerable<SloPeriod> Between(DateTimeOffset from, DateTimeOffset until)
    {
        // No zone is a day away from UTC; a start may be as long before as it lasts.
        var first = DateOnly.FromDateTime((from - Duration).UtcDateTime).AddDays(-1);
        var last = DateOnly.FromDateTime(until.UtcDateTime).AddDays(1);
        for (var date = first > FirstDate || FirstDate is null ? first : FirstDate.Value; date <= last && !(date > LastDate); date = date.AddDays(1))
        {
            if (!Days.Contains(date.DayOfWeek))
                continue;
            var start = WallClock.ToInstant(date.ToDateTime(Start), Zone);
            if (start < until && start + Duration > from)
                yield return new SloPeriod(start, start + Duration);
        }
    }
}
