using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Alerts;
using Reliability.Integrations.Tables;

namespace Reliability.Integrations.Slo;

/// <summary>A stored status and the tag that guards its replacement.</summary>
/// <param name="Status">The status.</param>
/// <param name="ETag">What the row was when it was read.</param>
public sealed record StoredSloStatus(SloStatus Status, ETag ETag)
{
    /// <summary>Gets the alerts that were stored with it; default none.</summary>
    public SloAlertBook Alerts { get; init; } = SloAlertBook.Empty;
}

/// <summary>A status to store.</summary>
/// <param name="Status">The new status.</param>
/// <param name="Alerts">Its alerts, written with it.</param>
/// <param name="Previous">What was read before; null when there was none.</param>
public sealed record SloStatusUpdate(SloStatus Status, SloAlertBook Alerts, StoredSloStatus? Previous);

/// <summary>The latest status of every objective: table <c>relslos</c>, partition <c>latest</c>, one row each.</summary>
/// <param name="tables">The storage account.</param>
public sealed class SloStatusTable(TableServiceClient tables)
{
    /// <summary>The name of the table.</summary>
    public const string TableName = TableNames.Slos;

    private const string Partition = "latest";
    private const string Body = "Status";
    private const string Alerts = "Alerts";

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>Reads all statuses, by name; those of objectives that are no longer configured too. Empty before the first evaluation.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public async Task<IReadOnlyDictionary<string, StoredSloStatus>> ReadAllAsync(CancellationToken cancellation)
    {
        var statuses = new Dictionary<string, StoredSloStatus>(StringComparer.Ordinal);
        var rows = _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellation);
        await foreach (var row in rows.ConfigureAwait(false))
            statuses[row.RowKey] = Read(row);
        return statuses;
    }

    /// <summary>Reads a status, or null before its first evaluation.</summary>
    /// <param name="name">The name of the objective.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public async Task<SloStatus?> ReadAsync(string name, CancellationToken cancellation) =>
        (await FindAsync(name, cancellation).ConfigureAwait(false))?.Status;

    /// <summary>Reads a status with its alerts and its tag, or null before its first evaluation.</summary>
    /// <param name="name">The name of the objective.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public async Task<StoredSloStatus?> FindAsync(string name, CancellationToken cancellation)
    {
        var row = await _table
            .GetEntityIfExistsAsync<TableEntity>(Partition, name, cancellationToken: cancellation)
            .ConfigureAwait(false);
        return row.HasValue ? Read(row.Value!) : null;
    }

    /// <summary>Writes statuses over those they follow, a hundred at once; writing them twice leaves what writing them once does.</summary>
    /// <param name="updates">The new statuses, each name once.</param>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <returns>The names of those that were written; where another evaluation wrote in between, its status stays.</returns>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public async Task<IReadOnlySet<string>> WriteAsync(IReadOnlyList<SloStatusUpdate> updates, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(updates);
        GuardedRow[] rows = [.. updates.Select(update => new GuardedRow(RowOf(update), update.Previous?.ETag))];
        var tags = await GuardedBatch.WriteAsync(_table, rows, row => 2 * (row.GetString(Body).Length + row.GetString(Alerts).Length), cancellation).ConfigureAwait(false);
        return updates.Zip(tags).Where(written => written.Second is not null).Select(written => written.First.Status.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Removes a status that nobody has replaced since it was read.</summary>
    /// <param name="stored">The status.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RequestFailedException">Storage failed, or the row was replaced.</exception>
    public Task DeleteAsync(StoredSloStatus stored, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return _table.DeleteEntityAsync(Partition, stored.Status.Name, stored.ETag, cancellation);
    }

    private static TableEntity RowOf(SloStatusUpdate update) => new(Partition, update.Status.Name)
    {
        [Body] = JsonSerializer.Serialize(update.Status, SloJsonContext.Default.SloStatus),
        [Alerts] = JsonSerializer.Serialize(update.Alerts, SloJsonContext.Default.SloAlertBook),
    };

    private static StoredSloStatus Read(TableEntity row) => new(
        JsonSerializer.Deserialize(row.GetString(Body), SloJsonContext.Default.SloStatus)
            ?? throw new JsonException($"The row of {row.RowKey} has no status."),
        row.ETag)
    {
        // A row of an earlier version has none.
        Alerts = row.GetString(Alerts) is { } alerts ? JsonSerializer.Deserialize(alerts, SloJsonContext.Default.SloAlertBook)! : SloAlertBook.Empty,
    };
}
