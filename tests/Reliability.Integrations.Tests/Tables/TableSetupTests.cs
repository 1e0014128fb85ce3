using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Reliability.Integrations.Tables;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables;

public sealed class TableSetupTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Tables_are_there_when_the_start_is_over()
    {
        var tables = new InMemoryTables();
        using var setup = Setup(tables, new FakeTimeProvider());
        await setup.StartAsync(CancellationToken.None);
        Assert.Equal(TableNames.All.Count, tables.Operations);
        await setup.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(FaultKind.Before)]
    [InlineData(FaultKind.AfterAppliedNoReply)]
    [InlineData(FaultKind.AfterAppliedGivenUp)] // an AggregateException, which is what retries end in
    public async Task Store_that_fails_does_not_stop_the_start_and_is_tried_again(FaultKind kind)
    {
        var (tables, clock) = (new InMemoryTables(), new FakeTimeProvider());
        tables.FailWhen(operation => operation.Number <= 3 ? kind : null);
        using var setup = Setup(tables, clock);
        await setup.StartAsync(CancellationToken.None).WaitAsync(Patience);
        await EndAsync(setup, clock);
        Assert.Equal(3 + TableNames.All.Count, tables.Operations);
    }

    [Fact]
    public async Task Store_that_does_not_answer_delays_the_start_by_seconds_only()
    {
        var (tables, clock) = (new InMemoryTables(), new FakeTimeProvider());
        var silence = new TaskCompletionSource();
        tables.Gate = _ => silence.Task;
        using var setup = Setup(tables, clock);
        var start = setup.StartAsync(CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(5));
        await start.WaitAsync(Patience);
        silence.SetResult();
        await EndAsync(setup, clock);
    }

    [Fact]
    public async Task Stop_ends_the_trying()
    {
        var (tables, clock) = (new InMemoryTables(), new FakeTimeProvider());
        tables.FailWhen(_ => FaultKind.Before);
        using var setup = Setup(tables, clock);
        await setup.StartAsync(CancellationToken.None).WaitAsync(Patience);
        await setup.StopAsync(CancellationToken.None).WaitAsync(Patience);
    }

    private static TableSetup Setup(TableServiceClient tables, TimeProvider clock) => new(tables, clock, NullLogger<TableSetup>.Instance);

    private static async Task EndAsync(TableSetup setup, FakeTimeProvider clock)
    {
        for (var end = setup.ExecuteTask!; !end.IsCompleted; await Task.Yield())
        {
            if (clock.PendingTimers > 0) clock.Advance(TimeSpan.FromSeconds(2));
        }

        await setup.ExecuteTask!;
    }
}
