using Azure.Data.Tables;
using Reliability.Core.Rum.Signals;

namespace Reliability.Integrations.Tables.Rum.Signals;

/// <summary>Lists sessions, the latest begin first: looks through a day's rows for the begins, and reads in full only what is listed.</summary>
internal sealed class SessionLister(TableClient table)
{
    // So that a rare kind of session does not have one answer look through three months.
    private const int MaxDaysPerAnswer = 7;

    private static readonly string[] Columns = ["PartitionKey", "RowKey", SignalEntity.Start];

    private readonly GuardedRows _rows = new(table);

    public async Task<(List<(ulong Hash, RumSession Session)> Found, ListPosition? Next)> ListAsync(string site, SessionsQuery query, CancellationToken cancellation)
    {
        var found = new List<(ulong Hash, RumSession Session)>();
        var (last, daysLeft) = (query.Time.After, MaxDaysPerAnswer);
        foreach (var day in query.Time.Days)
        {
            if (query.Time.After is { } after && after.First < day.ToUnixTimeMilliseconds()) continue;
            if (daysLeft-- == 0) return (found, EndOf(day));
            var wanted = query.Time.Top - found.Count;
            var begins = await BeginsAsync(site, day, query, wanted + 1, cancellation).ConfigureAwait(false);
            var listed = begins.Take(wanted).ToList();
            var rows = await _rows.ReadAsync(SignalEntity.PartitionKey(site, day), [.. listed.Select(at => SignalEntity.RowKey(at.Hash))], cancellation).ConfigureAwait(false);
            foreach (var at in listed)
            {
                last = at;
                if (rows.TryGetValue(SignalEntity.RowKey(at.Hash), out var row)) found.Add((at.Hash, RumSessionCodec.Decode(SignalEntity.BodyOf(row))));
            }

            if (begins.Count > wanted) return (found, last);
        }

        return (found, null);
    }

    // Everything that began before the end of a day is after this.
    private static ListPosition EndOf(DateTimeOffset day) => new(day.AddDays(1).ToUnixTimeMilliseconds(), 0, 0);

    private async Task<List<ListPosition>> BeginsAsync(string site, DateTimeOffset day, SessionsQuery query, int most, CancellationToken cancellation)
    {
        var latest = new PriorityQueue<ListPosition, ListPosition>(ListPosition.Ascending);
        await foreach (var row in table.QueryAsync<TableEntity>(Filter(site, day, query), null, Columns, cancellation).ConfigureAwait(false))
        {
            var at = new ListPosition(SignalEntity.Number(row, SignalEntity.Start), 0, SignalEntity.SessionOf(row.RowKey));
            if (!at.IsAfter(query.Time.After)) continue;
            latest.Enqueue(at, at);
            if (latest.Count > most) latest.Dequeue();
        }

        return [.. latest.UnorderedItems.Select(item => item.Element).OrderDescending(ListPosition.Ascending)];
    }

    private static string Filter(string site, DateTimeOffset day, SessionsQuery query)
    {
        var time = query.Time;
        var filters = new List<FormattableString>
        {
            $"PartitionKey eq {SignalEntity.PartitionKey(site, day)}",
            $"Start ge {time.From.ToUnixTimeMilliseconds()}",
            $"Start lt {time.To.ToUnixTimeMilliseconds()}",
        };
        if (query.Page is { } page) filters.Add($"Page eq {page}");
        if (query.Device is { } device) filters.Add($"Device eq {(int)device}");
        if (query.MinErrors > 0) filters.Add($"Errors ge {query.MinErrors}");
        if (query.MaxScore is { } score) filters.Add($"ScoreTenths le {(long)Math.Floor(score * 10)}");
        if (time.Bots != BotSelection.Include) filters.Add($"Bot eq {time.Bots == BotSelection.Only}");
        return string.Join(" and ", filters.Select(filter => TableClient.CreateQueryFilter(filter)));
    }
}
