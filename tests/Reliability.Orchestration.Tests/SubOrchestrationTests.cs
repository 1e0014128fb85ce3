using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class SubOrchestrationTests
{
    [Fact]
    public async Task A_sub_orchestration_gets_its_input_and_gives_its_result()
    {
        var result = await new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallSubOrchestratorAsync<int>("double", 21))
            .WithOrchestrator<int, int>("double", async (context, n) => 2 * await context.CallActivityAsync<int>("echo", n))
            .WithEcho().Cluster().ResultAsync<int>("main");
        Assert.Equal(42, result);
    }

    [Fact]
    public async Task Its_failure_is_a_TaskFailedException_with_the_details()
    {
        var text = await new OrchestrationTasks()
            .WithOrchestrator("main", async context =>
            {
                var failed = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallSubOrchestratorAsync("child"));
                return $"{failed.TaskName} {failed.TaskId} {failed.FailureDetails.ErrorMessage} {failed.FailureDetails.IsCausedBy<FormatException>()}";
            })
            .WithOrchestrator("child", Task (_) => throw new FormatException("bad"))
            .Cluster().ResultAsync<string>("main");
        Assert.Equal("child 0 bad True", text);
    }

    [Fact]
    public async Task A_failure_deep_down_is_told_by_inner_failures_at_every_level()
    {
        var ended = await new OrchestrationTasks()
            .WithOrchestrator("a", context => context.CallSubOrchestratorAsync("b"))
            .WithOrchestrator("b", context => context.CallSubOrchestratorAsync("c"))
            .WithOrchestrator("c", context => context.CallActivityAsync("fail"))
            .WithActivity<object?, int>("fail", _ => throw new FormatException("deep"))
            .Cluster().RunAsync("a");
        var types = new List<string>();
        for (var details = ended.FailureDetails; details is not null; details = details.InnerFailure) types.Add(details.ErrorType.Split('.')[^1]);
        Assert.Equal(["TaskFailedException", "TaskFailedException", "TaskFailedException", "FormatException"], types);
    }

    [Fact]
    public async Task The_id_can_be_chosen()
    {
        var cluster = new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallSubOrchestratorAsync<string>("child", options: new TaskOptions().WithInstanceId("chosen")))
            .WithOrchestrator("child", context => Task.FromResult(context.InstanceId)).Cluster();
        Assert.Equal("chosen", await cluster.ResultAsync<string>("main"));
        Assert.Equal("child", (await cluster.GetAsync("chosen")).Name);
    }

    [Fact]
    public async Task An_id_of_a_running_instance_fails_the_call_and_leaves_that_instance_alone()
    {
        var cluster = new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallSubOrchestratorAsync<int>("child", options: new TaskOptions().WithInstanceId("taken")))
            .WithOrchestrator("child", _ => Task.FromResult(1))
            .WithOrchestrator("waiter", context => context.WaitForExternalEvent<int>("e")).Cluster();
        await cluster.StartAsync("waiter", id: "taken");
        await cluster.SettleAsync();
        var ended = await cluster.RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("taken", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("waiter", (await cluster.GetAsync("taken")).Name);
        Assert.Equal(OrchestrationRuntimeStatus.Running, await cluster.StatusAsync("taken"));
    }

    [Fact]
    public async Task An_id_of_an_ended_instance_can_be_used_again()
    {
        var cluster = new OrchestrationTasks()
            .WithOrchestrator<int, int>("main", async (context, n) => await context.CallSubOrchestratorAsync<int>("child", n, new TaskOptions().WithInstanceId("same")))
            .WithOrchestrator<int, int>("child", (_, n) => Task.FromResult(n)).Cluster();
        Assert.Equal(1, await cluster.ResultAsync<int>("main", 1));
        Assert.Equal(2, await cluster.ResultAsync<int>("main", 2));
    }

    [Fact]
    public async Task A_child_knows_its_parent_and_a_parent_has_none()
    {
        var text = await new OrchestrationTasks()
            .WithOrchestrator("main", async context => $"{context.Parent is null} {await context.CallSubOrchestratorAsync<string>("child")}")
            .WithOrchestrator("child", context => Task.FromResult($"{context.Parent!.Name} {context.Parent.InstanceId}"))
            .Cluster().ResultAsync<string>("main", id: "mum");
        Assert.Equal("True main mum", text);
    }

    [Fact]
    public async Task Children_have_ids_of_their_own()
    {
        var ids = await new OrchestrationTasks()
            .WithOrchestrator("main", context => Task.WhenAll(Enumerable.Range(0, 5).Select(_ => context.CallSubOrchestratorAsync<string>("child"))))
            .WithOrchestrator("child", context => Task.FromResult(context.InstanceId))
            .Cluster().ResultAsync<string[]>("main");
        Assert.Equal(5, ids!.Distinct().Count());
    }

    [Fact]
    public async Task Fifty_children_run_at_once_over_all_shards()
    {
        var result = await new OrchestrationTasks()
            .WithOrchestrator("main", async context =>
                (await Task.WhenAll(Enumerable.Range(1, 50).Select(i => context.CallSubOrchestratorAsync<int>("child", i)))).Sum())
            .WithOrchestrator<int, int>("child", (context, n) => context.CallActivityAsync<int>("echo", n))
            .WithEcho().Cluster(shards: 8).ResultAsync<int>("main");
        Assert.Equal(1275, result);
    }

    [Fact]
    public async Task An_orchestrator_calls_itself()
    {
        var result = await new OrchestrationTasks()
            .WithOrchestrator<int, int>("sum", async (context, n) => n == 0 ? 0 : n + await context.CallSubOrchestratorAsync<int>("sum", n - 1))
            .Cluster().ResultAsync<int>("sum", 5);
        Assert.Equal(15, result);
    }

    [Fact]
    public async Task Tags_of_the_call_are_those_of_the_child()
    {
        var options = new SubOrchestrationOptions { InstanceId = "tagged", Tags = new Dictionary<string, string> { ["tag1"] = "value1" } };
        var cluster = new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallSubOrchestratorAsync("child", options: options))
            .WithOrchestrator("child", _ => Task.CompletedTask).Cluster();
        await cluster.ResultAsync<object>("main");
        Assert.Equal("value1", (await cluster.GetAsync("tagged")).Tags["tag1"]);
    }

    [Fact]
    public async Task Terminating_a_child_fails_the_call_of_its_parent()
    {
        var cluster = new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallSubOrchestratorAsync("child", options: new TaskOptions().WithInstanceId("kid")))
            .WithOrchestrator("child", context => context.WaitForExternalEvent<int>("never")).Cluster();
        var id = await cluster.StartAsync("main");
        await cluster.UntilAsync("kid", OrchestrationRuntimeStatus.Running);
        await cluster.Client.TerminateInstanceAsync("kid", "enough");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await cluster.EndAsync(id)).RuntimeStatus);
    }
}
