using System.Globalization;
using Reliability.Core.Slo;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo;

public sealed class CalendarWindowTests
{
    // Each period is counted from the first start itself: February cuts 31 January short, March does not stay short.
    [Theory]
    [InlineData("1M", "2024-01-31 00:00", "UTC", "2024-02-15T00:00Z", "2024-01-31T00:00Z", "2024-02-29T00:00Z")]
    [InlineData("1M", "2024-01-31 00:00", "UTC", "2024-02-29T00:00Z", "2024-02-29T00:00Z", "2024-03-31T00:00Z")]
    [InlineData("1M", "2024-01-31 00:00", "UTC", "2024-03-31T00:00Z", "2024-03-31T00:00Z", "2024-04-30T00:00Z")]
    [InlineData("1M", "2023-01-31 00:00", "UTC", "2023-02-28T00:00Z", "2023-02-28T00:00Z", "2023-03-31T00:00Z")]
    [InlineData("2M", "2024-01-31 00:00", "UTC", "2024-03-30T23:59Z", "2024-01-31T00:00Z", "2024-03-31T00:00Z")]
    [InlineData("1Q", "2024-01-01 00:00", "UTC", "2024-05-01T00:00Z", "2024-04-01T00:00Z", "2024-07-01T00:00Z")]
    [InlineData("1Y", "2024-02-29 00:00", "UTC", "2025-06-01T00:00Z", "2025-02-28T00:00Z", "2026-02-28T00:00Z")]
    [InlineData("1Y", "2024-02-29 00:00", "UTC", "2028-03-01T00:00Z", "2028-02-29T00:00Z", "2029-02-28T00:00Z")]
    [InlineData("2w", "2026-01-05 00:00", "UTC", "2026-10-01T12:00Z", "2026-09-28T00:00Z", "2026-10-12T00:00Z")]
    // Before the first start, periods continue backwards.
    [InlineData("1M", "2026-01-31 00:00", "UTC", "2025-12-30T00:00Z", "2025-11-30T00:00Z", "2025-12-31T00:00Z")]
    // In New York the clock went forward on 8 March 2026 and goes back on 1 November 2026.
    [InlineData("1d", "2026-03-01 00:00", "America/New_York", "2026-03-08T12:00Z", "2026-03-08T05:00Z", "2026-03-09T04:00Z")]
    [InlineData("1d", "2026-03-01 00:00", "America/New_York", "2026-11-01T12:00Z", "2026-11-01T04:00Z", "2026-11-02T05:00Z")]
    [InlineData("1M", "2026-01-01 00:00", "America/New_York", "2026-03-20T00:00Z", "2026-03-01T05:00Z", "2026-04-01T04:00Z")]
    // 02:30 does not exist on 8 March: the period starts an hour later by the clock.
    [InlineData("1d", "2026-03-01 02:30", "America/New_York", "2026-03-08T08:00Z", "2026-03-08T07:30Z", "2026-03-09T06:30Z")]
    // 01:30 exists twice on 1 November: the first counts.
    [InlineData("1d", "2026-03-01 01:30", "America/New_York", "2026-11-01T06:00Z", "2026-11-01T05:30Z", "2026-11-02T06:30Z")]
    // Hours are hours, whatever the clock shows.
    [InlineData("12h", "2026-03-07 00:00", "America/New_York", "2026-03-08T18:00Z", "2026-03-08T17:00Z", "2026-03-09T05:00Z")]
    [InlineData("1d", "2026-01-01 00:00", "Asia/Kolkata", "2026-10-01T12:00Z", "2026-09-30T18:30Z", "2026-10-01T18:30Z")]
    public void Period_follows_the_calendar(string duration, string first, string zone, string now, string start, string end) =>
        Assert.Equal(new SloPeriod(Instant(start), Instant(end)), Window(duration, first, zone).At(Instant(now)));

    [Theory]
    [InlineData("1d", "America/New_York", 366)]
    [InlineData("1M", "Europe/Berlin", 25)]
    [InlineData("5h", "Australia/Lord_Howe", 2_000)]
    public void Periods_join_without_gaps(string duration, string zone, int count)
    {
        var window = Window(duration, "2025-01-31 02:15", zone);
        var period = window.At(Instant("2025-01-31T12:00Z"));
        for (var index = 0; index < count; index++)
        {
            var next = window.At(period.End);
            Assert.Equal(period.End, next.Start);
            Assert.Equal(period, window.At(period.End.AddTicks(-1)));
            Assert.True(next.End > next.Start);
            period = next;
        }
    }

    [Fact]
    public void Budget_in_minutes_takes_the_real_length_of_the_period()
    {
        var slo = Objective(0.99m) with { Window = Window("1d", "2026-01-01 00:00", "America/New_York") };

        Assert.Equal(13.8m, EvaluateAt(Instant("2026-03-08T12:00Z"), slo, []).ErrorBudget.Minutes.Total);
        Assert.Equal(15m, EvaluateAt(Instant("2026-11-01T12:00Z"), slo, []).ErrorBudget.Minutes.Total);
    }

    [Fact]
    public void Window_counts_from_the_start_of_the_period_to_now()
    {
        var slo = Objective() with { Window = Window("1M", "2026-01-01 00:00", "UTC") };
        var status = EvaluateAt(Instant("2026-10-01T12:00Z"), slo, [Point(13, 0, 50), Point(12, 9, 10), Point(1, 10, 10), Point(0, 0, 70)]);

        Assert.Equal((19m, 20m), (status.Good, status.Total));
        Assert.Equal(Instant("2026-11-01T00:00Z"), status.WindowEnd);
        // The burn rate does not start anew with the month.
        Close(5_100.0 / 70, status.BurnRates.Single(rate => rate.Window == TimeSpan.FromDays(1)).Rate);
    }

    private static CalendarWindow Window(string duration, string first, string zone) => new(
        Duration(duration),
        DateTime.ParseExact(first, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-ddTHH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
