using Reliability.Core;
using Reliability.Core.Slo;
using static Reliability.Integrations.Tests.Slo.CellTestWorld;

namespace Reliability.Integrations.Tests.Slo;

/// <summary>What each misbehaviour of a source does: docs/slo.md states the same.</summary>
public sealed class MisbehavingSourceTests
{
    private static readonly SliPoint Good = new(Start.AddMinutes(-5), Minute, 9, 10);

    [Fact]
    public async Task Source_that_fails_leaves_the_cells_as_they_were_and_says_why()
    {
        var (world, collected) = await AfterAsync(source => source.Before = (_, _) => throw new HttpRequestException("503"));

        Assert.IsType<HttpRequestException>(collected.Failure);
        Assert.Equal([Good], await world.StoredAsync());
    }

    [Fact]
    public async Task Minutes_that_were_missed_while_a_source_was_down_are_read_when_it_is_back()
    {
        var (world, _) = await AfterAsync(source => source.Before = (_, _) => throw new HttpRequestException("503"));
        world.Source.Before = null;
        world.Time.Advance(TimeSpan.FromMinutes(30));

        Assert.Null((await world.CollectOneAsync(world.Collector())).Failure);
        Assert.Equal([Good, new SliPoint(Start, Minute, 5, 5)], await world.StoredAsync());
    }

    [Fact]
    public async Task Source_that_never_answers_is_given_up_even_when_it_ignores_that()
    {
        var world = await CreateAsync();
        var asked = new TaskCompletionSource();
        world.Source.Before = (_, _) =>
        {
            asked.TrySetResult();
            return new TaskCompletionSource().Task;
        };
        var collecting = world.CollectOneAsync(world.Collector());
        await asked.Task;
        world.Time.Advance(world.Limits.ReadTimeout);

        Assert.Contains("did not answer within 15 s", Assert.IsType<TimeoutException>((await collecting).Failure).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kind_of_source_that_hangs_does_not_hold_up_another()
    {
        var world = await CreateAsync();
        var hanging = new ScriptedSource { Type = "hanging", Before = (_, _) => new TaskCompletionSource().Task };
        var healthy = new TaskCompletionSource();
        world.Source.Before = (_, _) =>
        {
            healthy.TrySetResult();
            return Task.CompletedTask;
        };
        SloIndicator[] indicators = [.. Enumerable.Range(0, 20).Select(index => Hanging($"{index}")), Indicator()];
        var collecting = world.CollectAsync(world.Collector(world.Source, hanging), indicators);
        await healthy.Task;
        Assert.InRange(hanging.Asked.Count, 0, world.Limits.ParallelReads);
        for (var round = 0; round < 5 && !collecting.IsCompleted; round++)
            world.Time.Advance(world.Limits.CycleTimeout);

        var collected = await collecting;
        Assert.Equal(20, collected.Values.Count(each => each.Failure is not null));
    }

    [Fact]
    public async Task Number_that_is_none_is_a_failure_of_the_source() =>
        Assert.IsType<OverflowException>((await AfterAsync(source => source.Bend = _ => [new SliPoint(Start, Minute, 0, (decimal)Nan())])).Collected.Failure);

    [Fact]
    public async Task More_good_events_than_events_are_a_failure_of_the_source() =>
        Assert.IsType<ArgumentOutOfRangeException>((await AfterAsync(source => source.Bend = _ => [new SliPoint(Start, Minute, 2, 1)])).Collected.Failure);

    [Fact]
    public async Task Stale_answer_that_ends_early_leaves_the_latest_minutes_empty()
    {
        var (world, collected) = await AfterAsync(source => source.Bend = points => [.. points.Where(point => point.Start < Start)]);

        Assert.Null(collected.Failure);
        Assert.Equal([Good], await world.StoredAsync());
    }

    [Fact]
    public async Task Answer_that_takes_back_what_it_said_within_the_overlap_is_believed()
    {
        var (world, collected) = await AfterAsync(source => source.Bend = _ => []);

        Assert.Null(collected.Failure);
        Assert.Empty(await world.StoredAsync());
    }

    [Fact]
    public async Task Points_that_come_twice_or_out_of_order_count_once()
    {
        var (world, _) = await AfterAsync(source => source.Bend = points => [.. points.Reverse(), .. points]);

        Assert.Equal([Good, new SliPoint(Start, Minute, 5, 5)], await world.StoredAsync());
    }

    [Fact]
    public async Task Points_that_contradict_each_other_are_a_failure_of_the_source()
    {
        var (world, collected) = await AfterAsync(source => source.Bend = points => [.. points, new SliPoint(Start, Minute, 1, 5)]);

        Assert.IsType<InvalidDataException>(collected.Failure);
        Assert.Equal([Good], await world.StoredAsync());
    }

    [Fact]
    public async Task Past_that_cannot_be_read_leaves_the_present_in_order()
    {
        var world = await CreateAsync();
        world.Source.Before = (_, _) => world.Source.Asked.Count > 1 ? throw new HttpRequestException("too old") : Task.CompletedTask;

        var collected = (await world.CollectAsync(world.Collector(), TimeSpan.FromDays(3))).Values.Single();
        Assert.Equal((null, Start.AddDays(-1)), (collected.Failure, collected.CountedFrom));
    }

    private static double Nan() => double.NaN;

    private static RatioIndicator Hanging(string query)
    {
        var metric = new MetricSource("hanging", new Dictionary<string, string> { ["query"] = query });
        return new RatioIndicator(metric, metric, CountsBad: false);
    }

    // One good cycle, then a minute with five events, of which the source tells in its own way.
    private static async Task<(CellTestWorld World, Integrations.Slo.CollectedSli Collected)> AfterAsync(Action<ScriptedSource> misbehave)
    {
        var world = await CreateAsync();
        world.Source.Points.Add(Good);
        var collector = world.Collector();
        await world.CollectAsync(collector);
        world.Time.Advance(Minute);
        world.Source.Points.Add(new SliPoint(Start, Minute, 5, 5));
        misbehave(world.Source);
        return (world, await world.CollectOneAsync(collector));
    }
}
