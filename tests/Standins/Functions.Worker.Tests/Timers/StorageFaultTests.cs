using Reliability.Testing;
using static Functions.Worker.Tests.Timers.TimerFleet;

namespace Functions.Worker.Tests.Timers;

public sealed class StorageFaultTests : IAsyncDisposable
{
    private readonly TimerFleet _fleet = new();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task An_outage_at_the_due_time_delays_the_run_and_harms_nothing_else()
    {
        FleetMember member = await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.AdvanceToAsync(0, 4, 55);
        _fleet.FailWhen(_ => FaultKind.Before);
        await _fleet.PassAsync(TimeSpan.FromSeconds(65));
        Assert.Empty(_fleet.Calls);
        Assert.InRange(member.Count("storage_failed"), 3, 10);
        _fleet.Tables.StopFailing();
        await _fleet.AdvanceToAsync(0, 10, 30);
        Assert.Equal([true, false], _fleet.Calls.Select(call => call.Info.IsPastDue));
        Assert.InRange(_fleet.Calls.First().At, At(0, 6), At(0, 6, 30));
        Assert.Equal(At(0, 10), _fleet.Calls.Last().At);
    }

    [Fact]
    public async Task An_outage_at_start_delays_the_timer_and_harms_nothing_else()
    {
        _fleet.FailWhen(_ => FaultKind.Before);
        await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.PassAsync(TimeSpan.FromMinutes(2));
        _fleet.Tables.StopFailing();
        await _fleet.AdvanceToAsync(0, 5, 10);
        Assert.Equal(At(0, 5), Assert.Single(_fleet.Calls).At);
    }

    public static TheoryData<int, FaultKind> EveryFaultAtEveryOperation()
    {
        TheoryData<int, FaultKind> all = [];
        foreach (FaultKind kind in new[] { FaultKind.Before, FaultKind.AfterAppliedNoReply, FaultKind.AfterAppliedGivenUp, FaultKind.AfterAppliedRetried })
        {
            for (int operation = 0; operation < 8; operation++)
                all.Add(operation, kind);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(EveryFaultAtEveryOperation))]
    public async Task Whatever_fails_and_whether_or_not_it_was_applied_each_occurrence_runs_once(int operation, FaultKind kind)
    {
        int seen = -1;
        _fleet.FailWhen(op => op.RowKey == "Tick" && Interlocked.Increment(ref seen) == operation ? kind : null);
        await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.PassAsync(TimeSpan.FromSeconds(640), TimeSpan.FromSeconds(5));
        _fleet.Tables.StopFailing();
        await _fleet.IdleAsync();
        Assert.Equal([5, 10], _fleet.Calls.Select(call => call.At.Minute));
        Assert.Equal(At(0, 10), (await _fleet.RowAsync())!.Last);
    }
}
