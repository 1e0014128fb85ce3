using Reliability.Core.Rum;
using Reliability.Core.Rum.Counting;

namespace Reliability.Core.Tests.Rum.Counting;

public sealed class RecentReportsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 2, 0)]
    public void Value_sent_three_times_growing_counts_once_with_the_final_value(params int[] order)
    {
        RumRecord[] sent = [Report(0, 1_000), Report(60, 2_600), Report(120, 5_000)];
        var (rounds, together) = (new CountingWorld(), new CountingWorld());
        foreach (var i in order) rounds.Round(sent[i]);
        together.Round([.. order.Select(i => sent[i])]);
        Assert.Equal(Counted(Report(120, 5_000)), rounds.Cells());
        Assert.Equal(rounds.Cells(), together.Cells());
    }

    [Fact]
    public void Later_report_moves_the_measurement_to_its_own_hour_and_page()
    {
        var world = new CountingWorld();
        world.Round(Report(-1, 1_000, page: "/a"));
        Assert.Equal(1, world.Round(Report(1, 1_000, page: "/b")).Replaced);
        Assert.Contains("2026010212", Assert.Single(world.Cells()), StringComparison.Ordinal);
        Assert.Equal(Counted(Report(1, 1_000, page: "/b")), world.Cells());
    }

    [Fact]
    public void At_the_same_time_the_later_position_wins_and_then_the_greater_value()
    {
        var world = new CountingWorld();
        var both = Report(0, 9_000) with { Samples = [Sample(9_000), Sample(1_000)] };
        world.Round(both);
        Assert.Equal(Counted(Report(0, 1_000)), world.Cells());
        world.Round(Report(0, 8_000)); // position 0
        Assert.Equal(Counted(Report(0, 1_000)), world.Cells());

        world = new CountingWorld();
        foreach (var value in new[] { 2_000, 3_000, 1_000 }) world.Round(Report(0, value));
        Assert.Equal(Counted(Report(0, 3_000)), world.Cells());
    }

    [Fact]
    public void Report_measured_earlier_loses_though_it_comes_in_later()
    {
        var world = new CountingWorld();
        world.Round(Report(0, 1_000));
        world.Round(Report(60, 5_000, age: 61));
        Assert.Equal(Counted(Report(0, 1_000)), world.Cells());
    }

    [Theory]
    [InlineData(1_800, 1)]
    [InlineData(1_801, 2)]
    public void Measurement_counts_again_after_more_than_half_an_hour(int seconds, int count)
    {
        var (rounds, together) = (new CountingWorld(), new CountingWorld());
        rounds.Round(Report(0, 1_000));
        rounds.Round(Report(seconds, 1_000));
        together.Round(Report(seconds, 1_000), Report(0, 1_000));
        foreach (var world in new[] { rounds, together })
            Assert.Equal(Counted([.. new[] { Report(0, 1_000), Report(seconds, 1_000) }.TakeLast(count)]), world.Cells());
    }

    [Fact]
    public void Half_hour_is_counted_from_the_report_that_counts()
    {
        var world = new CountingWorld();
        for (var minutes = 0; minutes <= 250; minutes += 25) world.Round(Report(minutes * 60, 1_000 + minutes));
        Assert.Equal(Counted(Report(250 * 60, 1_250)), world.Cells());
    }

    [Fact]
    public void Other_site_metric_or_id_is_another_measurement_and_none_is_always_one()
    {
        var world = new CountingWorld();
        RumRecord[] sent =
        [
            Report(0, 1_000),
            Report(0, 1_000) with { Site = "blog" },
            Report(0, 1_000) with { Samples = [Sample(1_000) with { Metric = VitalMetric.INP }] },
            Report(0, 1_000) with { Samples = [Sample(1_000) with { IdHash = 8 }, Sample(1_000) with { IdHash = 0 }, Sample(1_000) with { IdHash = 0 }] },
        ];
        foreach (var record in sent) Assert.Equal(0, world.Round(record).Replaced);
        Assert.Equal(Counted(sent), world.Cells());
        Assert.Equal(6, sent.Sum(record => record.Samples.Count));
    }

    [Fact]
    public void Copy_of_a_request_counts_nothing_and_is_not_handed_on()
    {
        var first = Report(0, 1_000) with { IdempotencyHash = 5, Samples = [Sample(1_000) with { IdHash = 0 }] };
        var copy = first with { ReceivedAt = Noon.AddSeconds(20) };
        var other = first with { Site = "blog" };
        var world = new CountingWorld();
        Assert.Equal([first, other], world.Round(copy, first, other).Records);
        world.Restart();
        var again = world.Round(copy with { ReceivedAt = Noon.AddMinutes(30) });
        Assert.Equal((0, 1, 0), (again.Records.Count, again.Repeated, again.Samples));
        var late = copy with { ReceivedAt = Noon.AddMinutes(31) };
        Assert.Equal([late], world.Round(late).Records);
        Assert.Equal(Counted(first, other, late), world.Cells());
    }

    [Fact]
    public void Weight_of_the_report_that_counts_is_the_weight()
    {
        var world = new CountingWorld();
        world.Round(Report(0, 1_000) with { Weight = 2_000 });
        world.Round(Report(10, 1_000) with { Weight = 5_000 });
        Assert.Equal(Counted(Report(10, 1_000) with { Weight = 5_000 }), world.Cells());
    }

    [Fact]
    public void Oldest_report_is_forgotten_when_there_is_no_room_and_counts_again()
    {
        var world = new CountingWorld(capacity: 10);
        for (var id = 1; id <= 11; id++) world.Round(Report(id, 1_000, id: id));
        Assert.Equal((10, 1), (world.Memory.Count, world.Memory.Evicted));
        world.Round(Report(20, 1_000, id: 2));
        Assert.Equal(11, CountOf(world));
        world.Round(Report(21, 1_000, id: 1));
        Assert.Equal(12, CountOf(world));
    }

    [Fact]
    public void Measurement_reported_over_and_over_takes_no_more_than_its_room()
    {
        var world = new CountingWorld(capacity: 100);
        for (var i = 0; i < 1_000; i++) world.Round(Report(i, 1_000 + i, id: 1 + (i % 3)));
        Assert.Equal((100, 0), (world.Memory.Count, world.Memory.Evicted));
        Assert.Equal(3, CountOf(world));
    }

    [Fact]
    public void Rounds_are_forgotten_after_an_hour_and_after_5000_rounds()
    {
        var world = new CountingWorld();
        world.Round(Report(0, 1_000, id: 1));
        var last = world.Round(Report(3_600, 1_000, id: 2));
        Assert.Equal((2, 1), (world.Memory.Count, last.FirstNeeded));
        last = world.Round(Report(3_601, 1_000, id: 3));
        Assert.Equal((2, 2), (world.Memory.Count, last.FirstNeeded));
        for (var i = 0; i < 5_000; i++) last = world.Round(Report(3_602, 1_000, id: 4 + i));
        Assert.Equal((5_000, 4), (world.Memory.Count, last.FirstNeeded));
    }

    [Fact]
    public void Cleared_memory_knows_nothing()
    {
        var world = new CountingWorld();
        world.Round(Report(0, 1_000));
        world.Memory.Clear();
        Assert.Equal((0, 0, 0), (world.Memory.Round, world.Memory.Count, world.Memory.Latest));
        Assert.Equal(0, world.Round(Report(1, 1_000)).Replaced);
    }

    [Fact]
    public void Damaged_note_is_refused_or_read_and_never_throws()
    {
        var world = new CountingWorld();
        RumRecord[] records = [.. Enumerable.Range(0, 40).Select(i => Report(-i, i, id: 1 + (i % 5)) with { IdempotencyHash = (ulong)(i % 3) })];
        world.Round(records);
        var note = Assert.Single(world.Notes);
        Assert.NotNull(RoundCount.Restore(new RecentReports(100), 1, records, note));
        Assert.Null(RoundCount.Restore(new RecentReports(100), 1, records[1..], note));
        for (var length = 0; length < note.Length; length++) Assert.Null(RoundCount.Restore(new RecentReports(100), 1, records, note.AsSpan(0, length)));
        var random = new Random(3);
        for (var i = 0; i < 2_000; i++)
        {
            var changed = (byte[])note.Clone();
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            if (RoundCount.Restore(new RecentReports(100), 1, records, changed) is { } count) Assert.InRange(count.Samples, 0, 40);
        }
    }

    private static long CountOf(CountingWorld world) => world.Cells().Sum(cell => cell.Split(' ')[^3].Split('/').Sum(long.Parse));

    private static string[] Counted(params RumRecord[] records)
    {
        var world = new CountingWorld();
        foreach (var record in records) world.Round(record with { Samples = [.. record.Samples.Select(sample => sample with { IdHash = 0 })], IdempotencyHash = 0 });
        return world.Cells();
    }

    private static RumRecord Report(int second, double value, string page = "/", int age = 0, int id = 7) =>
        new("shop", Noon.AddSeconds(second), [Sample(value) with { Dimensions = new VitalDimensions(page, DeviceKind.Mobile, ConnectionKind.FourG, ""), AgeSeconds = age, IdHash = (ulong)id }]);

    private static VitalSample Sample(double value) => new(VitalMetric.LCP, value, 7, new VitalDimensions("/", DeviceKind.Mobile, ConnectionKind.FourG, ""));
}
