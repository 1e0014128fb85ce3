using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class StartTests
{
    private readonly TestCluster _cluster = new OrchestrationTasks()
        .WithOrchestrator<int, int>("echo", (_, n) => Task.FromResult(n))
        .WithOrchestrator("waiter", context => context.WaitForExternalEvent<int>("e"))
        .WithOrchestrator("failure", Task (_) => throw new FormatException("no"))
        .Cluster();

    [Fact]
    public async Task A_chosen_id_is_the_id()
    {
        Assert.Equal("mine", await _cluster.StartAsync("echo", 1, "mine"));
        Assert.Equal("mine", (await _cluster.EndAsync("mine")).InstanceId);
    }

    [Fact]
    public async Task Ids_that_are_not_chosen_differ() =>
        Assert.NotEqual(await _cluster.StartAsync("echo", 1), await _cluster.StartAsync("echo", 1));

    [Fact]
    public async Task An_instance_is_pending_until_it_runs()
    {
        var id = await _cluster.StartAsync("waiter");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, await _cluster.StatusAsync(id));
        await _cluster.UntilAsync(id, OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task A_start_in_the_future_waits_for_its_time()
    {
        var options = new StartOrchestrationOptions("later", _cluster.Time.GetUtcNow().AddHours(2));
        await _cluster.Client.ScheduleNewOrchestrationInstanceAsync("echo", 5, options);
        await _cluster.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, await _cluster.StatusAsync("later"));
        await _cluster.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(5, (await _cluster.GetAsync("later")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_start_in_the_past_starts_at_once()
    {
        await _cluster.Client.ScheduleNewOrchestrationInstanceAsync("echo", 5, new StartOrchestrationOptions("past", _cluster.Time.GetUtcNow().AddDays(-1)));
        await _cluster.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await _cluster.StatusAsync("past"));
    }

    [Fact]
    public async Task Events_for_an_instance_that_starts_in_the_future_are_kept()
    {
        await _cluster.Client.ScheduleNewOrchestrationInstanceAsync("waiter", null, new StartOrchestrationOptions("later", _cluster.Time.GetUtcNow().AddHours(2)));
        await _cluster.Client.RaiseEventAsync("later", "e", 8);
        await _cluster.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, await _cluster.StatusAsync("later"));
        await _cluster.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(8, (await _cluster.GetAsync("later")).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_id_of_a_pending_or_running_instance_is_refused_and_the_instance_goes_on(bool runs)
    {
        await _cluster.StartAsync("waiter", id: "one");
        if (runs) await _cluster.SettleAsync();
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => _cluster.StartAsync("echo", 1, "one"));
        await _cluster.Client.RaiseEventAsync("one", "e", 3);
        Assert.Equal(3, (await _cluster.EndAsync("one")).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData("echo")]
    [InlineData("failure")]
    public async Task An_ended_instance_is_replaced(string first)
    {
        await _cluster.RunAsync(first, 1, "one");
        Assert.Equal(2, await _cluster.ResultAsync<int>("echo", 2, "one"));
    }

    [Fact]
    public async Task An_ended_instance_in_a_status_to_dedupe_is_kept()
    {
        await _cluster.RunAsync("echo", 1, "one");
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => _cluster.Client.ScheduleNewOrchestrationInstanceAsync("echo", 2, options));
        Assert.Equal(1, (await _cluster.GetAsync("one")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_failed_instance_is_replaced_when_only_completed_ones_are_kept()
    {
        await _cluster.RunAsync("failure", 1, "one");
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await _cluster.Client.ScheduleNewOrchestrationInstanceAsync("echo", 2, options);
        Assert.Equal(2, (await _cluster.EndAsync("one")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task What_was_left_for_a_replaced_instance_does_not_reach_the_new_one()
    {
        var cluster = new OrchestrationTasks().WithEcho().WithOrchestrator<bool, int>("main", async (context, first) =>
        {
            if (!first) return await context.WaitForExternalEvent<int>("e");
            _ = context.CallActivityAsync<int>("echo", 1);
            _ = context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return 0;
        }).Cluster();
        await cluster.RunAsync("main", true, "one");
        await cluster.StartAsync("main", false, "one");
        await cluster.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(OrchestrationRuntimeStatus.Running, await cluster.StatusAsync("one"));
    }

    [Fact]
    public async Task Of_many_starts_of_one_id_at_once_one_succeeds()
    {
        var starts = Enumerable.Range(0, 20).Select(i => _cluster.StartAsync("waiter", i, "one")).ToList();
        await Task.WhenAll(starts.Select(start => Record.ExceptionAsync(() => start)));
        Assert.Equal(1, starts.Count(start => start.IsCompletedSuccessfully));
        foreach (var refused in starts.Where(start => start.IsFaulted)) Assert.IsType<OrchestrationAlreadyExistsException>(refused.Exception!.InnerException);
    }

    [Fact]
    public async Task A_start_without_a_name_is_refused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _cluster.Client.ScheduleNewOrchestrationInstanceAsync(default(TaskName)));
}
