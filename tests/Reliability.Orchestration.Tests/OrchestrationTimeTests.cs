using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class OrchestrationTimeTests
{
    [Fact]
    public async Task After_a_timer_the_time_is_not_before_its_due_time()
    {
        var late = await new OrchestrationTasks().WithOrchestrator("main", async context =>
        {
            var due = context.CurrentUtcDateTime.AddMilliseconds(12_345);
            await context.CreateTimer(due, CancellationToken.None);
            return context.CurrentUtcDateTime - due;
        }).Cluster().ResultAsync<TimeSpan>("main");
        Assert.InRange(late, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_time_is_in_UTC_stands_still_between_awaits_and_never_goes_back()
    {
        var times = await new OrchestrationTasks().WithEcho().WithOrchestrator("main", async context =>
        {
            var times = new List<DateTime>();
            for (var i = 0; i < 5; i++)
            {
                times.Add(context.CurrentUtcDateTime);
                times.Add(context.CurrentUtcDateTime);
                await context.CallActivityAsync<int>("echo", i);
            }

            return times;
        }).Cluster().ResultAsync<List<DateTime>>("main");
        Assert.Equal(times!.Order(), times);
        Assert.All(times!.Chunk(2), pair => Assert.Equal(pair[0], pair[1]));
        Assert.True(times![0] < times[^1]);
        Assert.All(times, time => Assert.Equal(DateTimeKind.Utc, time.Kind));
    }

    [Fact]
    public async Task The_time_is_the_same_again_in_replay()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator("main", async context =>
        {
            var before = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return before;
        }).Cluster();
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        var begun = cluster.Time.GetUtcNow();
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker();
        await cluster.PassAsync(TimeSpan.FromHours(1));
        Assert.True((await cluster.GetAsync(id)).ReadOutputAs<DateTime>() < begun.UtcDateTime);
    }
}
