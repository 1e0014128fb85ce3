using Azure;
using Reliability.Integrations.Tables;

namespace Reliability.Integrations.Tests.Tables;

public sealed class StorageFaultTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(400, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(409, false)]
    [InlineData(412, false)]
    public void A_store_that_does_not_answer_is_unavailable_and_one_that_refuses_is_not(int status, bool isUnavailable) =>
        Assert.Equal(isUnavailable, StorageFault.IsUnavailable(new RequestFailedException(status, "a message")));

    [Fact]
    public void A_store_without_its_tables_yet_is_unavailable() =>
        Assert.True(StorageFault.IsUnavailable(new RequestFailedException(404, "a message", "TableNotFound", null)));

    [Fact]
    public void A_call_whose_every_try_was_lost_met_an_unavailable_store() =>
        Assert.True(StorageFault.IsUnavailable(new AggregateException(new RequestFailedException(0, "refused"), new TaskCanceledException("too slow"), new IOException("broken"))));

    [Fact]
    public void A_fault_of_the_suite_is_none_of_the_store()
    {
        Assert.False(StorageFault.IsUnavailable(new InvalidOperationException()));
        Assert.False(StorageFault.IsUnavailable(new OperationCanceledException()));
        Assert.False(StorageFault.IsUnavailable(new AggregateException(new RequestFailedException(0, "refused"), new InvalidOperationException())));
    }
}
