using global::DurableTask.Core;
using CoreFailure = global::DurableTask.Core.Exceptions.TaskFailedException;

namespace Microsoft.DurableTask.Tests;

public sealed class RetryPolicyTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan JustLess = Second - TimeSpan.FromTicks(1);

    [Fact]
    public void Bounds_are_allowed_and_what_lies_just_outside_is_not()
    {
        _ = new RetryPolicy(1, TimeSpan.FromTicks(1), 1.0, TimeSpan.FromTicks(1), TimeSpan.FromTicks(1));

        Rejects("maxNumberOfAttempts", () => new RetryPolicy(0, Second));
        Rejects("firstRetryInterval", () => new RetryPolicy(1, TimeSpan.Zero));
        Rejects("backoffCoefficient", () => new RetryPolicy(1, Second, 0.999));
        Rejects("maxRetryInterval", () => new RetryPolicy(1, Second, maxRetryInterval: JustLess));
        Rejects("retryTimeout", () => new RetryPolicy(1, Second, retryTimeout: JustLess));
    }

    [Fact]
    public void Pauses_are_at_most_an_hour_and_tries_go_on_without_end_by_default()
    {
        var policy = new RetryPolicy(3, Second);

        Assert.Equal((1.0, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan), (policy.BackoffCoefficient, policy.MaxRetryInterval, policy.RetryTimeout));
        Assert.Equal(Timeout.InfiniteTimeSpan, new RetryPolicy(3, Second, maxRetryInterval: Timeout.InfiniteTimeSpan).MaxRetryInterval);
    }

    [Fact]
    public void A_backend_asks_whether_a_failure_is_worth_another_try_with_an_exception_of_the_core()
    {
        var policy = new RetryPolicy(3, Second) { HandleFailure = failure => failure.IsCausedBy<IOException>() };

        Assert.True(policy.Handle(Failed(typeof(FileNotFoundException))));
        Assert.False(policy.Handle(Failed(typeof(ArgumentException))));
        Assert.Throws<InvalidOperationException>(() => policy.Handle(new IOException()));
        Assert.Throws<InvalidOperationException>(() => policy.Handle(new CoreFailure("no details")));
        Assert.True(new RetryPolicy(3, Second).Handle(new ArgumentException()));
    }

    [Fact]
    public async Task A_handler_without_tasks_becomes_one_with()
    {
        TaskRetryOptions options = new RetryHandler(tried => tried.LastAttemptNumber < 2);
        var failure = TaskFailureDetails.FromException(new IOException());

        Assert.Null(options.Policy);
        Assert.True(await options.Handler!(new RetryContext(new ScriptedContext(), 1, failure, Second, default)));
        Assert.False(await options.Handler!(new RetryContext(new ScriptedContext(), 2, failure, Second, default)));
    }

    private static CoreFailure Failed(Type type) => new("failed") { FailureDetails = new FailureDetails(type.FullName!, "why", null, null, false) };

    private static void Rejects(string parameter, Func<RetryPolicy> make) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);
}
