using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace Reliability.Orchestration.Workers;

/// <summary>How many shards the table has: decided by who used it first, since every instance's place depends on it.</summary>
internal sealed partial class ShardCount(TableClient table, OrchestrationOptions options, StoreClock clock, ILogger<ShardCount> logger)
{
    private const string Partition = "settings";
    private const string Row = "shards";
    private const string Column = "Shards";

    private int _count;

    /// <summary>Gets the number; makes the table when it is missing.</summary>
    public async ValueTask<int> GetAsync(CancellationToken cancellation)
    {
        if (_count > 0) return _count;
        await table.CreateIfNotExistsAsync(cancellation).ConfigureAwait(false);
        var stored = await ReadAsync(cancellation).ConfigureAwait(false) ?? await DecideAsync(cancellation).ConfigureAwait(false);
        if (stored != options.Shards) IsFixed(options.Shards, stored);
        return _count = stored;
    }

    private async Task<int?> ReadAsync(CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Row, null, cancellation).ConfigureAwait(false);
        clock.Observe(found.GetRawResponse());
        return found.HasValue ? found.Value!.GetInt32(Column) : null;
    }

    private async Task<int> DecideAsync(CancellationToken cancellation)
    {
        try
        {
            await table.AddEntityAsync(new TableEntity(Partition, Row) { [Column] = options.Shards }, cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Another decided meanwhile.
        }

        return await ReadAsync(cancellation).ConfigureAwait(false) ?? throw new InvalidOperationException("The number of shards was deleted from the table.");
    }

    [LoggerMessage(LogLevel.Warning, "Orchestration__Shards is {Wanted}, but the table was made with {Stored} shards, which stays")]
    private partial void IsFixed(int wanted, int stored);
}
