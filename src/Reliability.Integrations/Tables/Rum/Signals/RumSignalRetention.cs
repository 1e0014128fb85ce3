using Azure;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Rum.Signals;

/// <summary>Deletes sessions and totals: those of old days, of a site, or of one session.</summary>
/// <remarks>Nothing is remembered between runs: one that ends early is taken up by the next.</remarks>
/// <param name="sessions">The table of sessions.</param>
/// <param name="totals">Tables of totals per site and day.</param>
/// <param name="options">Age and bounds.</param>
/// <param name="time">Clock that tells the age of days.</param>
public sealed class RumSignalRetention(TableClient sessions, IReadOnlyList<TableClient> totals, RumSignalOptions options, TimeProvider time) : IRumDeletion
{
    private const int DeletionsAtOnce = 16;

    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    /// <summary>Deletes old days, as much as one run may.</summary>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <returns>The number of rows deleted.</returns>
    /// <exception cref="RequestFailedException">The store failed; the next run goes on.</exception>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var firstKept = RumCellKeys.DayOf(time.GetUtcNow().AddDays(-options.RetentionDays));
        var deleted = 0L;
        foreach (var table in totals.Prepend(sessions)) deleted += await DeleteBeforeAsync(table, firstKept, cancellation).ConfigureAwait(false);
        return deleted;
    }

    /// <summary>Deletes all that is kept of a site. Beacons that come, or are counted, meanwhile start anew.</summary>
    /// <param name="site">Name of the site, or of a service without one.</param>
    /// <param name="cancellation">Stops before the next write; call again to go on.</param>
    /// <exception cref="RequestFailedException">The store failed; call again.</exception>
    public async Task DeleteSiteAsync(string site, CancellationToken cancellation)
    {
        foreach (var table in totals.Prepend(sessions))
        {
            var deletion = new RowDeletion(table, int.MaxValue);
            while (await FirstPartitionAsync(table, $"{site}|", $"{site}|~", cancellation).ConfigureAwait(false) is { } partition)
                await deletion.DeletePartitionAsync(partition, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the rows of a session. Totals, which tell no session from another, keep what it added.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="session">Hash of its id.</param>
    /// <param name="cancellation">Stops before the next write; call again to go on.</param>
    /// <exception cref="RequestFailedException">The store failed; call again.</exception>
    public async Task DeleteSessionAsync(string site, ulong session, CancellationToken cancellation)
    {
        var today = time.GetUtcNow();
        var partitions = Enumerable.Range(-1, options.RetentionDays + 3).Select(age => SignalEntity.PartitionKey(site, today.AddDays(-age)));
        foreach (var chunk in partitions.Chunk(DeletionsAtOnce))
            await Task.WhenAll(chunk.Select(partition => sessions.DeleteEntityAsync(partition, SignalEntity.RowKey(session), ETag.All, cancellation))).ConfigureAwait(false);
    }

    // Hops from the oldest day of one site to that of the next, so sites that are no longer configured are found too.
    private async Task<long> DeleteBeforeAsync(TableClient table, string firstKept, CancellationToken cancellation)
    {
        var deletion = new RowDeletion(table, options.MaxTransactions);
        var after = "";
        while (await FirstPartitionAsync(table, after, null, cancellation).ConfigureAwait(false) is { } partition)
        {
            var (series, day) = RumCellKeys.SplitPartitionKey(partition);
            if (string.CompareOrdinal(day, firstKept) >= 0) after = series + "~";
            else if (await deletion.DeletePartitionAsync(partition, cancellation).ConfigureAwait(false)) after = partition;
            else break;
        }

        return deletion.Deleted;
    }

    private static async Task<string?> FirstPartitionAsync(TableClient table, string after, string? before, CancellationToken cancellation)
    {
        var filter = before is null
            ? TableClient.CreateQueryFilter($"PartitionKey gt {after}")
            : TableClient.CreateQueryFilter($"PartitionKey gt {after} and PartitionKey lt {before}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, 1, Keys, cancellation).ConfigureAwait(false)) return row.PartitionKey;
        return null;
    }
}
