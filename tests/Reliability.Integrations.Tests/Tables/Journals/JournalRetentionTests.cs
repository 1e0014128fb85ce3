using Reliability.Integrations.Tables.Journals;
using Reliability.Testing;
using static Reliability.Integrations.Tests.Tables.Journals.JournalWorld;

namespace Reliability.Integrations.Tests.Tables.Journals;

public sealed class JournalRetentionTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Closed_partitions_are_kept_for_their_days_and_then_deleted_whole()
    {
        var world = await ClosedAsync(250);
        world.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromHours(4));
        Assert.Equal(0, await Retention(world).RunAsync(None));
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(251, await Retention(world).RunAsync(None)); // and the seal
        Assert.Equal(["checkpoint", "rounds"], (await world.RowsAsync()).Select(row => row.PartitionKey));
        Assert.Equal(0, await Retention(world).RunAsync(None));
    }

    [Fact]
    public async Task Unread_partitions_are_kept_however_old()
    {
        var world = await CreateAsync();
        await world.WriteAsync(1);
        world.Clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal(0, await Retention(world).RunAsync(None));
        await AssertDrainsAsync(world.Reader(), 1);
    }

    [Fact]
    public async Task Bounded_run_is_taken_up_by_the_next()
    {
        var world = await ClosedAsync(250);
        world.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(200, await Retention(world, 2).RunAsync(None));
        Assert.Equal(51, await Retention(world, 2).RunAsync(None));
        Assert.Equal(2, (await world.RowsAsync()).Count);
    }

    [Fact]
    public async Task Any_fault_at_any_operation_is_made_good_by_the_next_run()
    {
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            for (var (n, isHit) = (1, true); isHit; n++)
            {
                var world = await ClosedAsync(120);
                world.Clock.Advance(TimeSpan.FromDays(8));
                var at = world.Tables.Operations + n;
                world.Tables.FailAt(at, kind);
                var error = await Xunit.Record.ExceptionAsync(() => Retention(world).RunAsync(None));
                isHit = world.Tables.Operations >= at;
                Assert.True(error is null || isHit, $"{kind} at {n}: {error}");
                world.Tables.StopFailing();
                world.Tables.Restart();
                await Retention(world).RunAsync(None);
                Assert.Equal(2, (await world.RowsAsync()).Count);
            }
        }
    }

    [Fact]
    public async Task Rounds_that_are_no_longer_needed_are_deleted()
    {
        var world = await CreateAsync();
        for (var number = 1; number <= 5; number++)
        {
            await world.WriteAsync(number);
            await RoundAsync(world, firstNeeded: number - 1);
        }

        Assert.Equal(3, await Retention(world).RunAsync(None));
        Assert.Equal(["000000000004", "000000000005"], (await world.RowsAsync("PartitionKey eq 'rounds'")).Select(row => row.RowKey));
        Assert.Equal(0, await Retention(world).RunAsync(None));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Partitions_of_rounds_that_are_needed_are_kept_while_something_was_left_unread(bool isBehind)
    {
        var world = await CreateAsync();
        await world.WriteAsync(1);
        await RoundAsync(world, firstNeeded: 1);
        world.Clock.Advance(TimeSpan.FromHours(3.5));
        await world.WriteAsync(2);
        await RoundAsync(world, firstNeeded: 2);
        world.Clock.Advance(TimeSpan.FromHours(3.5));
        if (isBehind) await world.WriteAsync(3);
        Assert.Null(isBehind ? null : await world.Reader().NextAsync(None));
        world.Clock.Advance(TimeSpan.FromDays(8));
        await Retention(world).RunAsync(None);
        // The first round's partition was closed by the second; that of the second is closed when nothing is left to read.
        Assert.Equal(isBehind ? 2 : 0, (await world.BatchesAsync()).Count);
    }

    private static async Task RoundAsync(JournalWorld world, long firstNeeded)
    {
        var reader = world.Reader();
        await reader.NextAsync(None);
        await reader.CompleteAsync(new RoundNote(firstNeeded, default), None);
    }

    private static JournalRetention Retention(JournalWorld world, int maxTransactions = 20_000) =>
        new(world.Table, new JournalRetentionOptions { MaxTransactions = maxTransactions }, world.Clock);

    // Some hours after its opening, one partition of many batches is closed.
    private static async Task<JournalWorld> ClosedAsync(int batches)
    {
        var world = await CreateAsync();
        await world.WriteAsync([.. Enumerable.Range(0, batches)]);
        world.Clock.Advance(TimeSpan.FromHours(3.5));
        await DrainAsync(world.Reader());
        return world;
    }
}
