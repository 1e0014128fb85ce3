using Azure;

namespace Reliability.Integrations.Tables;

/// <summary>Tells failures of the store from failures of the suite.</summary>
public static class StorageFault
{
    private const string TableNotFound = "TableNotFound";

    /// <summary>Tells whether a call failed because the store is unavailable: unreachable, silent, overloaded, broken, or without its tables yet.</summary>
    /// <remarks>After its last retry the client throws the failures of all tries at once, as an <see cref="AggregateException"/> in
    /// which a try that took too long is an <see cref="OperationCanceledException"/>.</remarks>
    /// <param name="exception">What a call to the store threw.</param>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or >= 500 || failed.ErrorCode == TableNotFound,
        AggregateException tries => tries.InnerExceptions.All(one => one is OperationCanceledException or IOException || IsUnavailable(one)),
        _ => false,
    };
}
