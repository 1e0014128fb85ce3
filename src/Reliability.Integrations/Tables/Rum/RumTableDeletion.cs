using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>Deletes what a table keeps of a site and nothing of single sessions: partitions called like the site, or like it and something after a <c>|</c>.</summary>
/// <remarks>
/// A later report of a measurement whose sample was deleted finds nothing to replace and is counted all the same.
/// </remarks>
/// <param name="table">The table.</param>
public sealed class RumTableDeletion(TableClient table) : IRumDeletion
{
    private static readonly string[] Keys = ["PartitionKey"];

    /// <inheritdoc/>
    public async Task DeleteSiteAsync(string site, CancellationToken cancellation)
    {
        var deletion = new RowDeletion(table, int.MaxValue);
        await deletion.DeletePartitionAsync(site, cancellation).ConfigureAwait(false);
        while (await FirstPartitionAsync(site, cancellation).ConfigureAwait(false) is { } partition)
            await deletion.DeletePartitionAsync(partition, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task DeleteSessionAsync(string site, ulong session, CancellationToken cancellation) => Task.CompletedTask;

    private async Task<string?> FirstPartitionAsync(string site, CancellationToken cancellation)
    {
        var (first, end) = (site + "|", site + "}");
        var rows = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end}"), 1, Keys, cancellation);
        await foreach (var row in rows.ConfigureAwait(false)) return row.PartitionKey;
        return null;
    }
}
