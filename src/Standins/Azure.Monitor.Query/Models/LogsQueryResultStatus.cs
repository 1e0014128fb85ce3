namespace Azure.Monitor.Query.Models;

/// <summary>How a query ended.</summary>
public enum LogsQueryResultStatus
{
    /// <summary>The result is whole.</summary>
    Success = 0,

    /// <summary>The result is not whole.</summary>
    PartialFailure = 1,

    /// <summary>There is no result; only of a query in a batch.</summary>
    Failure = 2,
}
