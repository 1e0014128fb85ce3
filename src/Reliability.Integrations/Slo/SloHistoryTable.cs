using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Reliability.Core.Slo.Reports;
using Reliability.Integrations.Tables;

namespace Reliability.Integrations.Slo;

/// <summary>The days of objectives, and what reports tell besides their statuses: table <c>relslohistory</c>.</summary>
/// <remarks>
/// Partition <c>days:NAME</c>: a row a day, and one for each earlier judgement of the day, by other corrections.
/// Partition <c>latest</c>: a row an objective.
/// </remarks>
/// <param name="tables">The storage account.</param>
public sealed class SloHistoryTable(TableServiceClient tables)
{
    /// <summary>The name of the table.</summary>
    public const string TableName = TableNames.SloHistory;

    private const string Latest = "latest";
    private const string Body = "Body";
    private const string DayFormat = "yyyyMMdd";

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>Reads days of an objective in order, as they were judged last or as they were known at an instant.</summary>
    /// <param name="name">The name of the objective.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="knownAt">What was judged by corrections of later does not count; null for the last judgement.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The days that were recorded.</returns>
    /// <exception cref="Azure.RequestFailedException">Storage failed.</exception>
    public async Task<IReadOnlyList<SloDay>> DaysAsync(
        string name, DateOnly from, DateOnly to, DateTimeOffset? knownAt, CancellationToken cancellation)
    {
        var (first, end) = (KeyOf(from), KeyOf(to) + "~~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(name)} and RowKey ge {first} and RowKey lt {end}");
        var days = new SortedDictionary<DateOnly, SloDay>();
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ConfigureAwait(false))
        {
            var day = JsonSerializer.Deserialize(row.GetString(Body), SloJsonContext.Default.SloDay)!;
            var isLast = row.RowKey.Length == DayFormat.Length;
            if (knownAt is null ? !isLast : day.Since > knownAt)
                continue;
            if (!days.TryGetValue(day.Day, out var other) || other.Since < day.Since)
                days[day.Day] = day;
        }

        return [.. days.Values];
    }

    /// <summary>Writes a day over the one before; what was judged by other corrections is kept beside it. Safe to repeat.</summary>
    /// <param name="name">The name of the objective.</param>
    /// <param name="day">The day.</param>
    /// <param name="previous">The day as it was read; null when there was none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Azure.RequestFailedException">Storage failed; repeat the call.</exception>
    public async Task WriteAsync(string name, SloDay day, SloDay? previous, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(day);
        var isJudgedAnew = previous is not null && previous.CorrectionsVersion != day.CorrectionsVersion;
        if (isJudgedAnew)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{KeyOf(day.Day)}~{previous!.Since.UtcTicks:d19}");
            await WriteAsync(name, key, previous, cancellation).ConfigureAwait(false);
        }

        await WriteAsync(name, KeyOf(day.Day), previous is null || isJudgedAnew ? day : day with { Since = previous.Since }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads what reports tell of all objectives, also of those that are no longer configured.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Azure.RequestFailedException">Storage failed.</exception>
    public async Task<IReadOnlyDictionary<string, SloReportDetail>> DetailsAsync(CancellationToken cancellation)
    {
        var details = new Dictionary<string, SloReportDetail>(StringComparer.Ordinal);
        var rows = _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Latest}"), cancellationToken: cancellation);
        await foreach (var row in rows.ConfigureAwait(false))
            details[row.RowKey] = Detail(row);
        return details;
    }

    /// <summary>Reads what reports tell of an objective; null before it was computed.</summary>
    /// <param name="name">The name of the objective.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Azure.RequestFailedException">Storage failed.</exception>
    public async Task<SloReportDetail?> DetailAsync(string name, CancellationToken cancellation)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Latest, name, cancellationToken: cancellation).ConfigureAwait(false);
        return row.HasValue ? Detail(row.Value!) : null;
    }

    /// <summary>Writes what reports tell of an objective.</summary>
    /// <param name="name">The name of the objective.</param>
    /// <param name="detail">Days and hours; its names are not kept.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Azure.RequestFailedException">Storage failed; repeat the call.</exception>
    public async Task WriteAsync(string name, SloReportDetail detail, CancellationToken cancellation)
    {
        var row = new TableEntity(Latest, name) { [Body] = JsonSerializer.Serialize(detail, SloJsonContext.Default.SloReportDetail) };
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation).ConfigureAwait(false);
    }

    /// <summary>Deletes old days, and all that is left of objectives without days.</summary>
    /// <param name="firstKept">The first day that is kept.</param>
    /// <param name="maxTransactions">How many transactions at most; the next run goes on.</param>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <returns>The number of rows of days deleted.</returns>
    /// <exception cref="Azure.RequestFailedException">Storage failed; the next run goes on.</exception>
    public async Task<long> DeleteBeforeAsync(DateOnly firstKept, int maxTransactions, CancellationToken cancellation)
    {
        var deletion = new RowDeletion(_table, maxTransactions);
        foreach (var name in (await DetailsAsync(cancellation).ConfigureAwait(false)).Keys)
        {
            if (!await deletion.DeletePartitionAsync(PartitionOf(name), KeyOf(firstKept), cancellation).ConfigureAwait(false))
                break;
            if ((await DaysAsync(name, firstKept, DateOnly.MaxValue, null, cancellation).ConfigureAwait(false)).Count == 0)
                await _table.DeleteEntityAsync(Latest, name, cancellationToken: cancellation).ConfigureAwait(false);
        }

        return deletion.Deleted;
    }

    private static string KeyOf(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string PartitionOf(string name) => $"days:{name}";

    private static SloReportDetail Detail(TableEntity row) => JsonSerializer.Deserialize(row.GetString(Body), SloJsonContext.Default.SloReportDetail)!;

    private async Task WriteAsync(string name, string key, SloDay day, CancellationToken cancellation)
    {
        var row = new TableEntity(PartitionOf(name), key) { [Body] = JsonSerializer.Serialize(day, SloJsonContext.Default.SloDay) };
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation).ConfigureAwait(false);
    }
}
