using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;
using Reliability.Testing;

namespace Reliability.Orchestration.Tests.Workers;

/// <summary>Work that ends the process that does it.</summary>
public sealed class SuspectTests
{
    [Theory]
    [InlineData("deadly-activity")]
    [InlineData("deadly-turn")]
    [InlineData("deadly-activity-beside-timers")]
    public async Task An_instance_that_ends_its_process_again_and_again_is_quarantined_and_its_neighbours_are_not(string deadly)
    {
        TestCluster? cluster = null;
        var isDeadly = true;
        var tasks = new OrchestrationTasks()
            .AddOrchestrator("slow", () => Orchestrator.Of<int>(context => context.CallActivityAsync<int>("wait")))
            .AddOrchestrator("deadly-activity", () => Orchestrator.Of<int>(context => context.CallActivityAsync<int>("die")))
            .AddOrchestrator("deadly-activity-beside-timers", () => Orchestrator.Of<int>(async context =>
            {
                var death = context.CallActivityAsync<int>("die");
                while (await Task.WhenAny(death, context.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None)) != death)
                {
                }

                return await death;
            }))
            .AddOrchestrator("deadly-turn", () => Orchestrator.Of<int>(async context =>
            {
                await context.WaitForExternalEvent<int>("go");
                if (isDeadly) Die(cluster!);
                return await context.CallActivityAsync<int>("wait");
            }))
            .AddActivity("wait", _ => Activity.Of<object?, int>((_, _) => 1))
            .AddActivity("die", _ => Activity.Of<object?, int>((_, _) => isDeadly ? Die(cluster!) : 1));
        cluster = new TestCluster(tasks, shards: 1);
        var innocents = Enumerable.Range(0, 40).Select(number => $"innocent-{number}").ToList();
        foreach (var innocent in innocents) await cluster.Client.ScheduleNewOrchestrationInstanceAsync("slow", null, new StartOrchestrationOptions(innocent));
        var id = await cluster.Client.ScheduleNewOrchestrationInstanceAsync(deadly, null, new StartOrchestrationOptions("guilty"));
        await cluster.Client.RaiseEventAsync(id, "go", 1);
        await cluster.UntilAsync(
            async () =>
            {
                if (!cluster.Workers.Any(worker => worker.IsAlive)) cluster.AddWorker();
                return (await cluster.Client.GetInstanceAsync(id))!.IsCompleted;
            },
            steps: 300);
        var ended = (await cluster.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;
        Assert.Equal((OrchestrationRuntimeStatus.Failed, "Quarantined"), (ended.RuntimeStatus, ended.FailureDetails!.ErrorType));

        foreach (var innocent in innocents) Assert.Equal(OrchestrationRuntimeStatus.Completed, (await cluster.EndAsync(innocent, steps: 100)).RuntimeStatus);
        isDeadly = false;
        await cluster.Client.RewindInstanceAsync(id, "mended");
        await cluster.UntilAsync(id, OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task An_instance_at_work_whose_processes_are_killed_one_after_the_other_is_not_given_up()
    {
        var tasks = new OrchestrationTasks()
            .AddOrchestrator("slow", () => Orchestrator.Of<int>(context => context.CallActivityAsync<int>("wait")))
            .AddActivity("wait", _ => Activity.Of<object?, int>((_, _) => 1));
        var cluster = new TestCluster(tasks, shards: 1);
        var id = await cluster.Client.ScheduleNewOrchestrationInstanceAsync("slow");
        for (var kills = 0; kills < 20; kills++)
        {
            var worker = cluster.AddWorker();
            worker.HoldsActivities = true;
            await cluster.UntilAsync(() => Task.FromResult(worker.Worker.Shards[0].IsOwned));
            await cluster.StepAsync();
            worker.Kill();
        }

        cluster.AddWorker();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await cluster.EndAsync(id)).RuntimeStatus);
    }

    // Ends the worker that is at it, as a stack overflow would: nothing after it happens there.
    private static int Die(TestCluster cluster)
    {
        foreach (var worker in cluster.Workers.Where(worker => worker.IsAlive)) worker.Kill();
        throw new SimulatedCrashException("dead");
    }
}
