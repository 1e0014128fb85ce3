using Azure.Data.Tables;
using Reliability.Core.Rum;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>The stored sums of days: made of hours by <see cref="RumCompaction"/>, right as long as the versions they state are those of the hours.</summary>
internal sealed class RumSums(TableClient table)
{
    private const string Parts = "Parts";
    private const int MaxActions = 100;

    /// <summary>Reads the sums of one chunk of a set on some days.</summary>
    /// <returns>Those that are complete, by day.</returns>
    public async Task<Dictionary<DateTimeOffset, DaySums>> ReadAsync(
        string partition, int chunk, DateTimeOffset firstDay, DateTimeOffset lastDay, CancellationToken cancellation)
    {
        var (first, last) = (RumCellKeys.SumsPrefixOf(chunk, firstDay), RumCellKeys.SumsPrefixOf(chunk, lastDay) + "~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {last}");
        var days = new Dictionary<DateTimeOffset, List<TableEntity>>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ConfigureAwait(false))
        {
            var (_, day, part) = RumCellKeys.SumsPlaceOf(row.RowKey);
            if (!days.TryGetValue(day, out var parts)) days.Add(day, parts = []);
            if (parts.Count == part) parts.Add(row);
        }

        return days.Where(pair => IsComplete(pair.Value)).ToDictionary(
            pair => pair.Key,
            pair => new DaySums(VersionsOf(pair.Value[0]), [.. pair.Value.Take(PartsOf(pair.Value[0])).SelectMany(row => PackColumns.Read(row, withSketches: true))]));
    }

    /// <summary>Reads the versions that the sums of a set and day were made of, those of its first row; none when there is none.</summary>
    public async Task<HourVersions> ReadVersionsAsync(string partition, DateTimeOffset day, CancellationToken cancellation)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            partition, RumCellKeys.SumsRow(0, day, 0), [nameof(HourVersions)], cancellation).ConfigureAwait(false);
        return row.HasValue ? VersionsOf(row.Value!) : new HourVersions();
    }

    /// <summary>Writes the sums of a set and day, all of its chunks, the first one last: its versions tell that all are written.</summary>
    public async Task WriteAsync(
        string partition, DimensionSet set, DateTimeOffset day, HourVersions versions, IEnumerable<PackEntry> entries, CancellationToken cancellation)
    {
        var chunks = entries.ToLookup(entry => set.ChunkOf(entry.Dimensions.Page));
        var actions = new List<TableTransactionAction>();
        var bytes = 0;
        for (var chunk = set.Chunks - 1; chunk >= 0; chunk--)
        {
            var parts = PackCodec.Encode(chunks[chunk]);
            for (var i = parts.Count - 1; i >= 0; i--)
            {
                var length = parts[i].Counts.Length + parts[i].Sketches.Length;
                if (actions.Count == MaxActions || (actions.Count > 0 && bytes + length > HourChunk.MaxBytes))
                {
                    await table.SubmitTransactionAsync(actions, cancellation).ConfigureAwait(false);
                    actions.Clear();
                    bytes = 0;
                }

                actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, RowOf(partition, RumCellKeys.SumsRow(chunk, day, i), versions, parts, i)));
                bytes += length;
            }
        }

        await table.SubmitTransactionAsync(actions, cancellation).ConfigureAwait(false);
    }

    private static TableEntity RowOf(string partition, string rowKey, HourVersions versions, List<PackPart> parts, int part)
    {
        var row = new TableEntity(partition, rowKey) { [nameof(HourVersions)] = versions.Encode(), [Parts] = parts.Count };
        PackColumns.Write(row, parts[part]);
        return row;
    }

    // Rows of another making may stand beside: those beyond the last part are left over, and other versions mean that a writer is
    // at work or ended early.
    private static bool IsComplete(List<TableEntity> rows)
    {
        if (rows.Count == 0) return false;
        var (versions, parts) = (VersionsOf(rows[0]), PartsOf(rows[0]));
        return rows.Count >= parts && rows.Take(parts).All(row => PartsOf(row) == parts && VersionsOf(row).AreSameAs(versions));
    }

    private static int PartsOf(TableEntity row) => row.GetInt32(Parts) ?? 0;

    private static HourVersions VersionsOf(TableEntity row) => HourVersions.Decode(row.GetBinary(nameof(HourVersions)));
}

/// <summary>The sums of one chunk of a day.</summary>
/// <param name="Versions">The versions of the hours in them; 0 for an hour that is not.</param>
/// <param name="Entries">The sums.</param>
internal sealed record DaySums(HourVersions Versions, IReadOnlyList<PackEntry> Entries);
