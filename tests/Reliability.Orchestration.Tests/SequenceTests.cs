using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class SequenceTests
{
    [Fact]
    public async Task A_sequence_of_activities_completes_with_its_results()
    {
        var cluster = new TestCluster(new OrchestrationTasks()
            .AddOrchestrator("hello", () => Orchestrator.Of<string, string>(async (context, name) =>
            {
                var text = "";
                for (var i = 0; i < 5; i++) text += await context.CallActivityAsync<string>("greet", $"{name}{i}");
                return text;
            }))
            .AddActivity("greet", _ => Activity.Of<string, string>((_, name) => $"hi {name};")));
        cluster.AddWorker();
        var id = await cluster.Client.ScheduleNewOrchestrationInstanceAsync("hello", "x");
        var ended = await cluster.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal("hi x0;hi x1;hi x2;hi x3;hi x4;", ended.ReadOutputAs<string>());
    }
}
