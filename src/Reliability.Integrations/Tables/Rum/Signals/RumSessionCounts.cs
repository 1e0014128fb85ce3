using Azure.Data.Tables;
using Reliability.Core.Rum.Signals;

namespace Reliability.Integrations.Tables.Rum.Signals;

/// <summary>How many sessions began in an hour, and how many of them saw an error.</summary>
/// <param name="Hour">Its start, UTC.</param>
/// <param name="Sessions">The sessions.</param>
/// <param name="WithErrors">Those with an error; 0 to <paramref name="Sessions"/>.</param>
public sealed record SessionHour(DateTimeOffset Hour, long Sessions, long WithErrors);

/// <summary>Counts the sessions of each hour, programs included, as vitals are counted.</summary>
/// <param name="sessions">The table of sessions.</param>
/// <param name="totals">The table of totals.</param>
public sealed class RumSessionCounts(TableClient sessions, TableClient totals)
{
    /// <summary>The most sessions of one page that are counted one by one.</summary>
    public const int MaxSessions = 1_000_000;

    private const int DaysAtOnce = 8;

    private static readonly string[] Columns = ["PartitionKey", "RowKey", SignalEntity.Start, "Errors"];

    /// <summary>Counts the hours that start in a stretch of time; hours without sessions are left out.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="page">The page that sessions began on; null for all.</param>
    /// <param name="from">The start, included.</param>
    /// <param name="until">The end, excluded.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">The page has more than <see cref="MaxSessions"/> sessions in that time.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage failed.</exception>
    public async Task<IReadOnlyList<SessionHour>> ReadAsync(
        string site, string? page, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        var hours = new List<SessionHour>();
        foreach (var days in DaysOf(from, until).Chunk(DaysAtOnce))
        {
            var read = await Task.WhenAll(days.Select(day => page is null ? AllAsync(site, day, cancellation) : OfPageAsync(site, page, day, cancellation))).ConfigureAwait(false);
            hours.AddRange(read.SelectMany(day => day));
            if (page is not null && hours.Sum(hour => hour.Sessions) > MaxSessions)
                throw new InvalidOperationException($"More than {MaxSessions} sessions of one page would have to be counted one by one.");
        }

        return [.. hours.Where(hour => hour.Sessions > 0 && hour.Hour >= from && hour.Hour < until).OrderBy(hour => hour.Hour)];
    }

    private static IEnumerable<DateTimeOffset> DaysOf(DateTimeOffset from, DateTimeOffset until)
    {
        for (var day = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero); day < until; day = day.AddDays(1))
            yield return day;
    }

    private async Task<IReadOnlyList<SessionHour>> AllAsync(string site, DateTimeOffset day, CancellationToken cancellation)
    {
        var hours = new Dictionary<int, SessionTotals>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {SignalEntity.PartitionKey(site, day)} and RowKey ge {SignalKey.SessionsPrefix} and RowKey lt {SignalKey.SessionsPrefix + "~"}");
        await foreach (var row in totals.QueryAsync<TableEntity>(filter, null, null, cancellation).ConfigureAwait(false))
        {
            var hour = SignalKey.HourOf(row.RowKey);
            if (!hours.TryGetValue(hour, out var sum))
                hours.Add(hour, sum = new SessionTotals());
            sum.Merge(SessionTotals.Decode(SignalEntity.BodyOf(row)));
        }

        return [.. hours.Select(hour => new SessionHour(day.AddHours(hour.Key), hour.Value.Sessions, hour.Value.WithErrors))];
    }

    // Totals tell no page from another; sessions do.
    private async Task<IReadOnlyList<SessionHour>> OfPageAsync(string site, string page, DateTimeOffset day, CancellationToken cancellation)
    {
        var (all, failed) = (new long[24], new long[24]);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {SignalEntity.PartitionKey(site, day)} and Page eq {page}");
        await foreach (var row in sessions.QueryAsync<TableEntity>(filter, null, Columns, cancellation).ConfigureAwait(false))
        {
            var hour = DateTimeOffset.FromUnixTimeMilliseconds(SignalEntity.Number(row, SignalEntity.Start)).Hour;
            all[hour]++;
            failed[hour] += SignalEntity.Number(row, "Errors") > 0 ? 1 : 0;
        }

        return [.. Enumerable.Range(0, 24).Select(hour => new SessionHour(day.AddHours(hour), all[hour], failed[hour]))];
    }
}
