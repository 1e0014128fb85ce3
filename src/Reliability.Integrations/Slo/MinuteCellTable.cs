using Azure;
using Azure.Data.Tables;
using Reliability.Core.Slo.Cells;
using Reliability.Integrations.Tables;

namespace Reliability.Integrations.Slo;

/// <summary>Up to when an indicator was counted.</summary>
/// <param name="From">Since when.</param>
/// <param name="Until">Up to when: the start of a minute.</param>
/// <param name="ETag">What the row was when it was read or written; null before the first.</param>
public sealed record SliCheckpoint(DateTimeOffset From, DateTimeOffset Until, ETag? ETag);

/// <summary>The stored minutes of an indicator, and the tags of their rows.</summary>
/// <param name="Minutes">The minutes.</param>
/// <param name="Rows">The tag of each row, by its day.</param>
public sealed record StoredMinutes(MinuteSeries Minutes, IReadOnlyDictionary<DateTimeOffset, ETag> Rows)
{
    /// <summary>Nothing stored.</summary>
    public static readonly StoredMinutes None = new(MinuteSeries.Empty, new Dictionary<DateTimeOffset, ETag>());
}

/// <summary>Minute cells: table <c>relslocells</c>, a partition per indicator with a row per UTC day, and partition <c>checkpoints</c> with a row per indicator.</summary>
/// <remarks>Days are written before the checkpoint that covers them, so a crash in between only means that they are written again.</remarks>
/// <param name="tables">The storage account.</param>
public sealed class MinuteCellTable(TableServiceClient tables)
{
    private const string Checkpoints = "checkpoints";
    private const int CheckpointBytes = 300;
    private const int MaxDeletions = 10;

    private readonly TableClient _table = tables.GetTableClient(TableNames.SloCells);

    /// <summary>Reads all checkpoints, by key of indicator.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public async Task<IReadOnlyDictionary<string, SliCheckpoint>> ReadCheckpointsAsync(CancellationToken cancellation)
    {
        var checkpoints = new Dictionary<string, SliCheckpoint>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Checkpoints}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ConfigureAwait(false))
        {
            if (row.GetDateTimeOffset(nameof(SliCheckpoint.From)) is { } from && row.GetDateTimeOffset(nameof(SliCheckpoint.Until)) is { } until)
                checkpoints[row.RowKey] = new SliCheckpoint(from, until, row.ETag);
        }

        return checkpoints;
    }

    /// <summary>Reads all minutes of an indicator.</summary>
    /// <param name="key">The key of the indicator.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    /// <exception cref="InvalidDataException">A row cannot be read.</exception>
    public async Task<StoredMinutes> ReadAsync(string key, CancellationToken cancellation)
    {
        var (days, rows) = (new List<MinuteDay>(), new Dictionary<DateTimeOffset, ETag>());
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ConfigureAwait(false))
        {
            rows[MinuteDayRow.DayOf(row.RowKey)] = row.ETag;
            if (MinuteDayRow.Read(row) is { } day)
                days.Add(day);
        }

        return new StoredMinutes(MinuteSeries.Of(days), rows);
    }

    /// <summary>Writes the days in which an indicator's minutes differ from what is stored.</summary>
    /// <param name="key">The key of the indicator.</param>
    /// <param name="stored">What is stored, as far as is known.</param>
    /// <param name="minutes">What shall be.</param>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <returns>What is stored now; null when another process wrote a day meanwhile.</returns>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public async Task<StoredMinutes?> WriteAsync(string key, StoredMinutes stored, MinuteSeries minutes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(minutes);
        DateTimeOffset[] changed =
        [
            .. stored.Minutes.Days.Concat(minutes.Days).Select(day => day.Start).Distinct()
                .Where(day => stored.Minutes.DayOf(day) != minutes.DayOf(day)).Order(),
        ];
        if (changed.Length == 0)
            return stored with { Minutes = minutes };
        GuardedRow[] rows =
        [
            .. changed.Select(day => new GuardedRow(
                MinuteDayRow.Write(key, day, minutes.DayOf(day)), stored.Rows.TryGetValue(day, out var tag) ? tag : null)),
        ];
        var tags = await GuardedBatch.WriteAsync(_table, rows, MinuteDayRow.BytesOf, cancellation).ConfigureAwait(false);
        if (tags.Contains(null))
            return null;
        var all = stored.Rows.ToDictionary();
        foreach (var (day, tag) in changed.Zip(tags))
            all[day] = tag!.Value;
        return new StoredMinutes(minutes, all);
    }

    /// <summary>Deletes the days of an indicator before one.</summary>
    /// <param name="key">The key of the indicator.</param>
    /// <param name="before">The first day that stays.</param>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public Task DeleteAsync(string key, DateTimeOffset before, CancellationToken cancellation) =>
        new RowDeletion(_table, MaxDeletions).DeletePartitionAsync(key, MinuteDayRow.KeyOf(before), cancellation);

    /// <summary>Deletes all of an indicator that nobody counts any more; safe to repeat.</summary>
    /// <param name="key">The key of the indicator.</param>
    /// <param name="checkpoint">Its checkpoint, as it was read.</param>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public async Task ForgetAsync(string key, SliCheckpoint checkpoint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (await new RowDeletion(_table, MaxDeletions).DeletePartitionAsync(key, cancellation).ConfigureAwait(false))
            await _table.DeleteEntityAsync(Checkpoints, key, checkpoint.ETag ?? ETag.All, cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes checkpoints, each only where nobody else wrote it meanwhile.</summary>
    /// <param name="checkpoints">The checkpoints by key of indicator, with the tags that they replace.</param>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <returns>Those that were written, with their new tags.</returns>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public async Task<IReadOnlyDictionary<string, SliCheckpoint>> WriteCheckpointsAsync(
        IReadOnlyList<KeyValuePair<string, SliCheckpoint>> checkpoints, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        GuardedRow[] rows = [.. checkpoints.Select(pair => new GuardedRow(RowOf(pair.Key, pair.Value), pair.Value.ETag))];
        var tags = await GuardedBatch.WriteAsync(_table, rows, _ => CheckpointBytes, cancellation).ConfigureAwait(false);
        return checkpoints.Zip(tags)
            .Where(written => written.Second is not null)
            .ToDictionary(written => written.First.Key, written => written.First.Value with { ETag = written.Second }, StringComparer.Ordinal);
    }

    private static TableEntity RowOf(string key, SliCheckpoint checkpoint) => new(Checkpoints, key)
    {
        [nameof(SliCheckpoint.From)] = checkpoint.From,
        [nameof(SliCheckpoint.Until)] = checkpoint.Until,
    };
}
