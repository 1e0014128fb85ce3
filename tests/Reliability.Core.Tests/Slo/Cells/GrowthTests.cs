using FsCheck;
using FsCheck.Fluent;
using Reliability.Core.Slo.Cells;
using static Reliability.Core.Tests.Slo.Cells.CellWorld;

namespace Reliability.Core.Tests.Slo.Cells;

public sealed class GrowthTests
{
    [Fact]
    public void New_events_of_an_hour_go_to_the_minutes_since_it_was_read_before()
    {
        var before = MinuteMerge.Merge(MinuteSeries.Empty, [HourAt(9, 8, 10)], At(9), At(9, 10), At(9));
        var after = MinuteMerge.Merge(before, [HourAt(9, 10, 13)], At(9), At(9, 12), At(9, 10));

        Assert.Equal([.. Within(before, At(9), At(9, 10))], Within(after, At(9), At(9, 10)));
        Assert.Equal([MinuteAt(9, 10, 1, 2), MinuteAt(9, 11, 1, 1)], Within(after, At(9, 10), At(10)));
    }

    [Fact]
    public void Hour_that_was_not_seen_growing_is_spread_evenly_in_whole_events_and_marked()
    {
        var after = MinuteMerge.Merge(MinuteSeries.Empty, [HourAt(9, 90, 120)], At(9), At(10), null);

        Assert.All(after.ToPoints(), point => Assert.Equal((2m, true, Hour), (point.Total, point.Good is 1 or 2, point.SpreadOver)));
        Assert.Equal((90m, 120m, 60), (after.ToPoints().Sum(point => point.Good), after.ToPoints().Sum(point => point.Total), after.ToPoints().Count()));
    }

    [Fact]
    public void Hour_that_was_seen_growing_is_not_marked() =>
        Assert.All(MinuteMerge.Merge(MinuteSeries.Empty, [HourAt(9, 9, 12)], At(9), At(9, 6), At(9)).ToPoints(), point => Assert.Equal(TimeSpan.Zero, point.SpreadOver));

    [Theory]
    [InlineData(1, 59)]
    [InlineData(20, 40)]
    [InlineData(600, 0)]
    public void Late_events_go_to_as_much_of_the_end_of_their_hour_as_has_passed_since(int minutesLate, int firstMinute)
    {
        var now = At(10).AddMinutes(minutesLate);
        var after = MinuteMerge.Merge(MinuteSeries.Empty, [HourAt(9, 0, 60)], At(9), now, now.AddMinutes(-1) < At(10) ? At(10) : now.AddMinutes(-1));

        Assert.Equal((At(9, firstMinute), At(9, 59)), (after.ToPoints().First().Start, after.ToPoints().Last().Start));
        Assert.All(after.ToPoints(), point => Assert.Equal(TimeSpan.Zero, point.SpreadOver));
    }

    [Fact]
    public void Events_that_are_gone_are_taken_from_the_latest_minutes()
    {
        var before = Series(MinuteAt(9, 10, 3, 4), MinuteAt(9, 30, 2, 2), MinuteAt(9, 50, 0, 1));

        var after = MinuteMerge.Merge(before, [HourAt(9, 2, 3)], At(9), At(10), At(9, 59));

        Assert.Equal([MinuteAt(9, 10, 2, 3)], after.ToPoints());
    }

    [Fact]
    public void Event_that_turned_bad_stays_an_event()
    {
        var before = Series(MinuteAt(9, 10, 3, 3));

        var after = MinuteMerge.Merge(before, [HourAt(9, 2, 3)], At(9), At(9, 20), At(9, 19));

        Assert.Equal([MinuteAt(9, 10, 2, 2), MinuteAt(9, 19, 0, 1)], after.ToPoints());
    }

    [Fact]
    public void Hour_that_the_source_no_longer_has_is_empty() =>
        Assert.Empty(MinuteMerge.Merge(Series(MinuteAt(9, 10, 3, 3)), [], At(9), At(10), At(10)).Days);

    [Fact]
    public void Reading_again_within_the_minute_puts_what_is_new_into_the_last_one() => Assert.Equal(
        [MinuteAt(9, 19, 1, 1)], MinuteMerge.Merge(MinuteSeries.Empty, [HourAt(9, 1, 1)], At(9), At(9, 20), At(9, 20)).ToPoints());

    [Fact]
    public void Minutes_of_an_hour_always_add_up_to_it()
    {
        var readings = (from good in Gen.Choose(0, 400)
                        from bad in Gen.Choose(0, 50)
                        from fraction in Gen.Elements(1m, 1m, 1m, 7m)
                        from steps in Gen.Choose(0, 30)
                        select (good, bad, fraction, steps)).ListOf().ToArbitrary();
        Prop.ForAll(readings, all =>
        {
            var (series, seen, holds) = (MinuteSeries.Empty, At(9), true);
            foreach (var (good, bad, fraction, steps) in all)
            {
                var now = seen.AddMinutes(steps) > At(9, 1) ? seen.AddMinutes(steps) : At(9, 1);
                var hour = HourAt(9, decimal.Round(good / fraction, 9), decimal.Round(good / fraction, 9) + decimal.Round(bad / fraction, 9));
                series = MinuteMerge.Merge(series, [hour], At(9), now, seen);
                var points = series.ToPoints().ToArray();
                holds &= points.Sum(point => point.Good) == hour.Good && points.Sum(point => point.Total) == hour.Total
                    && points.All(point => point.Start >= At(9) && point.Start < At(10) && point.Start < now);
                seen = now;
            }

            return holds;
        }).QuickCheckThrowOnFailure();
    }
}
