using Azure.Data.Tables;

namespace Reliability.Orchestration.Store;

/// <summary>What has room in one transaction.</summary>
internal static class Transactions
{
    /// <summary>The most rows besides the fence or the bell.</summary>
    public const int MaxActions = 99;

    /// <summary>The most bytes of rows.</summary>
    /// <remarks>The service takes 4 MiB, in a form that takes a third more room than the rows.</remarks>
    public const int MaxBytes = 2_000_000;

    /// <summary>Cuts rows into as few parts as there have to be.</summary>
    /// <param name="rows">The rows, each to be written whatever was there.</param>
    public static IEnumerable<IReadOnlyList<TableTransactionAction>> Of(IEnumerable<TableEntity> rows)
    {
        var (some, bytes) = (new List<TableTransactionAction>(), 0);
        foreach (var row in rows)
        {
            var more = Rows.SizeOf(row);
            if (some.Count == MaxActions || (some.Count > 0 && bytes + more > MaxBytes))
            {
                yield return some;
                (some, bytes) = ([], 0);
            }

            some.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            bytes += more;
        }

        if (some.Count > 0) yield return some;
    }
}
