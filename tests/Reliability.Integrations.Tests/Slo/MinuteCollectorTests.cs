using Reliability.Core;
using Reliability.Integrations.Slo;
using static Reliability.Integrations.Tests.Slo.CellTestWorld;

namespace Reliability.Integrations.Tests.Slo;

public sealed class MinuteCollectorTests
{
    [Fact]
    public async Task Each_cycle_reads_only_what_is_new_and_the_overlap()
    {
        var world = await CreateAsync();
        var collector = world.Collector();
        await world.CollectAsync(collector);
        world.Time.Advance(Minute);
        await world.CollectAsync(collector);

        Assert.Equal([(Start.AddHours(-1), Start), (Start.AddMinutes(-10), Start + Minute)], world.Source.Asked);
    }

    [Fact]
    public async Task Late_and_corrected_minutes_within_the_overlap_are_taken()
    {
        var world = await CreateAsync();
        var collector = world.Collector();
        world.Source.Points.Add(Point(-2, 5, 5));
        await world.CollectAsync(collector);
        world.Source.Points.Clear();
        world.Source.Points.AddRange([Point(-9, 1, 2), Point(-2, 4, 6), Point(0, 1, 1)]);
        world.Time.Advance(Minute);
        var collected = await world.CollectOneAsync(collector);

        Assert.Equal([Point(-9, 1, 2), Point(-2, 4, 6), Point(0, 1, 1)], collected.Minutes.ToPoints());
        Assert.Equal(collected.Minutes.ToPoints(), await world.StoredAsync());
    }

    [Fact]
    public async Task Past_is_filled_backwards_in_bounded_steps_with_the_latest_day_first()
    {
        var world = await CreateAsync();
        world.Limits = world.Limits with { StepsPerCycle = 3 };
        var collector = world.Collector();
        var first = (await world.CollectAsync(collector, TimeSpan.FromDays(4))).Values.Single();
        Assert.Equal(
            [(Start.AddDays(-1), Start), (Start.AddDays(-2), Start.AddDays(-1)), (Start.AddDays(-3), Start.AddDays(-2))], world.Source.Asked);
        Assert.Equal(Start.AddDays(-3), first.CountedFrom);

        world.Time.Advance(Minute);
        var second = (await world.CollectAsync(collector, TimeSpan.FromDays(4))).Values.Single();
        Assert.Equal((Start.AddDays(-4) + Minute, Start.AddDays(-3)), world.Source.Asked[^1]);
        Assert.Null(second.CountedFrom);
    }

    [Fact]
    public async Task Objective_that_needs_more_of_the_past_later_gets_it()
    {
        var world = await CreateAsync();
        world.Source.Points.Add(Point(-100, 1, 1));
        var collector = world.Collector();
        Assert.Empty((await world.CollectOneAsync(collector)).Minutes.Days);

        Assert.Single((await world.CollectAsync(collector, TimeSpan.FromHours(2))).Values.Single().Minutes.ToPoints());
    }

    [Fact]
    public async Task After_days_of_rest_what_was_missed_is_read_in_steps_and_the_indicator_is_not_up_to_now_until_then()
    {
        var world = await CreateAsync();
        world.Limits = world.Limits with { StepsPerCycle = 2 };
        var collector = world.Collector();
        await world.CollectAsync(collector, TimeSpan.FromDays(10));
        world.Time.Advance(TimeSpan.FromDays(3));
        world.Source.Points.Add(Point(4_000, 1, 2));

        var first = (await world.CollectAsync(collector, TimeSpan.FromDays(10))).Values.Single();
        Assert.IsType<TimeoutException>(first.Failure);
        var second = (await world.CollectAsync(collector, TimeSpan.FromDays(10))).Values.Single();
        Assert.Null(second.Failure);
        Assert.Equal([Point(4_000, 1, 2)], second.Minutes.ToPoints());
    }

    [Fact]
    public async Task Process_that_knows_the_checkpoint_reads_no_days_and_another_does()
    {
        var world = await CreateAsync();
        world.Source.Points.Add(Point(-2, 5, 5));
        var collector = world.Collector();
        await world.CollectAsync(collector);
        world.Time.Advance(Minute);
        var before = world.Tables.Operations;
        await world.CollectAsync(collector);
        Assert.Equal(["Query", "Transaction"], OperationsSince(world, before));

        before = world.Tables.Operations;
        world.Time.Advance(Minute);
        Assert.Equal([Point(-2, 5, 5)], (await world.CollectOneAsync(world.Collector())).Minutes.ToPoints());
        Assert.Equal(["Query", "Query", "Transaction"], OperationsSince(world, before));
    }

    [Fact]
    public async Task Days_that_nobody_needs_are_deleted_and_so_is_an_indicator_that_is_gone()
    {
        var world = await CreateAsync();
        world.Source.Points.AddRange([Point(-2, 5, 5), Point(60 * 24 * 34, 1, 1)]);
        await world.CollectAsync(world.Collector());
        world.Time.Advance(TimeSpan.FromDays(36));
        await world.CollectAsync(world.Collector(), TimeSpan.FromDays(3));
        Assert.Equal([Point(60 * 24 * 34, 1, 1)], await world.StoredAsync());

        world.Time.Advance(TimeSpan.FromDays(37));
        await world.CollectAsync(world.Collector(), Indicator("other"));
        Assert.Empty(await world.StoredAsync());
        Assert.Equal([IndicatorKey.Of(Indicator("other"))], (await new MinuteCellTable(world.Tables).ReadCheckpointsAsync(CancellationToken.None)).Keys);
    }

    [Fact]
    public async Task Hours_of_events_become_minutes_by_when_they_were_seen()
    {
        var world = await CreateAsync();
        var hours = new ScriptedSource { Grain = TimeSpan.FromHours(1), Lateness = TimeSpan.FromHours(25) };
        var collector = world.Collector(hours);
        await world.CollectAsync(collector);
        foreach (var (minute, total) in new[] { (1, 3), (2, 3), (3, 7) })
        {
            world.Time.Advance(Minute);
            hours.Points.Clear();
            hours.Points.Add(new SliPoint(Start, TimeSpan.FromHours(1), total, total));
            await world.CollectAsync(collector);
            Assert.Equal(Start.AddMinutes(minute), world.Time.GetUtcNow());
        }

        Assert.Equal([Point(0, 3, 3), Point(2, 4, 4)], await world.StoredAsync());
        Assert.All(hours.Asked, asked => Assert.Equal(0, asked.From.Minute));
    }

    private static SliPoint Point(int minutes, decimal good, decimal total) => new(Start.AddMinutes(minutes), Minute, good, total);

    private static string[] OperationsSince(CellTestWorld world, int before) =>
        [.. world.Tables.Log.Where(operation => operation.Number > before).Select(operation => $"{operation.Kind}")];
}
