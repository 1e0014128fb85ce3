using Reliability.Core.Slo.Cells;
using static Reliability.Core.Tests.Slo.Cells.CellWorld;

namespace Reliability.Core.Tests.Slo.Cells;

public sealed class MinuteMergeTests
{
    [Fact]
    public void What_the_source_says_now_replaces_what_it_said_before()
    {
        var before = Series(MinuteAt(9, 57, 5, 5), MinuteAt(9, 58, 5, 5), MinuteAt(9, 59, 5, 5));

        var after = MinuteMerge.Merge(before, [MinuteAt(9, 58, 1, 2), MinuteAt(10, 0, 3, 3)], At(9, 58), At(10, 1), At(10));

        Assert.Equal([MinuteAt(9, 57, 5, 5), MinuteAt(9, 58, 1, 2), MinuteAt(10, 0, 3, 3)], after.ToPoints());
    }

    [Fact]
    public void Same_answer_twice_changes_nothing_and_keeps_the_same_days()
    {
        var once = MinuteMerge.Merge(MinuteSeries.Empty, [MinuteAt(9, 58, 1, 2)], At(9, 50), At(10), null);
        var twice = MinuteMerge.Merge(once, [MinuteAt(9, 58, 1, 2)], At(9, 50), At(10), At(10));

        Assert.Same(once, twice);
    }

    [Fact]
    public void Points_out_of_order_doubled_or_outside_of_what_was_asked_for_change_nothing()
    {
        var points = new[] { MinuteAt(9, 59, 1, 1), MinuteAt(9, 58, 1, 2), MinuteAt(9, 59, 1, 1), MinuteAt(9, 40, 9, 9), MinuteAt(10, 0, 9, 9) };

        var after = MinuteMerge.Merge(MinuteSeries.Empty, points, At(9, 50), At(10), null);

        Assert.Equal([MinuteAt(9, 58, 1, 2), MinuteAt(9, 59, 1, 1)], after.ToPoints());
    }

    [Fact]
    public void Points_below_a_minute_add_up()
    {
        var half = TimeSpan.FromSeconds(30);
        var points = new[] { new SliPoint(At(9, 58), half, 1, 2), new SliPoint(At(9, 58) + half, half, 2, 2) };

        Assert.Equal([MinuteAt(9, 58, 3, 4)], MinuteMerge.Merge(MinuteSeries.Empty, points, At(9, 50), At(10), null).ToPoints());
    }

    [Fact]
    public void Source_that_says_two_things_about_one_minute_is_not_believed()
    {
        var exception = Assert.Throws<InvalidDataException>(() =>
            MinuteMerge.Merge(MinuteSeries.Empty, [MinuteAt(9, 58, 1, 2), MinuteAt(9, 58, 2, 2)], At(9, 50), At(10), null));
        Assert.Contains("2026-10-01 09:58", exception.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => MinuteMerge.Merge(MinuteSeries.Empty, [HourAt(9, 1, 2), MinuteAt(9, 58, 2, 2)], At(9), At(10), null));
    }

    [Fact]
    public void Minute_with_more_events_than_there_can_be_is_not_believed() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        MinuteMerge.Merge(MinuteSeries.Empty, [MinuteAt(9, 58, 0, MinuteCount.MostEvents + 1)], At(9, 50), At(10), null));
}
