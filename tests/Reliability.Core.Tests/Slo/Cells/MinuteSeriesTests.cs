using FsCheck;
using FsCheck.Fluent;
using Reliability.Core.Slo.Cells;
using static Reliability.Core.Tests.Slo.Cells.CellWorld;

namespace Reliability.Core.Tests.Slo.Cells;

public sealed class MinuteSeriesTests
{
    private static readonly Arbitrary<(int Minute, decimal Good, decimal Total)[]> Minutes =
        (from minute in Gen.Choose(0, 4 * 1_440)
         from total in Gen.OneOf(Gen.Choose(0, 100).Select(count => (decimal)count), Gen.Choose(0, 1_000_000).Select(count => count / 7m))
         from bad in Gen.Choose(0, 4)
         select (minute, Math.Min(total, total * bad / 4m), total)).ArrayOf().ToArbitrary();

    [Fact]
    public void Sum_of_a_stretch_is_that_of_its_minutes() => Prop.ForAll(Minutes, ArbMap.Default.ArbFor<(ushort From, ushort Length)>(), (minutes, stretch) =>
    {
        var series = Series(minutes.DistinctBy(each => each.Minute).Select(each => MinuteAt(0, each.Minute, each.Good, each.Total)));
        var (from, to) = (Midnight.AddSeconds(stretch.From * 5), Midnight.AddSeconds((stretch.From + stretch.Length) * 5));
        var points = Within(series, from, to);
        return series.Between(from.UtcTicks, to.UtcTicks) == (points.Sum(point => point.Good), points.Sum(point => point.Total));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Packed_hours_are_read_as_they_were() => Prop.ForAll(Minutes, minutes =>
    {
        var series = Series(minutes.DistinctBy(each => each.Minute).Select(each => MinuteAt(0, each.Minute, each.Good, each.Total)));
        return series.Days.All(day => Enumerable.Range(0, 24).Select(hour => day[hour]).OfType<MinuteHour>().All(hour =>
            MinuteHour.TryRead(hour.Packed, isCoarse: true) is { IsCoarse: true } read
            && read.Packed.SequenceEqual(hour.Packed) && (read.Good, read.Total) == (hour.Good, hour.Total)));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0203")]
    [InlineData("FFFFFFFFFFFFFFFF7F")]
    public void Bytes_that_are_no_hour_are_refused(string bytes) => Assert.Null(MinuteHour.TryRead(Convert.FromHexString(bytes), isCoarse: false));

    [Fact]
    public void Whole_events_stay_whole_and_fractions_keep_billionths()
    {
        var series = Series(MinuteAt(0, 0, 2.000m, 3m), MinuteAt(0, 1, 1m / 3m, 1m));
        Assert.Equal(["2/3", "0.333333333/1.000000000"], series.ToPoints().Select(point => FormattableString.Invariant($"{point.Good}/{point.Total}")));
    }

    [Fact]
    public void Hour_of_whole_events_takes_three_bytes_a_minute()
    {
        var series = Series(Enumerable.Range(0, 60).Select(minute => MinuteAt(0, minute, 8_000, 8_100)));
        Assert.Equal(180, series.Days[0][0]!.Packed.Length);
    }

    [Fact]
    public void Changed_day_is_another_object_and_the_others_stay()
    {
        var before = Series(MinuteAt(0, 0, 1, 1), MinuteAt(24, 0, 1, 1), MinuteAt(48, 0, 1, 1));
        var edit = before.Edit();
        edit[At(24, 1)] = new MinuteCount(1, 2);
        var after = edit.Build();

        Assert.Equal([true, false, true], before.Days.Zip(after.Days, ReferenceEquals));
    }

    [Fact]
    public void Days_before_one_are_left_out() =>
        Assert.Equal([At(24), At(48)], Series(MinuteAt(0, 0, 1, 1), MinuteAt(24, 0, 1, 1), MinuteAt(48, 0, 1, 1)).From(At(24)).Days.Select(day => day.Start));

    [Fact]
    public void Day_that_is_there_twice_is_refused()
    {
        var day = Series(MinuteAt(0, 0, 1, 1)).Days[0];
        Assert.Throws<ArgumentException>(() => MinuteSeries.Of([day, day]));
    }
}
