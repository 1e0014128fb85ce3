using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>What a reader needs to know of a round once it is done, so that a process that takes over can restore it.</summary>
/// <param name="FirstNeeded">The first round that is still to be restored: up to this one.</param>
/// <param name="Bytes">What its caller wants to know of it; at most 900,000 bytes.</param>
public readonly record struct RoundNote(long FirstNeeded, ReadOnlyMemory<byte> Bytes);

/// <summary>The rounds that were done lately, one row each in partition <c>rounds</c> of the journal's table.</summary>
internal sealed class RoundLog(TableClient table)
{
    public const string Partition = "rounds";

    private const string Ranges = "Ranges";
    private const string FirstNeeded = "FirstNeeded";

    /// <summary>Stores a round; safe to repeat, since a round is always the same.</summary>
    public async Task WriteAsync(RoundPlan plan, RoundNote note, CancellationToken cancellation)
    {
        var row = new TableEntity(Partition, JournalEntity.RowKey(plan.Round))
        {
            [Ranges] = JsonSerializer.Serialize(plan.Ranges, RoundPlanJson.Default.IReadOnlyListPlannedRange),
            [FirstNeeded] = note.FirstNeeded,
        };
        EntityBytes.Write(row, note.Bytes.Span);
        try
        {
            await table.AddEntityAsync(row, cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            // stored by an earlier try, here or in another process
        }
    }

    /// <summary>Gets the first round to restore in order to go on after one that is done; null when that is not in the log.</summary>
    public async Task<long?> FirstNeededAsync(long done, CancellationToken cancellation)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition, JournalEntity.RowKey(done), null, cancellation).ConfigureAwait(false);
        return row.HasValue ? row.Value!.GetInt64(FirstNeeded) : null;
    }

    /// <summary>Reads rounds, in order.</summary>
    public AsyncPageable<TableEntity> ReadAsync(long first, long last, CancellationToken cancellation)
    {
        var (from, to) = (JournalEntity.RowKey(first), JournalEntity.RowKey(last));
        return table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {from} and RowKey le {to}"), cancellationToken: cancellation);
    }

    /// <summary>Gets the name of the oldest partition that rounds from one on cover; null without such rounds.</summary>
    public async Task<string?> FirstPartitionAsync(long first, CancellationToken cancellation)
    {
        string? name = null;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {JournalEntity.RowKey(first)}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, null, [Ranges], cancellation).ConfigureAwait(false))
        {
            foreach (var range in RangesOf(row))
            {
                if (name is null || string.CompareOrdinal(range.Partition, name) < 0) name = range.Partition;
            }
        }

        return name;
    }

    /// <summary>Gets what a row tells.</summary>
    /// <exception cref="InvalidDataException">The row is damaged.</exception>
    public static (long Round, IReadOnlyList<PlannedRange> Ranges, ReadOnlyMemory<byte> Note) Read(TableEntity row) =>
        (JournalEntity.Position(row.RowKey), RangesOf(row), EntityBytes.Read(row));

    private static IReadOnlyList<PlannedRange> RangesOf(TableEntity row) =>
        JsonSerializer.Deserialize(row.GetString(Ranges), RoundPlanJson.Default.IReadOnlyListPlannedRange) ?? [];
}
