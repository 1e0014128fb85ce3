using System.Globalization;
using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Signals;

namespace Reliability.Integrations.Tables.Rum.Signals;

/// <summary>Answers questions about sessions, errors, funnels and business metrics.</summary>
/// <param name="sessions">The table of sessions.</param>
/// <param name="totals">The table of totals.</param>
public sealed class RumSignalReader(TableClient sessions, TableClient totals)
{
    private const int DaysAtOnce = 8;

    private static readonly string[] RankColumns = ["PartitionKey", "RowKey", SignalEntity.Count, SignalEntity.Sessions];

    private readonly SessionLister _sessions = new(sessions);
    private readonly GuardedRows _totals = new(totals);

    /// <summary>Lists sessions, the latest begin first.</summary>
    /// <param name="site">The site.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<SessionsReport> SessionsAsync(RumSite site, SessionsQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(query);
        var (found, next) = await _sessions.ListAsync(site.Name, query, cancellation).ConfigureAwait(false);
        var admissions = await GetAsync(site.Name, query.Time, [SignalEntity.AdmissionsKey], cancellation).ConfigureAwait(false);
        var notKept = admissions.Sum(row => DayAdmissions.Decode(SignalEntity.BodyOf(row)).NotKept.Estimate);
        var listed = found.Select(session => SessionReport.Of(session.Hash, session.Session, site.Funnels));
        return new SessionsReport(query.Time.From, query.Time.To, [.. listed], notKept, next?.ToString());
    }

    /// <summary>Lists kinds of error, those that most sessions saw first.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="query">Which; widened to whole days.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<ErrorsReport> ErrorsAsync(string site, SignalsQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var days = query.WidenedToDays();
        var all = await SessionTotalsAsync(site, days, cancellation).ConfigureAwait(false);
        var rows = await ScanAsync(site, days, SignalKey.ErrorsPrefix, RankColumns, cancellation).ConfigureAwait(false);
        var ranked = rows.GroupBy(row => FingerprintOf(row.RowKey))
            .Select(group => (Rows: group, At: new ListPosition(group.Sum(row => SignalEntity.Number(row, SignalEntity.Sessions)), group.Sum(row => SignalEntity.Number(row, SignalEntity.Count)), group.Key)))
            .Where(group => group.At.Second > 0 && group.At.IsAfter(query.After))
            .OrderByDescending(group => group.At, ListPosition.Ascending)
            .Take(query.Top + 1)
            .ToList();
        var page = ranked.Take(query.Top).ToList();
        var groups = page.ToDictionary(group => group.At.Hash, _ => new ErrorGroup());
        foreach (var day in page.SelectMany(group => group.Rows).GroupBy(row => row.PartitionKey))
        {
            var read = await _totals.ReadAsync(day.Key, [.. day.Select(row => row.RowKey)], cancellation).ConfigureAwait(false);
            foreach (var row in read.Values) groups[FingerprintOf(row.RowKey)].Merge(ErrorGroup.Decode(SignalEntity.BodyOf(row)));
        }

        var next = ranked.Count > page.Count ? page[^1].At.ToString() : null;
        return new ErrorsReport(days.From, days.To, AllSessionsReport.Of(all), [.. page.Select(group => ErrorReport.Of(group.At.Hash, groups[group.At.Hash], all))], next);
    }

    /// <summary>Tells how far sessions came in a funnel.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="funnel">The funnel.</param>
    /// <param name="query">Which days; widened to whole ones.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<FunnelReport> FunnelAsync(string site, RumFunnel funnel, SignalsQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var days = query.WidenedToDays();
        var key = FunnelProgress.KeyOf(funnel);
        var sum = new FunnelTotals();
        foreach (var row in await GetAsync(site, days, [SignalKey.Funnel(key, false), SignalKey.Funnel(key, true)], cancellation).ConfigureAwait(false))
            sum.Merge(FunnelTotals.Decode(SignalEntity.BodyOf(row)));
        return FunnelReport.Of(funnel, days, sum);
    }

    /// <summary>Tells about business metrics and engagement.</summary>
    /// <param name="site">Name of the site, or of a service without one.</param>
    /// <param name="query">Which days; widened to whole ones.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<BusinessReport> BusinessAsync(string site, SignalsQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var days = query.WidenedToDays();
        var all = await SessionTotalsAsync(site, days, cancellation).ConfigureAwait(false);
        var rows = await ScanAsync(site, days, SignalKey.BusinessPrefix, null, cancellation).ConfigureAwait(false);
        return BusinessReport.Of(days, all, rows.Select(row => (SignalEntity.DayOf(row.PartitionKey), BusinessTotals.Decode(SignalEntity.BodyOf(row)))));
    }

    private async Task<SessionTotals> SessionTotalsAsync(string site, SignalsQuery days, CancellationToken cancellation)
    {
        var sum = new SessionTotals();
        foreach (var row in await ScanAsync(site, days, SignalKey.SessionsPrefix, null, cancellation).ConfigureAwait(false)) sum.Merge(SessionTotals.Decode(SignalEntity.BodyOf(row)));
        return sum;
    }

    private async Task<List<TableEntity>> ScanAsync(string site, SignalsQuery query, string prefix, string[]? columns, CancellationToken cancellation)
    {
        async Task<List<TableEntity>> DayAsync(DateTimeOffset day)
        {
            var rows = new List<TableEntity>();
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {SignalEntity.PartitionKey(site, day)} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
            await foreach (var row in totals.QueryAsync<TableEntity>(filter, null, columns, cancellation).ConfigureAwait(false))
            {
                if (query.Includes(SignalKey.IsBot(row.RowKey))) rows.Add(row);
            }

            return rows;
        }

        var found = new List<TableEntity>();
        foreach (var chunk in query.Days.Chunk(DaysAtOnce)) found.AddRange((await Task.WhenAll(chunk.Select(DayAsync)).ConfigureAwait(false)).SelectMany(rows => rows));
        return found;
    }

    private async Task<List<TableEntity>> GetAsync(string site, SignalsQuery query, string[] keys, CancellationToken cancellation)
    {
        var wanted = keys.Where(key => key == SignalEntity.AdmissionsKey || query.Includes(SignalKey.IsBot(key))).ToList();
        var found = new List<TableEntity>();
        foreach (var chunk in query.Days.Chunk(DaysAtOnce))
        {
            var days = await Task.WhenAll(chunk.Select(day => _totals.ReadAsync(SignalEntity.PartitionKey(site, day), wanted, cancellation))).ConfigureAwait(false);
            found.AddRange(days.SelectMany(rows => rows.Values));
        }

        return found;
    }

    private static ulong FingerprintOf(string key) =>
        ulong.Parse(key.AsSpan(SignalKey.ErrorsPrefix.Length, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
