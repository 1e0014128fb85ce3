using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Reliability.Core.Numerics;
using Reliability.Core.Slo.Maintenance;
using Reliability.Integrations.Tables;

namespace Reliability.Integrations.Slo;

/// <summary>Corrections, and the maintenance calendar as it was: table <c>relslocorrections</c>. Rows are only added, so that what was known at an instant stays known.</summary>
/// <remarks>Partition = objective: a row for each correction, and one for each revocation. Partition <c>~calendar</c>: a row for each window that was in the file, and one for each that went.</remarks>
/// <param name="tables">The storage account.</param>
public sealed class SloCorrectionTable(TableServiceClient tables)
{
    /// <summary>The name of the table.</summary>
    public const string TableName = TableNames.SloCorrections;

    // Names of objectives never have a tilde.
    private const string Calendar = "~calendar";
    private const string Body = "Body";
    private const string Until = "Until";
    private const string Ended = "~ended";

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>Reads everything.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public async Task<CorrectionBook> ReadAllAsync(CancellationToken cancellation)
    {
        var rows = await RowsAsync(null, cancellation).ConfigureAwait(false);
        var partitions = rows.ToLookup(row => row.PartitionKey);
        return new CorrectionBook(
            partitions.Where(rows => rows.Key != Calendar).ToDictionary(rows => rows.Key, rows => (IReadOnlyList<CorrectionEntry>)EntriesOf(rows)),
            CalendarOf(partitions[Calendar]));
    }

    /// <summary>Reads what was asked for an objective, revoked ones too, the newest first.</summary>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RequestFailedException">Storage failed.</exception>
    public async Task<IReadOnlyList<CorrectionEntry>> ReadAsync(string slo, CancellationToken cancellation) =>
        EntriesOf(await RowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {slo}"), cancellation).ConfigureAwait(false));

    /// <summary>Adds a correction; adding it twice adds it once.</summary>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="entry">The correction.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What is stored under its id: this one, or the one that was there before.</returns>
    /// <exception cref="RequestFailedException">Storage failed; repeat the call.</exception>
    public async Task<CorrectionEntry> AddAsync(string slo, CorrectionEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var row = new TableEntity(slo, entry.Id)
        {
            [Body] = JsonSerializer.Serialize(entry with { Revoked = null }, SloJsonContext.Default.CorrectionEntry),
            [Until] = entry.To,
        };
        return await AddRowAsync(row, cancellation).ConfigureAwait(false)
            ? entry
            : (await ReadAsync(slo, cancellation).ConfigureAwait(false)).First(stored => stored.Id == entry.Id);
    }

    /// <summary>Takes a correction back; the first to do so counts.</summary>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="id">The correction.</param>
    /// <param name="audit">Who does it, and when.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The correction as it is now; null when there is none.</returns>
    /// <exception cref="RequestFailedException">Storage failed; repeat the call.</exception>
    public async Task<CorrectionEntry?> RevokeAsync(string slo, string id, CorrectionAudit audit, CancellationToken cancellation)
    {
        var entries = await ReadAsync(slo, cancellation).ConfigureAwait(false);
        if (entries.FirstOrDefault(entry => entry.Id == id) is not { } found || found.Revoked is not null)
            return entries.FirstOrDefault(entry => entry.Id == id);
        var row = new TableEntity(slo, id + Ended)
        {
            [Body] = JsonSerializer.Serialize(audit, SloJsonContext.Default.CorrectionAudit),
            [Until] = found.To,
        };
        await AddRowAsync(row, cancellation).ConfigureAwait(false);
        return (await ReadAsync(slo, cancellation).ConfigureAwait(false)).FirstOrDefault(entry => entry.Id == id);
    }

    /// <summary>Notes what has come into the maintenance calendar and what has gone.</summary>
    /// <param name="windows">The windows of the file.</param>
    /// <param name="now">When they were seen.</param>
    /// <param name="cancellation">Gives up; what was noted stays.</param>
    /// <exception cref="RequestFailedException">Storage failed; repeat the call.</exception>
    public async Task NoteCalendarAsync(IReadOnlyList<MaintenanceWindow> windows, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(windows);
        var rows = await RowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Calendar}"), cancellation).ConfigureAwait(false);
        var ended = rows.Where(row => row.RowKey.EndsWith(Ended, StringComparison.Ordinal)).Select(row => row.RowKey[..^Ended.Length]).ToHashSet();
        var there = rows.Where(row => !row.RowKey.EndsWith(Ended, StringComparison.Ordinal) && !ended.Contains(row.RowKey)).ToArray();
        var texts = windows.Select(CalendarText.Write).ToHashSet(StringComparer.Ordinal);
        foreach (var text in texts.Except(there.Select(row => row.GetString(Body))))
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{Hash64.Of(text.AsSpan()):x16}-{now.UtcTicks:d19}");
            await AddRowAsync(new TableEntity(Calendar, key) { [Body] = text, [Until] = DateTimeOffset.MaxValue, ["At"] = now }, cancellation).ConfigureAwait(false);
        }

        foreach (var row in there.Where(row => !texts.Contains(row.GetString(Body))))
            await AddRowAsync(new TableEntity(Calendar, row.RowKey + Ended) { [Until] = now, ["At"] = now }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Deletes corrections whose time is long over, and windows that are long gone from the calendar.</summary>
    /// <param name="before">What ended before this instant is deleted.</param>
    /// <param name="maxRows">How many rows at most; the next run goes on.</param>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <returns>The number of rows deleted.</returns>
    /// <exception cref="RequestFailedException">Storage failed; the next run goes on.</exception>
    public async Task<long> DeleteBeforeAsync(DateTimeOffset before, int maxRows, CancellationToken cancellation)
    {
        var old = (await RowsAsync(TableClient.CreateQueryFilter($"Until lt {before}"), cancellation).ConfigureAwait(false)).Take(maxRows).ToArray();
        // What a revocation is about goes first: alone it would come to life again.
        foreach (var row in old.OrderBy(row => row.RowKey.EndsWith(Ended, StringComparison.Ordinal)))
        {
            if (row.PartitionKey == Calendar)
                await _table.DeleteEntityAsync(Calendar, row.RowKey[..^Ended.Length], ETag.All, cancellation).ConfigureAwait(false);
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellation).ConfigureAwait(false);
        }

        return old.Length;
    }

    private static CorrectionEntry[] EntriesOf(IEnumerable<TableEntity> rows)
    {
        var bodies = rows.ToDictionary(row => row.RowKey, row => row.GetString(Body));
        return
        [
            .. bodies.Where(row => !row.Key.EndsWith(Ended, StringComparison.Ordinal))
                .Select(row => JsonSerializer.Deserialize(row.Value, SloJsonContext.Default.CorrectionEntry)! with
                {
                    Revoked = bodies.GetValueOrDefault(row.Key + Ended) is { } revoked ? JsonSerializer.Deserialize(revoked, SloJsonContext.Default.CorrectionAudit) : null,
                })
                .OrderByDescending(entry => entry.Created.At)
                .ThenBy(entry => entry.Id, StringComparer.Ordinal),
        ];
    }

    private static CalendarEntry[] CalendarOf(IEnumerable<TableEntity> rows)
    {
        var times = rows.ToDictionary(row => row.RowKey);
        return
        [
            .. times.Where(row => !row.Key.EndsWith(Ended, StringComparison.Ordinal)).Select(row => new CalendarEntry(
                CalendarText.Read(row.Value.GetString(Body)),
                row.Value.GetDateTimeOffset("At")!.Value,
                times.GetValueOrDefault(row.Key + Ended)?.GetDateTimeOffset("At"))),
        ];
    }

    private async Task<List<TableEntity>> RowsAsync(string? filter, CancellationToken cancellation)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ConfigureAwait(false))
            rows.Add(row);
        return rows;
    }

    private async Task<bool> AddRowAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await _table.AddEntityAsync(row, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }
    }
}
