using Azure;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables;

/// <summary>A row to write over the one that was read, or as a new one.</summary>
/// <param name="Row">The row.</param>
/// <param name="ETag">What the row was when it was read; null when it was not there.</param>
internal sealed record GuardedRow(TableEntity Row, ETag? ETag)
{
    /// <summary>Makes the write: it fails where another was first.</summary>
    public TableTransactionAction ToAction() => ETag is { } tag
        ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, Row, tag)
        : new TableTransactionAction(TableTransactionActionType.Add, Row);
}

/// <summary>Writes rows of one partition, many at once, each only where nobody else wrote meanwhile.</summary>
internal static class GuardedBatch
{
    private const int MaxActions = 100;

    // A transaction may have 4 MiB, in a form that takes more room than the row.
    private const int MaxBytes = 1_500_000;

    /// <summary>Writes rows. Where another was first, only that row is left out.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Rows of one partition, each once.</param>
    /// <param name="bytesOf">Returns about how many bytes a row has.</param>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <returns>The new tag of each row, in order; null where another was first.</returns>
    /// <exception cref="RequestFailedException">Storage failed; what was written stays.</exception>
    public static async Task<IReadOnlyList<ETag?>> WriteAsync(
        TableClient table, IReadOnlyList<GuardedRow> rows, Func<TableEntity, int> bytesOf, CancellationToken cancellation)
    {
        var tags = new List<ETag?>(rows.Count);
        foreach (var some in Chunks(rows, bytesOf))
            tags.AddRange(await TryAllAsync(table, some, cancellation).ConfigureAwait(false) ?? await EachAsync(table, some, cancellation).ConfigureAwait(false));
        return tags;
    }

    /// <summary>Tells whether a write failed because another was first, or an earlier try of its own whose answer was lost.</summary>
    public static bool IsOvertaken(RequestFailedException exception) =>
        exception.Status is 409 or 412 || (exception.Status == 404 && exception.ErrorCode != "TableNotFound");

    private static IEnumerable<List<GuardedRow>> Chunks(IReadOnlyList<GuardedRow> rows, Func<TableEntity, int> bytesOf)
    {
        var (some, bytes) = (new List<GuardedRow>(), 0);
        foreach (var row in rows)
        {
            var more = bytesOf(row.Row);
            if (some.Count == MaxActions || (some.Count > 0 && bytes + more > MaxBytes))
            {
                yield return some;
                (some, bytes) = ([], 0);
            }

            some.Add(row);
            bytes += more;
        }

        if (some.Count > 0)
            yield return some;
    }

    private static async Task<IEnumerable<ETag?>?> TryAllAsync(TableClient table, List<GuardedRow> rows, CancellationToken cancellation)
    {
        try
        {
            var answers = await table.SubmitTransactionAsync(rows.Select(row => row.ToAction()), cancellation).ConfigureAwait(false);
            return answers.Value.Select(answer => answer.Headers.ETag);
        }
        catch (RequestFailedException exception) when (IsOvertaken(exception))
        {
            return null;
        }
    }

    private static async Task<IEnumerable<ETag?>> EachAsync(TableClient table, List<GuardedRow> rows, CancellationToken cancellation)
    {
        var tags = new List<ETag?>(rows.Count);
        foreach (var row in rows)
        {
            var written = rows.Count == 1 ? null : await TryAllAsync(table, [row], cancellation).ConfigureAwait(false);
            tags.Add(written?.Single());
        }

        return tags;
    }
}
