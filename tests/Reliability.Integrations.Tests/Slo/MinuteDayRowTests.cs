using Azure.Data.Tables;
using Reliability.Core.Slo.Cells;
using Reliability.Integrations.Slo;

namespace Reliability.Integrations.Tests.Slo;

public sealed class MinuteDayRowTests
{
    private static readonly DateTimeOffset Day = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Day_is_read_as_it_was_written()
    {
        var day = Busy(new Random(1), most: 100_000);
        var read = MinuteDayRow.Read(MinuteDayRow.Write("key", Day, day))!;

        Assert.Equal(MinuteSeries.Of([day]).ToPoints(), MinuteSeries.Of([read]).ToPoints());
        Assert.Equal(Day, read.Start);
    }

    [Fact]
    public void Marks_of_hours_are_kept()
    {
        var hours = new MinuteHour?[24];
        hours[3] = MinuteHour.Pack([.. Enumerable.Repeat(new MinuteCount(1, 1), 60)], isCoarse: true);
        hours[4] = MinuteHour.Pack([.. Enumerable.Repeat(new MinuteCount(1, 1), 60)], isCoarse: false);

        var read = MinuteDayRow.Read(MinuteDayRow.Write("key", Day, MinuteDay.Of(Day, hours)))!;

        Assert.Equal([true, false], new[] { read[3]!.IsCoarse, read[4]!.IsCoarse });
    }

    [Fact]
    public void Day_without_events_is_an_empty_row() => Assert.Null(MinuteDayRow.Read(MinuteDayRow.Write("key", Day, null)));

    [Fact]
    public void Busiest_day_fits_into_a_property()
    {
        var edit = MinuteSeries.Empty.Edit();
        var random = new Random(2);
        for (var minute = 0; minute < 1_440; minute++)
        {
            var total = 999_999_000 + ((decimal)random.NextDouble() * 999);
            edit[Day.AddMinutes(minute)] = new MinuteCount(total * (decimal)random.NextDouble(), total);
        }

        Assert.InRange(MinuteDayRow.Write("key", Day, edit.Build().Days[0]).GetBinary("Minutes").Length, 1_000, 65_536);
    }

    [Theory]
    [InlineData("")]
    [InlineData("02")]
    [InlineData("0005")]
    [InlineData("01FFFF")]
    public void Row_that_is_damaged_is_not_taken_for_an_empty_day(string bytes)
    {
        var row = new TableEntity("key", "20261001") { ["Minutes"] = Convert.FromHexString(bytes) };
        Assert.Contains("20261001", Assert.Throws<InvalidDataException>(() => MinuteDayRow.Read(row)).Message, StringComparison.Ordinal);
    }

    private static MinuteDay Busy(Random random, int most)
    {
        var edit = MinuteSeries.Empty.Edit();
        for (var minute = 0; minute < 1_440; minute += random.Next(1, 4))
        {
            var total = random.Next(1, most);
            edit[Day.AddMinutes(minute)] = new MinuteCount(random.Next(total), total);
        }

        return edit.Build().Days[0];
    }
}
