using Azure;
using Azure.Data.Tables;
using Reliability.Integrations.Tables.Journals;
using Reliability.Testing;
using static Reliability.Integrations.Tests.Tables.Journals.JournalWorld;

namespace Reliability.Integrations.Tests.Tables.Journals;

public sealed class JournalReaderTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Rounds_are_numbered_from_one_without_gaps()
    {
        var world = await CreateAsync();
        var reader = world.Reader();
        Assert.Null(await reader.NextAsync(None));
        for (var number = 1; number <= 3; number++)
        {
            await world.WriteAsync(number);
            var round = await reader.NextAsync(None);
            Assert.Equal((number, number), ((int)round!.Number, Assert.Single(Numbers(round))));
            await reader.CompleteAsync(default, None);
            Assert.Null(await reader.NextAsync(None));
        }
    }

    [Fact]
    public async Task Unfinished_round_is_handed_out_again_as_it_was()
    {
        var world = await CreateAsync();
        await world.WriteAsync(1, 2);
        await world.WriteAsync(3);
        Assert.Equal(new[] { 1, 2, 3 }, Numbers(await world.Reader().NextAsync(None)));
        await world.WriteAsync(4);
        var again = world.Reader();
        var round = await again.NextAsync(None);
        Assert.Equal(1, round!.Number);
        Assert.Equal(new[] { 1, 2, 3 }, Numbers(round));
        await again.CompleteAsync(default, None);
        await AssertDrainsAsync(world.Reader(), 4);
    }

    [Fact]
    public async Task Nothing_handed_out_cannot_be_completed()
    {
        var world = await CreateAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Reader().CompleteAsync(default, None));
    }

    [Fact]
    public async Task Round_ends_at_its_size_and_goes_on_within_the_partition()
    {
        var world = await CreateAsync();
        await world.WriteAsync(1, 2, 3, 4, 5);
        var rounds = await DrainAsync(world.Reader(new JournalReaderOptions { MaxRoundBytes = 4 })); // a batch is 2 bytes
        Assert.Equal([[1, 2], [3, 4], [5]], rounds);
    }

    [Theory]
    [InlineData(6, 100, false)] // three batches of two bytes fill a round
    [InlineData(7, 100, true)]
    [InlineData(7, 1, false)]
    public async Task Round_with_room_left_is_the_last(int maxBytes, int maxPartitions, bool isLast)
    {
        var world = await CreateAsync();
        await world.WriteAsync(1, 2, 3);
        var options = new JournalReaderOptions { MaxRoundBytes = maxBytes, MaxRoundPartitions = maxPartitions };
        Assert.Equal(isLast, (await world.Reader(options).NextAsync(None))!.IsLast);
    }

    [Fact]
    public async Task Round_that_is_handed_out_again_is_not_the_last_since_more_has_come_meanwhile()
    {
        var world = await CreateAsync();
        await world.WriteAsync(1);
        Assert.True((await world.Reader().NextAsync(None))!.IsLast);
        Assert.False((await world.Reader().NextAsync(None))!.IsLast);
    }

    [Fact]
    public async Task Small_batches_are_read_two_hundred_at_a_time_once_they_are_known_to_be_small()
    {
        var world = await CreateAsync();
        var reader = world.Reader();
        Assert.InRange(await QueriesAsync(), 10, 13); // one lists the partitions, and one sees that there is no more
        Assert.InRange(await QueriesAsync(), 1, 4); // and one looks at the partition of before

        async Task<int> QueriesAsync()
        {
            await world.WriteAsync([.. Enumerable.Range(0, 200)]);
            var before = world.Tables.Operations;
            await reader.NextAsync(None);
            var queries = world.Tables.Log.Skip(before).Count(operation => operation.Kind == TableOperationKind.Query);
            await reader.CompleteAsync(default, None);
            return queries;
        }
    }

    [Fact]
    public async Task Busy_partitions_do_not_keep_the_others_waiting()
    {
        var world = await CreateAsync();
        await using var first = world.Open();
        await first.AppendAsync(Record(1));
        await using var second = world.Open();
        await second.AppendAsync(Record(2));
        var reader = world.Reader(new JournalReaderOptions { MaxRoundPartitions = 1 });
        for (var number = 1; number <= 6; number++)
        {
            Assert.Equal((number % 2) == 1 ? 1 : 2, Numbers(await reader.NextAsync(None))[0]);
            await reader.CompleteAsync(default, None);
            await first.AppendAsync(Record(1));
            await second.AppendAsync(Record(2));
        }
    }

    [Fact]
    public async Task Round_covers_many_partitions_over_short_pages()
    {
        var world = await CreateAsync();
        (world.Tables.PageSize, world.Tables.ScanLimit) = (30, 200);
        for (var i = 0; i < 301; i++) await world.WriteAsync(i);
        var rounds = await DrainAsync(world.Reader(new JournalReaderOptions { MaxRoundPartitions = 300 }));
        Assert.Equal([300, 1], rounds.Select(round => round.Length));
        Assert.Equal(Enumerable.Range(0, 301), rounds.SelectMany(round => round).Order());
    }

    [Fact]
    public async Task Corrupt_batch_is_counted_and_the_rest_is_read()
    {
        var world = await CreateAsync();
        await world.WriteAsync(1, 2, 3);
        var damaged = (await world.BatchesAsync())[1];
        damaged.Remove("Length");
        damaged["Length"] = "long";
        await world.Table.UpdateEntityAsync(damaged, ETag.All, TableUpdateMode.Replace);

        var round = await world.Reader().NextAsync(None);
        Assert.Equal(1, round!.CorruptBatches);
        Assert.Equal(new[] { 1, 3 }, Numbers(round));
    }

    [Fact]
    public async Task Many_corrupt_batches_are_no_obstacle_to_a_small_one()
    {
        var world = await CreateAsync();
        await world.WriteAsync([.. Enumerable.Range(0, 30)]);
        foreach (var damaged in (await world.BatchesAsync()).Skip(1))
        {
            damaged["Length"] = -1;
            await world.Table.UpdateEntityAsync(damaged, ETag.All, TableUpdateMode.Replace);
        }

        var round = await world.Reader().NextAsync(None);
        Assert.Equal((29, 0), (round!.CorruptBatches, Assert.Single(Numbers(round))));
    }

    [Fact]
    public async Task Partition_is_sealed_and_closed_when_it_is_old_and_read()
    {
        var world = await CreateAsync();
        await world.WriteAsync(1);
        world.Clock.Advance(TimeSpan.FromHours(3));
        await AssertDrainsAsync(world.Reader(), 1);
        Assert.Empty(await world.RowsAsync("PartitionKey eq 'open'"));
        var closed = Assert.Single(await world.RowsAsync("PartitionKey eq 'closed'"));
        Assert.Equal(["000000000000", "000000000001"], (await world.RowsAsync($"PartitionKey eq '{closed.RowKey}'")).Select(row => row.RowKey));
    }

    [Fact]
    public async Task Batch_that_comes_before_the_seal_is_read()
    {
        var world = await CreateAsync();
        var sleeper = new FakeTimeProvider();
        await using var journal = new Journal(world.Table, OneLane, sleeper, Guid.NewGuid, world.Meters);
        await journal.AppendAsync(Record(1));
        Assert.Single(await DrainAsync(world.Reader()));
        world.Clock.Advance(TimeSpan.FromHours(4));
        world.Tables.Gate = operation => // between the reader's last look and its seal
        {
            if (operation.Kind != TableOperationKind.Add) return Task.CompletedTask;
            world.Tables.Gate = null;
            return journal.AppendAsync(Record(2));
        };
        Assert.Empty(await DrainAsync(world.Reader()));
        await AssertDrainsAsync(world.Reader(), 2);
        Assert.Empty(await world.RowsAsync("PartitionKey eq 'open'"));
    }

    [Fact]
    public async Task Of_two_readers_that_plan_at_once_one_is_stale()
    {
        var world = await CreateAsync();
        await world.WriteAsync(1);
        Task<JournalRound?>? other = null;
        var winner = world.Reader();
        world.Tables.Gate = operation =>
        {
            if (operation.Kind != TableOperationKind.Add) return Task.CompletedTask;
            world.Tables.Gate = null;
            return other = winner.NextAsync(None);
        };
        await Assert.ThrowsAsync<StaleReaderException>(() => world.Reader().NextAsync(None));
        Assert.Equal(new[] { 1 }, Numbers(await other!));
        await winner.CompleteAsync(default, None);
        Assert.Empty(await DrainAsync(world.Reader()));
    }

    [Fact]
    public async Task Reader_that_goes_on_late_is_stale()
    {
        var world = await CreateAsync();
        await world.WriteAsync(1);
        var zombie = world.Reader();
        await zombie.NextAsync(None);
        await AssertDrainsAsync(world.Reader(), 1);
        await Assert.ThrowsAsync<StaleReaderException>(() => zombie.CompleteAsync(default, None));
        await world.WriteAsync(2);
        await world.Reader().NextAsync(None);
        await Assert.ThrowsAsync<StaleReaderException>(() => zombie.CompleteAsync(default, None));
        await AssertDrainsAsync(zombie, 2);
    }

    [Theory]
    [InlineData(0)] // its partition is new to the reader
    [InlineData(1)] // the reader has passed all that was there
    [InlineData(4)] // the partition is closed
    public async Task Write_that_arrives_after_its_writer_gave_up_is_read_once_or_refused(int hours)
    {
        var world = await CreateAsync();
        await world.WriteAsync(1, 2);
        var partition = (await world.BatchesAsync())[0].PartitionKey;
        world.Clock.Advance(TimeSpan.FromHours(hours));
        if (hours > 0) await AssertDrainsAsync(world.Reader(), 1, 2);
        var batch = new JournalBatch();
        batch.Add(Record(3));
        var late = JournalEntity.Write(partition, 2, batch);

        if (hours == 4) await Assert.ThrowsAsync<RequestFailedException>(() => world.Table.AddEntityAsync(late));
        else await world.Table.AddEntityAsync(late);
        var read = (await DrainAsync(world.Reader())).SelectMany(round => round);
        Assert.Equal(hours switch { 0 => new[] { 1, 2, 3 }, 1 => [3], _ => [] }, read);
    }

    [Fact]
    public async Task Rounds_that_are_needed_and_not_known_are_restored_as_they_were()
    {
        var world = await ThreeRoundsAsync();
        var reader = world.Reader();
        Assert.Equal(new[] { 4 }, Numbers(await reader.NextAsync(None)));
        Assert.Equal([(2, 2, 20), (3, 3, 30)], await RestoredAsync(reader, 0));
        Assert.Equal([(2, 2, 20), (3, 3, 30)], await RestoredAsync(reader, 1));
        Assert.Equal([(3, 3, 30)], await RestoredAsync(reader, 2));
        Assert.Empty(await RestoredAsync(reader, 3));
        Assert.Equal(new[] { 4 }, Numbers(await world.Reader().NextAsync(None)));
    }

    [Fact]
    public async Task Nothing_is_restored_before_the_first_round()
    {
        var world = await CreateAsync();
        await world.WriteAsync(1);
        var reader = world.Reader();
        await reader.NextAsync(None);
        Assert.Empty(await RestoredAsync(reader, 0));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Gap_in_the_log_means_that_another_process_went_on_or_that_the_rest_is_all_there_is(int missing)
    {
        var world = await ThreeRoundsAsync();
        var reader = world.Reader();
        await reader.NextAsync(None);
        await world.Table.DeleteEntityAsync("rounds", JournalEntity.RowKey(missing));
        Assert.Equal(missing == 3 ? [(1, 1, 10), (2, 2, 20)] : [], await RestoredAsync(reader, 0));
        var other = world.Reader();
        await other.NextAsync(None);
        await other.CompleteAsync(new RoundNote(4, default), None);
        await Assert.ThrowsAsync<StaleReaderException>(() => RestoredAsync(reader, 0));
    }

    private static async Task<List<(int Round, int Record, int Note)>> RestoredAsync(JournalReader reader, long known)
    {
        var rounds = new List<(int, int, int)>();
        await foreach (var (round, note) in reader.RestoreAsync(known, None)) rounds.Add(((int)round.Number, Assert.Single(Numbers(round)), note.Span[0]));
        return rounds;
    }

    // Three are done, of which the first is no longer needed, and one is to come.
    private static async Task<JournalWorld> ThreeRoundsAsync()
    {
        var world = await CreateAsync();
        for (byte number = 1; number <= 3; number++)
        {
            await world.WriteAsync(number);
            var reader = world.Reader();
            await reader.NextAsync(None);
            await reader.CompleteAsync(new RoundNote(2, new[] { (byte)(number * 10) }), None);
        }

        await world.WriteAsync(4);
        return world;
    }
}
