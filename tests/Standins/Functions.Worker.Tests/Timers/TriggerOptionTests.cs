using static Functions.Worker.Tests.Timers.OccurrenceTests;
using static Functions.Worker.Tests.Timers.TimerFleet;

namespace Functions.Worker.Tests.Timers;

public sealed class TriggerOptionTests : IAsyncDisposable
{
    private readonly TimerFleet _fleet = new();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task A_timer_that_fires_more_than_once_a_minute_keeps_no_status_but_still_runs_once_per_occurrence()
    {
        await _fleet.StartAsync<EveryTenSeconds>();
        await _fleet.StartAsync<EveryTenSeconds>();
        await _fleet.AdvanceToAsync(0, 3, 5);
        Assert.Equal(Enumerable.Range(1, 18).Select(n => At(0, 0, 10 * n)), _fleet.Calls.Select(call => call.At));
        Assert.All(_fleet.Calls, call => Assert.Null(call.Info.ScheduleStatus));
    }

    [Fact]
    public async Task A_timer_without_monitor_keeps_no_status_and_makes_up_for_nothing()
    {
        FleetMember before = await _fleet.StartAsync<Unmonitored>(("Every", "0 */5 * * * *"));
        await _fleet.AdvanceToAsync(0, 5, 10);
        await before.StopAsync();
        _fleet.Clock.Advance(TimeSpan.FromMinutes(27));
        await _fleet.StartAsync<Unmonitored>(("Every", "0 */5 * * * *"));
        await _fleet.AdvanceToAsync(0, 35, 10);
        Assert.Equal([At(0, 5), At(0, 35)], _fleet.Calls.Select(call => call.At));
        Assert.All(_fleet.Calls, call => Assert.Equal((null, false), (call.Info.ScheduleStatus, call.Info.IsPastDue)));
    }

    [Fact]
    public async Task A_timer_can_run_at_start_besides_its_schedule()
    {
        await _fleet.AdvanceToAsync(0, 1);
        await _fleet.StartAsync<AlsoAtStart>();
        await _fleet.AdvanceToAsync(0, 5, 10);
        Assert.Equal([(At(0, 1), false, default), (At(0, 5), false, At(0, 1))], _fleet.Calls.Select(Seen));
    }

    [Fact]
    public async Task At_start_a_missed_occurrence_and_the_run_at_start_are_one_run()
    {
        FleetMember before = await _fleet.StartAsync<AlsoAtStart>();
        await _fleet.IdleAsync();
        await before.StopAsync();
        _fleet.Clock.Advance(TimeSpan.FromMinutes(6));
        FleetMember after = await _fleet.StartAsync<AlsoAtStart>();
        await _fleet.AdvanceToAsync(0, 9, 55);
        Assert.Equal((At(0, 6), true, At(0, 0)), Seen(Assert.Single(after.Calls)));
    }
}
