using CoreFailure = global::DurableTask.Core.Exceptions.TaskFailedException;
using CoreDetails = global::DurableTask.Core.FailureDetails;

namespace Microsoft.DurableTask.Tests;

public sealed class TaskFailureDetailsTests
{
    [Fact]
    public void Inner_exceptions_become_inner_failures()
    {
        var details = TaskFailureDetails.FromException(Thrown(new InvalidOperationException("outer", new PagerSilent("inner", new IOException("root")))));

        Assert.Equal("System.InvalidOperationException: outer", details.ToString());
        Assert.Contains(nameof(Thrown), details.StackTrace, StringComparison.Ordinal);
        Assert.Equal((typeof(PagerSilent).FullName, "inner", (string?)null), (details.InnerFailure!.ErrorType, details.InnerFailure.ErrorMessage, details.InnerFailure.StackTrace));
        Assert.Equal("root", details.InnerFailure.InnerFailure!.ErrorMessage);
        Assert.Null(details.InnerFailure.InnerFailure.InnerFailure);
    }

    [Fact]
    public void The_cause_is_found_by_its_type_and_by_every_base_type()
    {
        var details = TaskFailureDetails.FromException(new PagerSilent("x", new IOException()));

        Assert.True(details.IsCausedBy<PagerSilent>());
        Assert.True(details.IsCausedBy<TimeoutException>());
        Assert.True(details.IsCausedBy<Exception>());
        Assert.False(details.IsCausedBy<IOException>());
        Assert.Throws<ArgumentException>(() => details.IsCausedBy(typeof(string)));
    }

    [Theory]
    [InlineData("Other.App.PagerSilent")]
    [InlineData("")]
    public void A_type_that_is_unknown_here_is_caused_by_nothing(string type) =>
        Assert.False(new TaskFailureDetails(type, "x", null, null, null).IsCausedBy<Exception>());

    [Fact]
    public void A_failure_of_the_core_is_taken_over_with_its_details()
    {
        var properties = new Dictionary<string, object?> { ["status"] = 503 };
        var inner = new CoreDetails("System.IO.IOException", "root", null, null, false);
        var failure = new CoreFailure("failed") { FailureDetails = new CoreDetails("System.TimeoutException", "late", "at Page()", inner, false, properties) };

        var details = TaskFailureDetails.FromException(failure);

        Assert.Equal(("System.TimeoutException", "late", "at Page()"), (details.ErrorType, details.ErrorMessage, details.StackTrace));
        Assert.Equal("root", details.InnerFailure!.ErrorMessage);
        Assert.Same(properties, details.Properties);
    }

    [Fact]
    public void The_exception_of_a_failed_task_tells_task_number_and_reason()
    {
        var details = TaskFailureDetails.FromException(new IOException("disk full"));

        Assert.Equal("Task 'page' (#4) failed with an unhandled exception: disk full", new TaskFailedException("page", 4, details).Message);
        Assert.Equal(typeof(IOException).FullName, new TaskFailedException("page", 4, new IOException()).FailureDetails.ErrorType);
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }

    private sealed class PagerSilent(string message, Exception inner) : TimeoutException(message, inner);
}
