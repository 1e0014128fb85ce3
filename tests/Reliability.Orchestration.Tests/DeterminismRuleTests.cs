using Microsoft.DurableTask;
using Reliability.Orchestration.App;
using Reliability.Testing.Determinism;

namespace Reliability.Orchestration.Tests;

public sealed class DeterminismRuleTests
{
    private static int s_counter;

    [Fact]
    public void Orchestrators_that_use_only_their_context_break_no_rule()
    {
        Assert.Empty(OrchestratorRules.Breaches(typeof(Order)));
        Assert.Empty(OrchestratorRules.Breaches(typeof(SubOrder)));
    }

    [Theory]
    [InlineData(typeof(ReadsClock), "System.DateTime.get_UtcNow")]
    [InlineData(typeof(WaitsByItself), "System.Threading.Tasks.Task.Delay")]
    [InlineData(typeof(ReadsClockInClosure), "System.DateTimeOffset.get_UtcNow")]
    [InlineData(typeof(ReadsClockElsewhere), "System.Guid.NewGuid")]
    [InlineData(typeof(ReadsFile), "System.IO.File.Exists")]
    [InlineData(typeof(CountsInStatic), "DeterminismRuleTests.s_counter")]
    [InlineData(typeof(TimesOutByItself), "System.Threading.CancellationTokenSource..ctor")]
    public void What_comes_out_different_when_repeated_is_found(Type orchestrator, string what) =>
        Assert.Contains(OrchestratorRules.Breaches(orchestrator), breach => breach.EndsWith(what, StringComparison.Ordinal));

    private static Guid Elsewhere() => Guid.NewGuid();

    private sealed class ReadsClock : TaskOrchestrator<int, int>
    {
        public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
        {
            await context.CallActivityAsync("a");
            return DateTime.UtcNow.Hour;
        }
    }

    private sealed class WaitsByItself : TaskOrchestrator<int, int>
    {
        public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
        {
            await Task.Delay(1);
            return input;
        }
    }

    private sealed class ReadsClockInClosure : TaskOrchestrator<int, int>
    {
        public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
        {
            var hours = Enumerable.Range(0, input).Select(i => DateTimeOffset.UtcNow.Hour + i).ToList();
            await context.CallActivityAsync("a", hours);
            return input;
        }
    }

    private sealed class ReadsClockElsewhere : TaskOrchestrator<int, int>
    {
        public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
        {
            await context.CallActivityAsync("a", Elsewhere());
            return input;
        }
    }

    private sealed class ReadsFile : TaskOrchestrator<int, bool>
    {
        public override Task<bool> RunAsync(TaskOrchestrationContext context, int input) => Task.FromResult(File.Exists("x"));
    }

    private sealed class CountsInStatic : TaskOrchestrator<int, int>
    {
        public override Task<int> RunAsync(TaskOrchestrationContext context, int input) => Task.FromResult(s_counter++);
    }

    private sealed class TimesOutByItself : TaskOrchestrator<int, int>
    {
        public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(input));
            await context.WaitForExternalEvent<int>("x", timeout.Token);
            return input;
        }
    }
}
