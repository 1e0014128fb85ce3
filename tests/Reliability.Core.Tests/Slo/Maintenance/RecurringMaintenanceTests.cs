using Reliability.Core.Slo;
using Reliability.Core.Slo.Maintenance;

namespace Reliability.Core.Tests.Slo.Maintenance;

public sealed class RecurringMaintenanceTests
{
    private static readonly DayOfWeek[] EveryDay = Enum.GetValues<DayOfWeek>();

    [Fact]
    public void Time_of_the_day_follows_the_clock_on_the_wall_across_a_change()
    {
        // Clocks in Berlin go back on 25 October 2026 at 03:00.
        var starts = At("Europe/Berlin", "04:00", 60, "2026-10-24T00:00Z", "2026-10-27T00:00Z").Select(period => period.Start);
        Assert.Equal([Utc("2026-10-24T02:00Z"), Utc("2026-10-25T03:00Z"), Utc("2026-10-26T03:00Z")], starts);
    }

    [Fact]
    public void Start_in_an_hour_that_the_clock_leaves_out_comes_as_much_later()
    {
        // In New York, 02:30 does not exist on 8 March 2026.
        var period = Assert.Single(At("America/New_York", "02:30", 45, "2026-03-08T05:00Z", "2026-03-09T04:00Z"));
        Assert.Equal(new SloPeriod(Utc("2026-03-08T07:30Z"), Utc("2026-03-08T08:15Z")), period);
    }

    [Fact]
    public void Start_in_an_hour_that_the_clock_shows_twice_is_in_the_first_and_lasts_as_long_as_ever()
    {
        // In New York, 01:30 is shown twice on 1 November 2026, at first by summer time.
        var period = Assert.Single(At("America/New_York", "01:30", 120, "2026-11-01T04:00Z", "2026-11-02T05:00Z"));
        Assert.Equal(new SloPeriod(Utc("2026-11-01T05:30Z"), Utc("2026-11-01T07:30Z")), period);
    }

    [Fact]
    public void Times_that_only_touch_the_stretch_from_outside_are_left_out()
    {
        Assert.Empty(At("UTC", "02:00", 60, "2026-10-01T03:00Z", "2026-10-02T02:00Z"));
        Assert.Equal(2, At("UTC", "02:00", 60, "2026-10-01T02:59Z", "2026-10-02T02:01Z").Count());
    }

    [Fact]
    public void Time_that_started_days_ago_still_covers_now()
    {
        var schedule = new RecurringMaintenance(TimeZoneInfo.Utc, [DayOfWeek.Monday], new TimeOnly(0, 0), TimeSpan.FromDays(3), null, null);
        var period = Assert.Single(schedule.Between(Utc("2026-10-07T12:00Z"), Utc("2026-10-07T13:00Z")));
        Assert.Equal(Utc("2026-10-05T00:00Z"), period.Start);
    }

    [Fact]
    public void Only_its_days_and_dates_count()
    {
        var schedule = new RecurringMaintenance(
            TimeZoneInfo.Utc, [DayOfWeek.Saturday], new TimeOnly(1, 0), TimeSpan.FromHours(1), new DateOnly(2026, 10, 4), new DateOnly(2026, 10, 17));
        var starts = schedule.Between(Utc("2026-09-01T00:00Z"), Utc("2026-12-01T00:00Z")).Select(period => period.Start);
        Assert.Equal([Utc("2026-10-10T01:00Z"), Utc("2026-10-17T01:00Z")], starts);
    }

    private static IEnumerable<SloPeriod> At(string zone, string start, int minutes, string from, string to) =>
        new RecurringMaintenance(TimeZoneInfo.FindSystemTimeZoneById(zone), EveryDay, TimeOnly.Parse(start, null), TimeSpan.FromMinutes(minutes), null, null)
            .Between(Utc(from), Utc(to));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, null);
}
