using System.Diagnostics.Metrics;
using Azure;
using Azure.Data.Tables;
using Reliability.Integrations.Tables.Journals;
using Reliability.Testing;
using static Reliability.Integrations.Tests.Tables.Journals.JournalWorld;

namespace Reliability.Integrations.Tests.Tables.Journals;

public sealed class JournalFailureTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(FaultKind.Before)]
    [InlineData(FaultKind.AfterAppliedNoReply)]
    [InlineData(FaultKind.AfterAppliedGivenUp)]
    public async Task Failed_write_fails_every_waiter_of_its_batch_and_no_other(FaultKind kind)
    {
        var world = await CreateAsync();
        await using var journal = world.Open();
        var gate = new WriteGate(world.Tables);
        var first = journal.AppendAsync(Record(0));
        await gate.Reached;
        var second = Enumerable.Range(1, 20).Select(number => journal.AppendAsync(Record(number))).ToArray();
        var adds = 0;
        world.Tables.FailWhen(operation => operation.Kind == TableOperationKind.Add && ++adds == 2 ? kind : null);
        gate.Open();
        await first.WaitAsync(Patience);
        foreach (var append in second) await Assert.ThrowsAsync<JournalUnavailableException>(() => append.WaitAsync(Patience));
        await journal.AppendAsync(Record(99)).WaitAsync(Patience);

        var partitions = (await world.BatchesAsync()).Select(batch => batch.PartitionKey).ToList();
        Assert.NotEqual(partitions[0], partitions[^1]);
        int[] expected = kind == FaultKind.Before ? [0, 99] : [.. Enumerable.Range(0, 21), 99];
        Assert.Equal(expected, Assert.Single(await DrainAsync(world.Reader())));
    }

    [Fact]
    public async Task Conflict_with_its_own_earlier_try_is_success()
    {
        var world = await CreateAsync();
        await using var journal = world.Open();
        world.Tables.FailWhen(operation => operation.Kind == TableOperationKind.Add ? FaultKind.AfterAppliedRetried : null);
        for (var number = 0; number < 3; number++) await journal.AppendAsync(Record(number)).WaitAsync(Patience);

        world.Tables.StopFailing();
        Assert.Single((await world.BatchesAsync()).Select(batch => batch.PartitionKey).Distinct());
        await AssertDrainsAsync(world.Reader(), 0, 1, 2);
    }

    [Fact]
    public async Task Conflict_of_another_kind_is_no_success()
    {
        var world = await CreateAsync();
        await using var journal = world.Open(table: new DyingTable());
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync(Record(1)).WaitAsync(Patience));
    }

    [Fact]
    public async Task Writer_that_slept_until_its_partition_was_closed_opens_another()
    {
        var world = await CreateAsync();
        var sleeper = new FakeTimeProvider(); // stands while the reader's clock goes on
        await using var journal = new Journal(world.Table, OneLane, sleeper, Guid.NewGuid, world.Meters);
        await journal.AppendAsync(Record(1)).WaitAsync(Patience);
        await AssertDrainsAsync(world.Reader(), 1);
        world.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Empty(await DrainAsync(world.Reader()));

        // Its new partition is as old to the reader as the first, but it holds something.
        await journal.AppendAsync(Record(2)).WaitAsync(Patience);
        await AssertDrainsAsync(world.Reader(), 2);
    }

    [Fact]
    public async Task Table_that_does_not_answer_fails_waiters_in_time()
    {
        var world = await CreateAsync();
        var silent = new SilentTable();
        await using var journal = world.Open(table: silent);
        var append = journal.AppendAsync(Record(1));
        await silent.Reached.WaitAsync(Patience);
        world.Clock.Advance(TimeSpan.FromSeconds(8) - TimeSpan.FromTicks(1));
        Assert.False(append.IsCompleted);
        world.Clock.Advance(TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => append.WaitAsync(Patience));
    }

    [Fact]
    public async Task Unavailable_table_fails_waiters_until_it_is_there()
    {
        var world = await CreateAsync();
        await world.Table.DeleteAsync();
        await using var journal = world.Open();
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync(Record(1)).WaitAsync(Patience));
        await world.Table.CreateAsync();
        await journal.AppendAsync(Record(2)).WaitAsync(Patience);
    }

    [Fact]
    public async Task Metrics_listener_that_throws_keeps_nobody_waiting()
    {
        var world = await CreateAsync();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, world.Meters)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("No disk space left."));
        listener.Start();
        await using var journal = world.Open();
        for (var number = 0; number < 3; number++) await journal.AppendAsync(Record(number)).WaitAsync(Patience);
        world.Tables.FailWhen(_ => FaultKind.Before);
        for (var number = 0; number < 3; number++) await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync(Record(number)).WaitAsync(Patience));
    }

    private sealed class SilentTable : TableClient
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public override async Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        {
            _reached.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            throw new InvalidOperationException("It answered.");
        }
    }

    private sealed class DyingTable : TableClient
    {
        public override Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
            Task.FromResult<Response>(null!);

        public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
            throw new RequestFailedException(409, "The specified table is being deleted.", "TableBeingDeleted", null);
    }
}
