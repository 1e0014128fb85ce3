using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>Deletes the cells and label catalogues of a site. They know no sessions.</summary>
/// <param name="cells">The table of cells.</param>
/// <param name="labels">The table of label catalogues.</param>
public sealed class RumCellDeletion(TableClient cells, TableClient labels) : IRumDeletion
{
    private static readonly string[] Keys = ["PartitionKey"];

    /// <inheritdoc/>
    public async Task DeleteSiteAsync(string site, CancellationToken cancellation)
    {
        // The labels last: cells written between the two would otherwise have labels that nobody counted.
        var deletion = new RowDeletion(cells, int.MaxValue);
        while (await FirstPartitionAsync(site, cancellation).ConfigureAwait(false) is { } partition)
            await deletion.DeletePartitionAsync(partition, cancellation).ConfigureAwait(false);
        await new RowDeletion(labels, int.MaxValue).DeletePartitionAsync(site, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task DeleteSessionAsync(string site, ulong session, CancellationToken cancellation) => Task.CompletedTask;

    private async Task<string?> FirstPartitionAsync(string site, CancellationToken cancellation)
    {
        var (first, end) = (site + "|", site + "}");
        var rows = cells.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end}"), 1, Keys, cancellation);
        await foreach (var row in rows.ConfigureAwait(false)) return row.PartitionKey;
        return null;
    }
}
