using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class CustomStatusTests
{
    [Fact]
    public async Task The_custom_status_can_be_read_while_the_instance_runs_and_after_it()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator("main", async context =>
        {
            context.SetCustomStatus(new Progress(1, "first"));
            await context.WaitForExternalEvent<int>("go");
            context.SetCustomStatus(new Progress(2, "second"));
        }).Cluster();
        var id = await cluster.StartAsync("main");
        await cluster.SettleAsync();
        Assert.Equal(new Progress(1, "first"), (await cluster.GetAsync(id)).ReadCustomStatusAs<Progress>());
        await cluster.Client.RaiseEventAsync(id, "go", 1);
        Assert.Equal(new Progress(2, "second"), (await cluster.EndAsync(id)).ReadCustomStatusAs<Progress>());
    }

    [Fact]
    public async Task A_null_clears_the_custom_status()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator("main", async context =>
        {
            context.SetCustomStatus("busy");
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            context.SetCustomStatus(null);
        }).Cluster();
        Assert.Null((await cluster.RunAsync("main")).SerializedCustomStatus);
    }

    [Fact]
    public async Task A_custom_status_over_sixteen_kilobytes_is_refused()
    {
        var ended = await new OrchestrationTasks().WithOrchestrator("main", context =>
        {
            context.SetCustomStatus(new string('x', 8_200));
            return Task.CompletedTask;
        }).Cluster().RunAsync("main");
        Assert.Equal(typeof(ArgumentException).FullName, ended.FailureDetails!.ErrorType);
    }

    private sealed record Progress(int Step, string Name);
}
