using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class LimitTests
{
    private static readonly byte[] Huge = Noise(600_000);

    [Fact]
    public async Task A_history_that_grows_too_long_fails_the_instance_and_names_the_numbers()
    {
        var logs = new CollectedLogs();
        var ended = await Endless().Cluster(new OrchestrationOptions { MaxHistoryEvents = 100 }, logs: logs).RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(HistoryLimitException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Matches("10[1-9] events.*at most 100", ended.FailureDetails.ErrorMessage);
        Assert.Equal(1, logs.Entries.Count(entry => entry.Level == LogLevel.Warning && entry.Text.Contains("ContinueAsNew", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_history_that_grows_too_large_fails_the_instance_and_names_the_numbers()
    {
        var ended = await Endless(20_000).Cluster(new OrchestrationOptions { MaxHistoryBytes = 100_000 }).RunAsync("main");
        Assert.Equal(typeof(HistoryLimitException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains("at most 100,000", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_too_large_is_refused_at_the_caller()
    {
        var cluster = Endless().Cluster();
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => cluster.StartAsync("main", Huge, "one"));
        Assert.Contains("400,000", refused.Message, StringComparison.Ordinal);
        Assert.Null(await cluster.Client.GetInstanceAsync("one"));
    }

    [Fact]
    public async Task An_event_or_output_too_large_is_refused_at_the_caller()
    {
        var cluster = Endless().Cluster();
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Client.RaiseEventAsync("one", "e", Huge));
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Client.TerminateInstanceAsync("one", Huge));
    }

    [Theory]
    [InlineData("child")]
    [InlineData("event")]
    [InlineData("anew")]
    [InlineData("output")]
    public async Task What_an_orchestrator_passes_on_or_returns_too_large_fails_it_clearly(string what)
    {
        var cluster = new OrchestrationTasks().WithEcho()
            .WithOrchestrator<byte[]?, int>("child", (_, _) => Task.FromResult(1))
            .WithOrchestrator<byte[]?, byte[]?>("main", async (context, _) =>
            {
                await context.CallActivityAsync("echo");
                if (what == "child") await context.CallSubOrchestratorAsync("child", Huge);
                if (what == "event") context.SendEvent("nobody", "e", Huge);
                if (what == "anew") context.ContinueAsNew(Huge);
                return what == "output" ? Huge : null;
            }).Cluster();
        var ended = await cluster.RunAsync("main", steps: 100);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("bytes", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inputs_and_results_of_activities_may_be_larger_than_a_row()
    {
        var size = await new OrchestrationTasks()
            .WithActivity<byte[], byte[]>("same", bytes => bytes)
            .WithOrchestrator("main", async context => (await context.CallActivityAsync<byte[]>("same", Noise(3_000_000))).Length)
            .Cluster().ResultAsync<int>("main");
        Assert.Equal(3_000_000, size);
    }

    [Fact]
    public async Task A_turn_with_more_rows_than_a_transaction_takes_effect_whole()
    {
        var sum = await new OrchestrationTasks()
            .WithActivity<byte[], int>("size", bytes => bytes.Length)
            .WithOrchestrator("main", async context => (await Task.WhenAll(Enumerable.Range(0, 40).Select(i => context.CallActivityAsync<int>("size", Noise(100_000 + i))))).Sum())
            .Cluster().ResultAsync<int>("main");
        Assert.Equal((40 * 100_000) + 780, sum);
    }

    private static OrchestrationTasks Endless(int bytes = 0) => new OrchestrationTasks()
        .WithActivity<int, byte[]>("work", _ => Noise(bytes))
        .WithOrchestrator<byte[]?, int>("main", async (context, _) =>
        {
            for (var i = 0; i < 1_000; i++) await context.CallActivityAsync<byte[]>("work", i);
            return 0;
        });

    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(5).NextBytes(noise);
        return noise;
    }
}
