using Azure;
using Azure.Data.Tables;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>The table of timers: one row per timer, every change guarded by the version read.</summary>
/// <param name="tables">The storage account.</param>
/// <param name="partition">Partition of this app.</param>
internal sealed class TimerTable(TableServiceClient tables, string partition)
{
    /// <summary>Name of the table.</summary>
    public const string TableName = "reltimers";

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>Reads the row of a timer; stores one when there is none.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="initial">What to store for a timer never seen before.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The row as stored.</returns>
    /// <exception cref="RequestFailedException">Storage failed; trying again may help.</exception>
    public async Task<TimerRow> ReadAsync(string name, TimerRow initial, CancellationToken cancellation)
    {
        if (await FindAsync(name, cancellation).ConfigureAwait(false) is { } found)
            return found;
        await _table.CreateIfNotExistsAsync(cancellation).ConfigureAwait(false);
        try
        {
            await _table.AddEntityAsync(initial.ToEntity(partition, name), cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException conflict) when (conflict.Status == 409)
        {
            // Another process was first, or our own earlier try got through unseen: what is stored counts.
        }

        return await FindAsync(name, cancellation).ConfigureAwait(false)
            ?? throw new RequestFailedException(404, $"The row of timer {name} disappeared.");
    }

    /// <summary>Replaces a row, if it is still the version that was read.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="row">New content, with the version read.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The row with its new version, or <see langword="null"/> when another version is stored by now.</returns>
    /// <exception cref="RequestFailedException">Storage failed; the row may or may not be written.</exception>
    public async Task<TimerRow?> ReplaceAsync(string name, TimerRow row, CancellationToken cancellation)
    {
        try
        {
            Response response = await _table
                .UpdateEntityAsync(row.ToEntity(partition, name), row.ETag, TableUpdateMode.Replace, cancellation)
                .ConfigureAwait(false);
            return row with { ETag = response.Headers.ETag ?? throw new RequestFailedException("Storage answered without a version.") };
        }
        catch (RequestFailedException conflict) when (conflict.Status is 412 or 404)
        {
            return null;
        }
    }

    private async Task<TimerRow?> FindAsync(string name, CancellationToken cancellation)
    {
        try
        {
            NullableResponse<TableEntity> found = await _table
                .GetEntityIfExistsAsync<TableEntity>(partition, name, null, cancellation).ConfigureAwait(false);
            return found.HasValue ? TimerRow.From(found.Value!) : null;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null; // the table itself does not exist yet
        }
    }
}
