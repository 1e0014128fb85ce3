using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using static Functions.Worker.Tests.Timers.TimerFleet;

namespace Functions.Worker.Tests.Timers;

public sealed class OccurrenceTests : IAsyncDisposable
{
    private readonly TimerFleet _fleet = new();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task An_occurrence_runs_once_however_many_processes_there_are()
    {
        FleetMember[] members =
            [await _fleet.StartAsync<EveryFiveMinutes>(), await _fleet.StartAsync<EveryFiveMinutes>(), await _fleet.StartAsync<EveryFiveMinutes>()];
        await _fleet.AdvanceToAsync(0, 25, 30);
        Assert.Equal([At(0, 5), At(0, 10), At(0, 15), At(0, 20), At(0, 25)], _fleet.Calls.Select(call => call.At));
        Assert.Equal(10, members.Sum(member => member.Count("skipped")));
        Assert.Equal(5, members.Sum(member => member.Count("succeeded")));
    }

    [Fact]
    public async Task An_occurrence_runs_once_though_the_clocks_of_the_processes_differ()
    {
        await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.StartAsync<EveryFiveMinutes>(TimeSpan.FromSeconds(7));
        await _fleet.StartAsync<EveryFiveMinutes>(TimeSpan.FromSeconds(-7));
        await _fleet.AdvanceToAsync(0, 15, 30, step: TimeSpan.FromSeconds(1));
        Assert.Equal([At(0, 4, 53), At(0, 9, 53), At(0, 14, 53)], _fleet.Calls.Select(call => call.At));
        Assert.DoesNotContain(_fleet.Calls, call => call.Info.IsPastDue);
    }

    [Fact]
    public async Task Each_run_is_told_the_last_occurrence_and_the_first_run_that_there_was_none()
    {
        await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.AdvanceToAsync(0, 10, 30);
        ScheduleStatus?[] status = [.. _fleet.Calls.Select(call => call.Info.ScheduleStatus)];
        Assert.Equal([default, At(0, 5).UtcDateTime], status.Select(seen => seen!.Last));
        Assert.Equal([At(0, 5).UtcDateTime, At(0, 10).UtcDateTime], status.Select(seen => seen!.Next));
        Assert.All(status, seen => Assert.Equal(DateTimeKind.Utc, seen!.Next.Kind));
    }

    [Fact]
    public async Task Occurrences_missed_in_a_downtime_are_made_up_for_by_one_run()
    {
        FleetMember before = await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.AdvanceToAsync(0, 5, 10);
        await before.StopAsync();
        _fleet.Clock.Advance(TimeSpan.FromMinutes(27));
        FleetMember after = await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.AdvanceToAsync(0, 35, 10);
        Assert.Equal([(At(0, 32, 10), true, At(0, 5)), (At(0, 35), false, At(0, 30))], after.Calls.Select(Seen));
        Assert.Equal(1, after.Count("past_due"));
    }

    [Fact]
    public async Task A_timer_that_never_ran_is_past_due_after_its_first_occurrence_was_missed()
    {
        FleetMember before = await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.IdleAsync();
        await before.StopAsync();
        _fleet.Clock.Advance(TimeSpan.FromMinutes(6));
        await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.AdvanceToAsync(0, 6, 30);
        Assert.Equal((At(0, 6), true, default), Seen(Assert.Single(_fleet.Calls)));
    }

    [Fact]
    public async Task A_start_without_a_missed_occurrence_runs_nothing()
    {
        FleetMember before = await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.AdvanceToAsync(0, 5, 10);
        await before.StopAsync();
        await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.AdvanceToAsync(0, 9, 55);
        Assert.Single(_fleet.Calls);
    }

    [Fact]
    public async Task A_failing_run_is_logged_counted_and_done_with()
    {
        FleetMember member = await _fleet.StartAsync<EveryFiveMinutes>();
        member.Behaviour = _ => throw new InvalidOperationException("no luck");
        await _fleet.AdvanceToAsync(0, 10, 30);
        Assert.Equal([At(0, 5), At(0, 10)], _fleet.Calls.Select(call => call.At));
        Assert.Equal(2, member.Count("failed"));
        Assert.Equal(2, member.Log.All.Count(line => line.Level == LogLevel.Error && line.Exception?.Message == "no luck"));
    }

    [Fact]
    public async Task A_run_that_takes_too_long_is_cancelled_and_done_with()
    {
        FleetMember member = await _fleet.StartAsync<EveryFiveMinutes>(("AzureFunctionsJobHost:functionTimeout", "00:00:07"));
        member.Behaviour = token => Task.Delay(Timeout.InfiniteTimeSpan, token);
        await _fleet.AdvanceToCallAsync(1);
        await _fleet.PassAsync(TimeSpan.FromSeconds(7));
        await _fleet.IdleAsync();
        Assert.Equal((1, At(0, 5)), (member.Count("timed_out"), (await _fleet.RowAsync())!.Last));
    }

    [Fact]
    public async Task Middleware_runs_around_timers_too()
    {
        List<string> trail = [];
        FleetMember member = await _fleet.StartAsync<EveryFiveMinutes>(builder => builder.UseMiddleware(async (context, next) =>
        {
            trail.Add($"{context.FunctionDefinition.Name} {context.GetHttpContext() is null}");
            await next();
            trail.Add("out");
        }));
        member.Behaviour = _ =>
        {
            trail.Add("run");
            return Task.CompletedTask;
        };
        await _fleet.AdvanceToCallAsync(1);
        Assert.Equal(["Tick True", "run", "out"], trail);
    }

    internal static (DateTimeOffset At, bool IsPastDue, DateTimeOffset Last) Seen(TimerCall call)
    {
        DateTime last = call.Info.ScheduleStatus!.Last;
        return (call.At, call.Info.IsPastDue, last == default ? default : new DateTimeOffset(last));
    }
}
