using Azure;
using Azure.Data.Tables;

namespace Reliability.Orchestration.Store;

/// <summary>What holds for all rows.</summary>
internal static class Rows
{
    private const int Overhead = 400;

    /// <summary>About how many bytes a row has in a request, before its binary values are written as text.</summary>
    public static int SizeOf(ITableEntity row) => row is TableEntity entity
        ? Overhead + entity.Sum(property => property.Value switch { byte[] bytes => bytes.Length, string text => text.Length * 2, _ => 40 })
        : Overhead;

    /// <summary>Tells whether a call failed because the store is unavailable or another was first: to be tried again from what is stored.</summary>
    public static bool IsPassing(Exception exception) => exception switch
    {
        RequestFailedException failed => failed.Status is 0 or 404 or 408 or 409 or 412 or 429 or >= 500,
        AggregateException tries => tries.InnerExceptions.All(IsPassing),
        IOException or OperationCanceledException => true,
        _ => false,
    };
}
