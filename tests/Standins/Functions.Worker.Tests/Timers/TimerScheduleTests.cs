using Microsoft.Azure.Functions.Worker.Standalone;
using Reliability.Testing;

namespace Functions.Worker.Tests.Timers;

public sealed class TimerScheduleTests
{
    private static readonly DateTimeOffset Start = FakeTimeProvider.DefaultStart;

    [Theory]
    [InlineData("0 */5 * * * *", "00:00:00", "00:05:00")]
    [InlineData("*/10 * * * * *", "00:00:09.5", "00:00:10")]
    [InlineData("30 0 9 * * MON-FRI", "1.10:00:00", "4.09:00:30")]
    [InlineData("*/15 * * * *", "00:14:59", "00:15:00")]
    [InlineData("00:07:00", "00:00:00", "00:07:00")]
    [InlineData("1.00:00:00", "00:00:00", "1.00:00:00")]
    public void The_next_occurrence_is_strictly_later(string expression, string after, string next)
    {
        TimerSchedule schedule = Parse(expression);
        Assert.Equal(Start + TimeSpan.Parse(next, null), schedule.Next(Start + TimeSpan.Parse(after, null)));
    }

    [Theory]
    [InlineData("0 * * * * *", false)]
    [InlineData("0 0 0 29 2 *", false)]
    [InlineData("59 */1 * * * *", false)]
    [InlineData("00:01:00", false)]
    [InlineData("00:00:59", true)]
    [InlineData("*/30 * * * * *", true)]
    [InlineData("0,1 0 0 1 1 *", true)]
    [InlineData("1,0 0 0 1 1 *", true)]
    public void A_schedule_is_sub_minute_when_two_occurrences_can_be_closer_than_that(string expression, bool subMinute) =>
        Assert.Equal(subMinute, Parse(expression).IsSubMinute);

    [Theory]
    [InlineData("")]
    [InlineData("* * *")]
    [InlineData("0 0 0 0 0 0 0")]
    [InlineData("60 * * * * *")]
    [InlineData("-00:05:00")]
    [InlineData("00:00:00")]
    [InlineData("0 0 0 31 2 *")]
    public void A_schedule_that_makes_no_sense_is_refused_with_a_reason(string expression)
    {
        Assert.False(TimerSchedule.TryParse(expression, out TimerSchedule? schedule, out string? fault));
        Assert.Null(schedule);
        Assert.NotEmpty(fault!);
    }

    [Theory]
    [InlineData("0 */5 * * * *")]
    [InlineData("*/7 * * * * *")]
    [InlineData("0 0 9,17 * * *")]
    [InlineData("15 10-20 3 * * *")]
    [InlineData("00:00:13")]
    [InlineData("03:00:00")]
    public void The_latest_occurrence_is_the_last_of_those_counted_one_by_one(string expression)
    {
        TimerSchedule schedule = Parse(expression);
        Random random = new(20260101);
        for (int i = 0; i < 200; i++)
        {
            DateTimeOffset after = Start.AddSeconds(random.Next(0, 86_400));
            DateTimeOffset now = after.AddSeconds(random.Next(0, 20_000));
            DateTimeOffset? latest = null;
            for (DateTimeOffset next = schedule.Next(after); next <= now; next = schedule.Next(next))
                latest = next;
            Assert.Equal(latest, schedule.Latest(now, after));
        }
    }

    [Fact]
    public void The_latest_occurrence_of_a_frequent_timer_is_found_at_once_after_years()
    {
        DateTimeOffset now = Start.AddYears(10).AddMilliseconds(300);
        Assert.Equal(now.AddMilliseconds(-300), Parse("* * * * * *").Latest(now, Start));
    }

    private static TimerSchedule Parse(string expression)
    {
        Assert.True(TimerSchedule.TryParse(expression, out TimerSchedule? schedule, out string? fault), fault);
        return schedule!;
    }
}
