using Azure;
using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>Applies a round to the cells of one site, metric and day.</summary>
/// <remarks>Every transaction also counts up the versions of the hours it changes: whoever made sums of them can tell that they
/// changed, however the writer ends. Versions are guarded too, so only one writer at a time gets through.</remarks>
internal sealed class RumCellWriter(TableClient table, string partition, long round)
{
    private const int MaxActions = 99; // and the versions

    private static readonly DimensionSet Placing = DimensionSet.All[^1];

    private HourVersions _versions = new();
    private ETag? _versionsTag;

    /// <returns>How many samples were not there to be taken away.</returns>
    public async Task<long> ApplyAsync(IEnumerable<KeyValuePair<VitalCellKey, VitalCellChange>> cells, CancellationToken cancellation)
    {
        (_versions, _versionsTag) = await ReadVersionsAsync(table, partition, cancellation).ConfigureAwait(false);
        var changed = new List<HourChunk>();
        foreach (var hour in cells.GroupBy(cell => cell.Key.Hour))
            changed.AddRange(await ChangeAsync(hour.Key.UtcDateTime.Hour, [.. hour], cancellation).ConfigureAwait(false));

        var actions = new List<TableTransactionAction>();
        var (hours, bytes) = (new HashSet<int>(), 0);
        foreach (var chunk in changed)
        {
            var more = chunk.ToActions(round);
            if (actions.Count > 0 && (actions.Count + more.Count > MaxActions || bytes + chunk.Bytes > HourChunk.MaxBytes))
            {
                await SubmitAsync(actions, hours, cancellation).ConfigureAwait(false);
                actions.Clear();
                hours.Clear();
                bytes = 0;
            }

            actions.AddRange(more);
            hours.Add(chunk.Hour);
            bytes += chunk.Bytes;
        }

        if (actions.Count > 0) await SubmitAsync(actions, hours, cancellation).ConfigureAwait(false);
        return changed.Sum(chunk => chunk.Missing);
    }

    /// <summary>Reads the versions of a day's hours; a day without cells has versions of zero and no tag.</summary>
    public static async Task<(HourVersions Versions, ETag? Tag)> ReadVersionsAsync(TableClient table, string partition, CancellationToken cancellation)
    {
        var stored = await table.GetEntityIfExistsAsync<TableEntity>(partition, RumCellKeys.Versions, null, cancellation).ConfigureAwait(false);
        return stored.HasValue ? (HourVersions.Decode(stored.Value!.GetBinary(nameof(HourVersions))), stored.Value.ETag) : (new HourVersions(), null);
    }

    private async Task<IEnumerable<HourChunk>> ChangeAsync(int hour, List<KeyValuePair<VitalCellKey, VitalCellChange>> cells, CancellationToken cancellation)
    {
        var chunks = cells.Select(cell => Placing.ChunkOf(cell.Key.Dimensions.Page)).Distinct().ToDictionary(chunk => chunk, chunk => new HourChunk(partition, hour, chunk));
        var (first, last) = (RumCellKeys.HourPrefix(hour), RumCellKeys.HourPrefix(hour) + "~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {last}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ConfigureAwait(false))
        {
            if (chunks.TryGetValue(RumCellKeys.PlaceOf(row.RowKey).Chunk, out var chunk)) chunk.Load(row);
        }

        var awaiting = chunks.Where(pair => pair.Value.Awaits(round)).ToDictionary();
        foreach (var (key, change) in cells)
        {
            if (awaiting.TryGetValue(Placing.ChunkOf(key.Dimensions.Page), out var chunk)) chunk.Apply(key.Dimensions, change);
        }

        return awaiting.OrderBy(pair => pair.Key).Select(pair => pair.Value);
    }

    private async Task SubmitAsync(List<TableTransactionAction> actions, HashSet<int> hours, CancellationToken cancellation)
    {
        foreach (var hour in hours) _versions.Change(hour, round);
        var row = new TableEntity(partition, RumCellKeys.Versions) { [nameof(HourVersions)] = _versions.Encode() };
        var guard = _versionsTag is { } tag
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, tag)
            : new TableTransactionAction(TableTransactionActionType.Add, row);
        try
        {
            var answer = await table.SubmitTransactionAsync([.. actions, guard], cancellation).ConfigureAwait(false);
            _versionsTag = answer.Value[^1].Headers.ETag;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            throw new StaleReaderException("Another process wrote the same cells.", e);
        }
    }
}
