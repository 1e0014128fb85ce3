using Azure;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker.Standalone;
using Reliability.Testing;
using static Functions.Worker.Tests.Timers.TimerFleet;

namespace Functions.Worker.Tests.Timers;

public sealed class LeaseTests : IAsyncDisposable
{
    private readonly TimerFleet _fleet = new();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task A_run_that_goes_on_is_not_taken_over_and_what_became_due_meanwhile_is_passed_over()
    {
        (FleetMember one, FleetMember other) = await StartTwoAsync();
        TaskCompletionSource end = await HoldAsync(one, other);
        FleetMember holder = _fleet.Calls.Single().By;
        await _fleet.PassAsync(TimeSpan.FromMinutes(7));
        end.SetResult();
        await _fleet.AdvanceToAsync(0, 15, 30);
        Assert.Equal([At(0, 5), At(0, 15)], _fleet.Calls.Select(call => call.At));
        Assert.Equal(0, one.Count("took_over") + other.Count("took_over"));
        Assert.False(_fleet.Calls.First().Token.IsCancellationRequested);
        Assert.Same(holder, _fleet.Calls.First().By);
    }

    [Fact]
    public async Task A_dead_process_is_taken_over_once_its_lease_has_stood_still_for_its_duration()
    {
        (FleetMember one, FleetMember other) = await StartTwoAsync();
        await HoldAsync(one, other);
        TimerCall first = _fleet.Calls.Single();
        FleetMember survivor = first.By == one ? other : one;
        long fence = (await _fleet.RowAsync())!.Fence;

        // The next write is the holder's renewal: it dies in it.
        _fleet.FailWhen(operation => operation.IsWrite && !first.By.Tables.HasCrashed ? FaultKind.CrashBefore : null);
        DateTimeOffset? cancelled = null;
        await using CancellationTokenRegistration registration = first.Token.Register(() => cancelled = _fleet.Clock.GetUtcNow());
        DateTimeOffset lastSign = _fleet.Clock.GetUtcNow();
        await _fleet.AdvanceToCallAsync(2);

        TimerCall second = Assert.Single(survivor.Calls);
        Assert.True(second.At - lastSign >= TimeSpan.FromSeconds(15), $"taken over after {second.At - lastSign}");
        Assert.True(second.At - lastSign <= TimeSpan.FromSeconds(25), $"taken over after {second.At - lastSign}");
        Assert.True(cancelled < second.At, $"cancelled at {cancelled}, taken over at {second.At}");
        Assert.True(second.Info.IsPastDue);
        Assert.Equal(1, survivor.Count("took_over"));
        await UntilAsync(() => survivor.Count("succeeded") == 1);
        TimerRow row = (await _fleet.RowAsync())!;
        Assert.Equal(fence + 1, row.Fence);
    }

    [Fact]
    public async Task A_run_whose_lease_another_has_taken_is_cancelled_and_leaves_the_row_alone()
    {
        FleetMember member = await _fleet.StartAsync<EveryFiveMinutes>();
        member.Behaviour = token => Task.Delay(Timeout.InfiniteTimeSpan, token);
        await _fleet.AdvanceToCallAsync(1);
        TableClient table = _fleet.Tables.GetTableClient(TimerTable.TableName);
        TableEntity stolen = await table.GetEntityAsync<TableEntity>("timers", "Tick");
        stolen["Owner"] = "another";
        stolen["Fence"] = stolen.GetInt64("Fence") + 1;
        await table.UpdateEntityAsync(stolen, ETag.All, TableUpdateMode.Replace);

        await _fleet.PassAsync(TimeSpan.FromSeconds(5));
        await UntilAsync(() => member.Count("lease_lost") == 1 && member.Count("cancelled") == 1);
        Assert.True(_fleet.Calls.Single().Token.IsCancellationRequested);
        TimerRow row = (await _fleet.RowAsync())!;
        Assert.Equal(("another", (DateTimeOffset?)null), (row.Owner, row.Last));
    }

    [Fact]
    public async Task A_stopping_host_lets_the_run_end_and_releases_the_lease()
    {
        FleetMember member = await _fleet.StartAsync<EveryFiveMinutes>();
        TaskCompletionSource end = new();
        member.Behaviour = _ => end.Task;
        await _fleet.AdvanceToCallAsync(1);
        Task stopping = member.StopAsync();
        Assert.False(stopping.IsCompleted);
        end.SetResult();
        await stopping;
        TimerRow row = (await _fleet.RowAsync())!;
        Assert.Equal(("", At(0, 5)), (row.Owner, row.Last));
    }

    [Fact]
    public async Task A_run_cut_off_by_the_end_of_the_drain_is_run_again_by_another_process()
    {
        FleetMember member = await _fleet.StartAsync<EveryFiveMinutes>(("FunctionsHost:DrainTimeout", "00:00:00"));
        member.Behaviour = token => Task.Delay(Timeout.InfiniteTimeSpan, token);
        await _fleet.AdvanceToCallAsync(1);
        Task stopping = member.StopAsync();
        await UntilAsync(() =>
        {
            // The drain starts to count some time after the stop is asked for.
            _fleet.Clock.Advance(TimeSpan.Zero);
            return stopping.IsCompleted;
        });
        await stopping;
        TimerRow row = (await _fleet.RowAsync())!;
        Assert.Equal(("", (DateTimeOffset?)null), (row.Owner, row.Last));

        FleetMember next = await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.IdleAsync();
        Assert.True(Assert.Single(next.Calls).Info.IsPastDue);
    }

    private async Task<(FleetMember One, FleetMember Other)> StartTwoAsync()
    {
        FleetMember one = await _fleet.StartAsync<EveryFiveMinutes>();
        FleetMember other = await _fleet.StartAsync<EveryFiveMinutes>();
        return (one, other);
    }

    /// <summary>Goes to 00:05, where one process starts a run that lasts until told to end, and the other watches.</summary>
    private async Task<TaskCompletionSource> HoldAsync(params FleetMember[] members)
    {
        TaskCompletionSource end = new();
        bool held = false;
        foreach (FleetMember member in members)
            member.Behaviour = token => Interlocked.Exchange(ref held, true) ? Task.CompletedTask : end.Task.WaitAsync(token);
        await _fleet.AdvanceToCallAsync(1);
        return end;
    }
}
