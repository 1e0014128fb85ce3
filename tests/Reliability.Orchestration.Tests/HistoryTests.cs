using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class HistoryTests
{
    private static readonly EventType[] Frames = [EventType.OrchestratorStarted, EventType.OrchestratorCompleted];

    [Fact]
    public async Task A_history_tells_all_that_happened_in_order()
    {
        var cluster = Start();
        await RunAsync(cluster);
        var history = await cluster.Client.GetOrchestrationHistoryAsync("one");
        Assert.Equal(
            [
                EventType.ExecutionStarted, EventType.TaskScheduled, EventType.TaskCompleted, EventType.TaskScheduled, EventType.TaskFailed,
                EventType.TimerCreated, EventType.TimerFired, EventType.SubOrchestrationInstanceCreated, EventType.SubOrchestrationInstanceCompleted,
                EventType.EventRaised, EventType.EventSent, EventType.ExecutionCompleted,
            ],
            history.Select(one => one.EventType).Where(type => !Frames.Contains(type)));
        Assert.Equal(history.Select(one => one.Timestamp).Order(), history.Select(one => one.Timestamp));
    }

    [Fact]
    public async Task Events_carry_what_they_are_about()
    {
        var cluster = Start();
        await RunAsync(cluster);
        var history = await cluster.Client.GetOrchestrationHistoryAsync("one");
        var started = history.OfType<ExecutionStartedEvent>().Single();
        Assert.Equal(("main", "5", "one", "1.2"), (started.Name, started.Input, started.OrchestrationInstance.InstanceId, started.Version));
        Assert.Equal("b", started.Tags["a"]);
        var scheduled = history.OfType<TaskScheduledEvent>().First();
        var completed = history.OfType<TaskCompletedEvent>().Single();
        Assert.Equal(("echo", "5", "5"), (scheduled.Name, scheduled.Input, completed.Result));
        Assert.Equal(scheduled.EventId, completed.TaskScheduledId);
        var failed = history.OfType<TaskFailedEvent>().Single();
        Assert.Equal(("bad", typeof(FormatException).FullName), (failed.Reason, failed.FailureDetails!.ErrorType));
        Assert.Equal("go", history.OfType<EventRaisedEvent>().Single().Name);
    }

    [Fact]
    public async Task Outcomes_point_to_what_they_are_the_outcome_of()
    {
        var cluster = Start();
        await RunAsync(cluster);
        var history = await cluster.Client.GetOrchestrationHistoryAsync("one");
        var (timer, fired) = (history.OfType<TimerCreatedEvent>().Single(), history.OfType<TimerFiredEvent>().Single());
        Assert.Equal(timer.EventId, fired.TimerId);
        Assert.True(fired.FireAt >= timer.FireAt);
        var child = history.OfType<SubOrchestrationInstanceCreatedEvent>().Single();
        Assert.Equal(("child", "kid"), (child.Name, child.InstanceId));
        Assert.Equal(child.EventId, history.OfType<SubOrchestrationInstanceCompletedEvent>().Single().TaskScheduledId);
        var end = history.OfType<ExecutionCompletedEvent>().Single();
        Assert.Equal((OrchestrationStatus.Completed, "\"done\""), (end.OrchestrationStatus, end.Result));
    }

    [Fact]
    public async Task The_history_of_a_child_names_its_parent()
    {
        var cluster = Start();
        await RunAsync(cluster);
        var started = (await cluster.Client.GetOrchestrationHistoryAsync("kid")).OfType<ExecutionStartedEvent>().Single();
        Assert.Equal(("main", "one"), (started.ParentInstance.Name, started.ParentInstance.OrchestrationInstance.InstanceId));
    }

    [Fact]
    public async Task A_suspended_and_terminated_instance_tells_so_and_why()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator("main", context => context.WaitForExternalEvent<int>("e")).Cluster();
        var id = await cluster.StartAsync("main");
        await cluster.UntilAsync(id, OrchestrationRuntimeStatus.Running);
        await cluster.Client.SuspendInstanceAsync(id, "lunch");
        await cluster.Client.ResumeInstanceAsync(id, "back");
        await cluster.Client.TerminateInstanceAsync(id, "home");
        await cluster.EndAsync(id);
        var history = await cluster.Client.GetOrchestrationHistoryAsync(id);
        Assert.Equal("lunch", history.OfType<ExecutionSuspendedEvent>().Single().Reason);
        Assert.Equal("back", history.OfType<ExecutionResumedEvent>().Single().Reason);
        Assert.Equal("\"home\"", history.OfType<ExecutionTerminatedEvent>().Single().Input);
        Assert.Equal(OrchestrationStatus.Terminated, history.OfType<ExecutionCompletedEvent>().Single().OrchestrationStatus);
    }

    [Fact]
    public async Task A_missing_instance_has_no_history() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Start().Client.GetOrchestrationHistoryAsync("nobody"));

    private static async Task RunAsync(TestCluster cluster)
    {
        var options = new StartOrchestrationOptions("one") { Version = new TaskVersion("1.2"), Tags = new Dictionary<string, string> { ["a"] = "b" } };
        await cluster.Client.ScheduleNewOrchestrationInstanceAsync("main", 5, options);
        await cluster.PassAsync(TimeSpan.FromSeconds(30));
        await cluster.Client.RaiseEventAsync("one", "go", "now");
        await cluster.EndAsync("one");
    }

    private static TestCluster Start() => new OrchestrationTasks().WithEcho()
        .WithActivity<object?, int>("fail", _ => throw new FormatException("bad"))
        .WithOrchestrator("child", _ => Task.FromResult(1))
        .WithOrchestrator<int, string>("main", async (context, n) =>
        {
            await context.CallActivityAsync<int>("echo", n);
            await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync("fail"));
            await context.CreateTimer(TimeSpan.FromSeconds(3), CancellationToken.None);
            await context.CallSubOrchestratorAsync<int>("child", options: new TaskOptions().WithInstanceId("kid"));
            await context.WaitForExternalEvent<string>("go");
            context.SendEvent("nobody", "hello", 1);
            return "done";
        }).Cluster();
}
