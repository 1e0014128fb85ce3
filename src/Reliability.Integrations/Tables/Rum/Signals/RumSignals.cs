using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Signals;

namespace Reliability.Integrations.Tables.Rum.Signals;

/// <summary>Keeps sessions, and the totals of sessions, errors, funnels and business metrics, from what the journal holds.</summary>
/// <remarks>
/// Totals change by the difference a round makes to sessions. Hence the order, per site and day: what is admitted, then totals, then sessions, each row
/// with the round's number. A round that comes again finds either no session of its own, and computes the same differences; or one, and then
/// every total was written before it.
/// </remarks>
/// <param name="sessions">The table of sessions.</param>
/// <param name="totals">The table of totals.</param>
/// <param name="funnels">Gets the funnels of a site; none for a site that is not configured.</param>
/// <param name="options">Bounds.</param>
public sealed class RumSignals(TableClient sessions, TableClient totals, Func<string, IReadOnlyList<RumFunnel>> funnels, RumSignalOptions options) : IRumProjection
{
    private readonly GuardedRows _sessions = new(sessions);
    private readonly GuardedRows _totals = new(totals);

    /// <inheritdoc/>
    public async Task ApplyAsync(RumRound round, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(round);
        foreach (var day in SignalDay.Of(round.Records, funnels)) await ApplyAsync(round.Number, day, cancellation).ConfigureAwait(false);
    }

    private async Task ApplyAsync(long round, SignalDay day, CancellationToken cancellation)
    {
        var partition = SignalEntity.PartitionKey(day.Site, day.Day);
        var rows = await _sessions.ReadAsync(partition, [.. day.Sessions.Keys.Select(SignalEntity.RowKey)], cancellation).ConfigureAwait(false);
        var known = rows.Values.ToDictionary(row => SignalEntity.SessionOf(row.RowKey));
        var hasWrittenSessions = known.Values.Any(row => GuardedRows.IsWritten(row, round));
        var newcomers = day.Sessions.Keys.Where(hash => !known.TryGetValue(hash, out var row) || SignalEntity.Number(row, SignalEntity.Born) == round).ToList();
        var admissions = await AdmitAsync(round, partition, day, newcomers, cancellation).ConfigureAwait(false);

        var changes = new SignalChanges(day, admissions);
        var kept = known.Keys.Union(admissions.Admitted(newcomers)).Where(hash => !GuardedRows.IsWritten(known.GetValueOrDefault(hash), round)).Order();
        var changed = new List<(TableEntity Row, TableEntity? Before)>();
        foreach (var hash in kept)
        {
            var row = known.GetValueOrDefault(hash);
            var after = changes.Change(hash, row is null ? null : RumSessionCodec.Decode(SignalEntity.BodyOf(row)));
            changed.Add((SignalEntity.Write(partition, hash, after, row is null ? round : SignalEntity.Number(row, SignalEntity.Born), round), row));
        }

        if (!hasWrittenSessions) await AddAsync(round, partition, changes, cancellation).ConfigureAwait(false);
        await _sessions.WriteAsync(changed, cancellation).ConfigureAwait(false);
    }

    private async Task<DayAdmissions> AdmitAsync(long round, string partition, SignalDay day, List<ulong> newcomers, CancellationToken cancellation)
    {
        var rows = await _totals.ReadAsync(partition, [SignalEntity.AdmissionsKey], cancellation).ConfigureAwait(false);
        var row = rows.GetValueOrDefault(SignalEntity.AdmissionsKey);
        var admissions = row is null ? new DayAdmissions() : DayAdmissions.Decode(SignalEntity.BodyOf(row));
        if (GuardedRows.IsWritten(row, round)) return admissions;
        admissions.Decide(day, newcomers, options.MaxSessionsPerDay);
        await _totals.WriteAsync([(SignalEntity.Write(partition, admissions, round), row)], cancellation).ConfigureAwait(false);
        return admissions;
    }

    private async Task AddAsync(long round, string partition, SignalChanges changes, CancellationToken cancellation)
    {
        var added = changes.Totals.ToList();
        var rows = await _totals.ReadAsync(partition, [.. added.Select(pair => pair.Key)], cancellation).ConfigureAwait(false);
        var written = new List<(TableEntity Row, TableEntity? Before)>();
        foreach (var (key, total) in added)
        {
            var row = rows.GetValueOrDefault(key);
            if (GuardedRows.IsWritten(row, round)) continue;
            written.Add((SignalEntity.Write(partition, key, total.AddedTo(row is null ? [] : SignalEntity.BodyOf(row)), round), row));
        }

        await _totals.WriteAsync(written, cancellation).ConfigureAwait(false);
    }
}
