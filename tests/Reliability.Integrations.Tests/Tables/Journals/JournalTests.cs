using Reliability.Integrations.Tables.Journals;
using Reliability.Testing;
using static Reliability.Integrations.Tests.Tables.Journals.JournalWorld;

namespace Reliability.Integrations.Tests.Tables.Journals;

public sealed class JournalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Appends_during_a_write_in_flight_share_one_entity()
    {
        var world = await CreateAsync();
        await using var journal = world.Open();
        var gate = new WriteGate(world.Tables);
        var first = journal.AppendAsync(Record(0));
        await gate.Reached;
        var others = Enumerable.Range(1, 500).Select(number => journal.AppendAsync(Record(number))).ToArray();
        gate.Open();
        await Task.WhenAll([first, .. others]).WaitAsync(Patience);

        Assert.Equal([1, 500], (await world.BatchesAsync()).Select(batch => batch.GetInt32("Records")!.Value));
        Assert.Equal(Enumerable.Range(0, 501), Assert.Single(await DrainAsync(world.Reader())));
    }

    [Fact]
    public async Task Batch_closes_when_the_next_record_does_not_fit()
    {
        var world = await CreateAsync();
        await using var journal = world.Open(new JournalOptions { Lanes = 1, LingerMilliseconds = 0, MaxBatchBytes = 100 });
        var gate = new WriteGate(world.Tables);
        List<Task> appends = [journal.AppendAsync(Record(0))];
        await gate.Reached;
        for (var i = 0; i < 6; i++) appends.Add(journal.AppendAsync(new byte[49])); // 50 with its length
        gate.Open();
        await Task.WhenAll(appends).WaitAsync(Patience);

        Assert.Equal([1, 2, 2, 2], (await world.BatchesAsync()).Select(batch => batch.GetInt32("Records")!.Value));
    }

    [Fact]
    public async Task Largest_batch_of_incompressible_records_fits_one_entity()
    {
        var world = await CreateAsync();
        var record = new byte[899_997];
        new Random(1).NextBytes(record);
        await using var journal = world.Open();
        await journal.AppendAsync(record).WaitAsync(Patience);

        Assert.Single(await world.BatchesAsync());
        Assert.Equal(record, Assert.Single((await world.Reader().NextAsync(CancellationToken.None))!.Records).ToArray());
    }

    [Fact]
    public async Task Record_larger_than_a_batch_is_an_argument_error()
    {
        var world = await CreateAsync();
        await using var journal = world.Open();
        Assert.Throws<ArgumentException>(() => Offer(journal, new byte[899_998]));
        await journal.AppendAsync(new byte[900_000 - 9]).WaitAsync(Patience);
    }

    [Fact]
    public async Task Full_queue_refuses_at_once_and_takes_in_again_when_it_has_drained()
    {
        var world = await CreateAsync();
        await using var journal = world.Open(new JournalOptions { Lanes = 1, LingerMilliseconds = 0, MaxBatchBytes = 1_000, MaxQueuedBytes = 3_000 });
        var gate = new WriteGate(world.Tables);
        var waiting = Enumerable.Range(0, 3).Select(_ => journal.AppendAsync(new byte[998])).ToList();

        Assert.Throws<JournalUnavailableException>(() => Offer(journal, Record(0)));
        gate.Open();
        await Task.WhenAll(waiting).WaitAsync(Patience);
        await journal.AppendAsync(new byte[998]).WaitAsync(Patience);
    }

    [Fact]
    public async Task Batch_waits_a_while_for_as_many_as_came_together_before()
    {
        var world = await CreateAsync();
        var gate = new WriteGate(world.Tables);
        await using var journal = world.Open(new JournalOptions { Lanes = 1, LingerMilliseconds = 2 });
        var first = journal.AppendAsync(Record(0));
        await gate.Reached;
        var together = Enumerable.Range(1, 3).Select(number => journal.AppendAsync(Record(number))).ToArray();
        gate.Open();
        await Task.WhenAll([first, .. together]).WaitAsync(Patience);

        var second = journal.AppendAsync(Record(4));
        while (world.Clock.PendingTimers == 0) await Task.Yield();
        Assert.False(second.IsCompleted);
        await Task.WhenAll(second, journal.AppendAsync(Record(5))).WaitAsync(Patience);

        var alone = journal.AppendAsync(Record(6));
        while (!alone.IsCompleted)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(2));
            await Task.Yield();
        }

        Assert.Equal([1, 3, 2, 1], (await world.BatchesAsync()).Select(batch => batch.GetInt32("Records")!.Value));
    }

    [Fact]
    public async Task Full_batch_waits_for_nobody()
    {
        var world = await CreateAsync();
        var gate = new WriteGate(world.Tables);
        await using var journal = world.Open(new JournalOptions { Lanes = 1, LingerMilliseconds = 100, MaxBatchBytes = 10 });
        var first = journal.AppendAsync(Record(0));
        await gate.Reached;
        var together = Enumerable.Range(1, 4).Select(number => journal.AppendAsync(Record(number))).ToArray();
        gate.Open();
        await Task.WhenAll([first, .. together]).WaitAsync(Patience);

        var large = journal.AppendAsync(new byte[8]);
        while (world.Clock.PendingTimers == 0) await Task.Yield();
        _ = journal.AppendAsync(new byte[8]); // does not fit beside it
        await large.WaitAsync(Patience);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Dispose_stores_what_was_appended_and_refuses_the_rest(int lanes)
    {
        var world = await CreateAsync();
        var journal = world.Open(new JournalOptions { Lanes = lanes, LingerMilliseconds = 100, MaxBatchBytes = 10 });
        var appends = Enumerable.Range(0, 30).Select(number => journal.AppendAsync(Record(number))).ToArray();
        await journal.DisposeAsync().AsTask().WaitAsync(Patience);
        await Task.WhenAll(appends).WaitAsync(Patience);

        Assert.Equal(Enumerable.Range(0, 30), (await DrainAsync(world.Reader())).SelectMany(round => round).Order());
        Assert.Throws<JournalUnavailableException>(() => Offer(journal, Record(0)));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Partition_is_left_after_its_time()
    {
        var world = await CreateAsync();
        await using var journal = world.Open(new JournalOptions { Lanes = 1, LingerMilliseconds = 0, PartitionMinutes = 10 });
        foreach (var minutes in new[] { 0, 10, 1 })
        {
            world.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await journal.AppendAsync(Record(minutes)).WaitAsync(Patience);
        }

        var batches = await world.BatchesAsync();
        Assert.Equal([("20260101T000000", 0L), ("20260101T000000", 1L), ("20260101T001100", 0L)], batches.Select(batch => (batch.PartitionKey[..15], long.Parse(batch.RowKey))));
    }

    private static void Offer(Journal journal, byte[] record) => _ = journal.AppendAsync(record);
}
