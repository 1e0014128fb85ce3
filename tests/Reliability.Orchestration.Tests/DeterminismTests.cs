using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class DeterminismTests
{
    [Fact]
    public async Task Instances_that_do_not_fit_in_memory_are_replayed_and_end_right()
    {
        var cluster = new OrchestrationTasks().WithEcho().WithOrchestrator<int, int>("main", async (context, n) =>
        {
            var sum = 0;
            for (var i = 0; i < 4; i++) sum += await context.CallActivityAsync<int>("echo", n);
            await context.CreateTimer(TimeSpan.FromSeconds(5), CancellationToken.None);
            return sum + await context.WaitForExternalEvent<int>("e");
        }).Cluster(new OrchestrationOptions { MaxHotInstances = 1 }, shards: 1);
        var ids = new List<string>();
        for (var i = 0; i < 10; i++) ids.Add(await cluster.StartAsync("main", i));
        await cluster.SettleAsync();
        foreach (var id in ids) await cluster.Client.RaiseEventAsync(id, "e", 100);
        for (var i = 0; i < 10; i++) Assert.Equal((4 * i) + 100, (await cluster.EndAsync(ids[i])).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData("other-activity", "activity 'first'", "activity 'other'")]
    [InlineData("timer", "activity 'first'", "timer")]
    [InlineData("fewer", "activity 'second'", "end")]
    [InlineData("child", "activity 'first'", "sub-orchestration 'first'")]
    public async Task Code_that_changed_under_a_running_instance_is_detected_and_named(string change, string expected, string found)
    {
        var cluster = Program("as it was").Cluster();
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker(tasks: Program(change));
        await cluster.Client.RaiseEventAsync(id, "go", 1);
        var ended = await cluster.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("NonDeterminis", ended.FailureDetails!.ErrorType, StringComparison.Ordinal);
        Assert.Contains(expected, ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(found, ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_only_went_on_after_the_history_is_no_change()
    {
        var cluster = Program("as it was").Cluster();
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        cluster.Workers[0].IsPaused = true;
        cluster.AddWorker(tasks: Program("more"));
        await cluster.Client.RaiseEventAsync(id, "go", 1);
        Assert.Equal("more", (await cluster.EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("delay")]
    [InlineData("run")]
    [InlineData("never")]
    public async Task Awaiting_what_is_not_durable_fails_instead_of_hanging(string what)
    {
        var cluster = new OrchestrationTasks().WithOrchestrator("main", async context =>
        {
            await (what switch
            {
                "delay" => Task.Delay(TimeSpan.FromMinutes(10), TimeProvider.System),
                "run" => Task.Run(() => new TaskCompletionSource().Task),
                _ => new TaskCompletionSource().Task,
            });
            return await context.WaitForExternalEvent<int>("e");
        }).Cluster();
        var ended = await cluster.RunAsync("main", steps: 50);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("not durable", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Using_the_context_on_another_thread_throws_InvalidOperationException()
    {
        var ended = await new OrchestrationTasks().WithOrchestrator("main", context =>
        {
            var thread = new Thread(() => Record.Exception(() => { _ = context.CallActivityAsync("echo"); }));
            thread.Start();
            thread.Join();
            return context.WaitForExternalEvent<int>("never");
        }).Cluster().RunAsync("main", steps: 50);
        Assert.Equal(typeof(InvalidOperationException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains("thread", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_orchestrator_that_goes_on_off_its_thread_while_it_waits_fails_instead_of_hanging(bool usesContext)
    {
        var outside = new TaskCompletionSource();
        var cluster = new OrchestrationTasks().WithEcho().WithOrchestrator("main", async context =>
        {
            _ = context.WaitForExternalEvent<int>("never");
            await outside.Task;
            return usesContext ? await context.CallActivityAsync<int>("echo", 1) : 1;
        }).Cluster();
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        await Task.Run(outside.SetResult); // A thread without a context goes on with the orchestrator at once.
        var ended = await cluster.EndAsync(id, 60);
        Assert.Equal(typeof(InvalidOperationException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains("thread", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigureAwait_false_does_no_harm()
    {
        var result = await new OrchestrationTasks().WithEcho().WithOrchestrator("main", async context =>
        {
            var sum = await context.CallActivityAsync<int>("echo", 1).ConfigureAwait(false);
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None).ConfigureAwait(false);
            var all = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => context.CallActivityAsync<int>("echo", i))).ConfigureAwait(false);
            await Task.WhenAny(context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None), context.CallActivityAsync<int>("echo", 2)).ConfigureAwait(false);
            return sum + all.Sum() + await context.CallActivityAsync<int>("echo", 10).ConfigureAwait(false);
        }).Cluster().ResultAsync<int>("main");
        Assert.Equal(14, result);
    }

    [Fact]
    public async Task Helper_methods_may_be_async_and_nested()
    {
        static async Task<int> TwiceAsync(TaskOrchestrationContext context, int n) =>
            await context.CallActivityAsync<int>("echo", n) + await context.CallActivityAsync<int>("echo", n);
        var result = await new OrchestrationTasks().WithEcho().WithOrchestrator("main", async context =>
            (await Task.WhenAll(TwiceAsync(context, 1), TwiceAsync(context, 2), TwiceAsync(context, 3))).Sum()).Cluster().ResultAsync<int>("main");
        Assert.Equal(12, result);
    }

    private static OrchestrationTasks Program(string change) => new OrchestrationTasks()
        .WithOrchestrator("main", async context =>
        {
            if (change == "timer") await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            else if (change == "child") await context.CallSubOrchestratorAsync("first");
            else await context.CallActivityAsync(change == "other-activity" ? "other" : "first");
            if (change != "fewer") await context.CallActivityAsync("second");
            else return "ended early";
            await context.WaitForExternalEvent<int>("go");
            return change == "more" ? await context.CallActivityAsync<string>("echo", "more") : "done";
        })
        .WithEcho().WithActivity<object?, int>("first", _ => 1).WithActivity<object?, int>("second", _ => 2).WithActivity<object?, int>("other", _ => 3);
}
