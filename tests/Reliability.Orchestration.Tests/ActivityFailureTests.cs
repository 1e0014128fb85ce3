using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class ActivityFailureTests
{
    [Fact]
    public async Task An_activity_that_throws_fails_an_orchestration_that_does_not_catch()
    {
        var ended = await Failing(context => context.CallActivityAsync<string>("fail", "boom")).RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains("'fail' (#0)", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("boom", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.NotNull(ended.FailureDetails.StackTrace);
    }

    [Fact]
    public async Task The_failure_of_the_activity_is_the_inner_failure_of_the_orchestration()
    {
        var ended = await Failing(context => context.CallActivityAsync<string>("fail", "boom")).RunAsync("main");
        Assert.Equal(typeof(InvalidOperationException).FullName, ended.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Equal("boom", ended.FailureDetails.InnerFailure.ErrorMessage);
    }

    [Fact]
    public async Task An_orchestrator_catches_the_failure_and_reads_its_details()
    {
        var text = await Failing(async context =>
        {
            await context.CallActivityAsync<int>("echo", 1);
            try
            {
                return await context.CallActivityAsync<string>("fail", "boom");
            }
            catch (TaskFailedException failed)
            {
                var details = failed.FailureDetails;
                return $"{failed.TaskName} {failed.TaskId} {details.ErrorType} {details.ErrorMessage} {details.StackTrace is not null}";
            }
        }).ResultAsync<string>("main");
        Assert.Equal("fail 1 System.InvalidOperationException boom True", text);
    }

    [Fact]
    public async Task Details_know_the_types_that_the_exception_derives_from()
    {
        var text = await Failing(async context =>
        {
            var failed = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync("fail", "boom"));
            return $"{failed.FailureDetails.IsCausedBy<InvalidOperationException>()} {failed.FailureDetails.IsCausedBy<Exception>()} {failed.FailureDetails.IsCausedBy<IOException>()}";
        }).ResultAsync<string>("main");
        Assert.Equal("True True False", text);
    }

    [Fact]
    public async Task Inner_exceptions_become_inner_failures_all_the_way_down()
    {
        var text = await Failing(async context =>
        {
            var failed = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync("nested"));
            var chain = new List<string>();
            for (var details = failed.FailureDetails; details is not null; details = details.InnerFailure) chain.Add($"{details.ErrorType.Split('.')[^1]}:{details.ErrorMessage}");
            return string.Join(" < ", chain);
        }).ResultAsync<string>("main");
        Assert.Equal("FormatException:outer < IOException:middle < TimeoutException:inner", text);
    }

    [Fact]
    public async Task An_exception_type_of_ones_own_is_recognised()
    {
        var known = await Failing(async context =>
        {
            var failed = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync("own"));
            return failed.FailureDetails.IsCausedBy<CardDeclinedException>() && failed.FailureDetails.IsCausedBy<Exception>();
        }).ResultAsync<bool>("main");
        Assert.True(known);
    }

    [Fact]
    public async Task Calling_an_activity_that_nobody_registered_fails_the_call_and_names_it()
    {
        var ended = await Failing(context => context.CallActivityAsync<string>("bogus")).RunAsync("main", steps: 100);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains("bogus", ended.FailureDetails.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_of_the_wrong_type_fails_the_call()
    {
        var type = await Failing(async context =>
            (await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync("length", new { not = "a text" }))).FailureDetails.ErrorMessage)
            .ResultAsync<string>("main");
        Assert.NotEmpty(type!);
    }

    [Fact]
    public async Task A_missing_input_for_a_value_type_fails_the_call() => Assert.Equal(
        OrchestrationRuntimeStatus.Failed, (await Failing(context => context.CallActivityAsync<int>("number")).RunAsync("main")).RuntimeStatus);

    [Fact]
    public async Task A_result_of_the_wrong_type_fails_the_orchestration()
    {
        var ended = await Failing(context => context.CallActivityAsync<int>("echo", "no number")).RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task One_failure_in_a_fan_out_reaches_the_join_after_all_have_ended()
    {
        var done = 0;
        var text = await new OrchestrationTasks()
            .WithOrchestrator("main", async context =>
            {
                var calls = Enumerable.Range(0, 20).Select(i => context.CallActivityAsync<int>("work", i)).ToList();
                var failed = await Assert.ThrowsAsync<TaskFailedException>(() => Task.WhenAll(calls));
                return $"{failed.FailureDetails.ErrorMessage} {calls.Count(call => call.IsCompletedSuccessfully)}";
            })
            .WithActivity<int, int>("work", i => i == 7 ? throw new InvalidOperationException("seven") : Interlocked.Increment(ref done))
            .Cluster().ResultAsync<string>("main");
        Assert.Equal("seven 19", text);
        Assert.Equal(19, done);
    }

    [Fact]
    public async Task An_exception_of_the_orchestrator_itself_is_told_as_it_is()
    {
        var ended = await Failing<string>(_ => throw new ArgumentException("bad day")).RunAsync("main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(ArgumentException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Equal("bad day", ended.FailureDetails.ErrorMessage);
    }

    private static TestCluster Failing<T>(Func<TaskOrchestrationContext, Task<T>> main) => new OrchestrationTasks()
        .WithOrchestrator("main", main)
        .WithActivity<string, string>("fail", message => throw new InvalidOperationException(message))
        .WithActivity<object?, string>("own", _ => throw new CardDeclinedException())
        .WithActivity<string, int>("length", text => text.Length)
        .WithActivity<int, int>("number", number => number)
        .WithActivity<object?, string>("nested", _ => throw new FormatException("outer", new IOException("middle", new TimeoutException("inner"))))
        .WithEcho().Cluster();

    private sealed class CardDeclinedException() : Exception("no money");
}
