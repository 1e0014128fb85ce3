using System.Diagnostics.Metrics;
using Azure;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Counting;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>Counts rounds of the journal into cells: a measurement that is reported again replaces what was counted, a copy of a request counts nothing.</summary>
/// <remarks>Remembers the reports of the last hour, so one per process, and for one caller at a time.</remarks>
public sealed class RumCounting
{
    private readonly RecentReports _recent;
    private readonly RumCells _cells;
    private readonly RumLabels _labels;
    private readonly Counter<long> _samples;
    private readonly Counter<long> _corrupt;
    private readonly Counter<long> _replaced;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _evicted;
    private readonly Counter<long> _missing;

    /// <summary>Makes it, remembering nothing yet.</summary>
    public RumCounting(RumCells cells, RumLabels labels, RumCountingOptions options, IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(meters);
        (_recent, _cells, _labels) = (new RecentReports(options.MaxRecentReports), cells, labels);
        var meter = meters.Create("Reliability.Rum.Rollup");
        _samples = meter.CreateCounter<long>("rum.rollup.samples", "{sample}", "Samples worked off.");
        _corrupt = meter.CreateCounter<long>("rum.rollup.corrupt", "{item}", "Journal batches, records and notes that could not be read.");
        _replaced = meter.CreateCounter<long>("rum.dedupe.replaced", "{sample}", "Samples that a later report of the same measurement replaced after they were counted.");
        _repeated = meter.CreateCounter<long>("rum.dedupe.repeated", "{request}", "Copies of requests, told by their Idempotency-Key, that counted nothing.");
        _evicted = meter.CreateCounter<long>("rum.dedupe.evicted", "{sample}", "Samples forgotten for want of room: reported again, they count again.");
        _missing = meter.CreateCounter<long>("rum.dedupe.missing", "{sample}", "Samples that were to be replaced in cells that no longer hold them, because they were deleted.");
    }

    /// <summary>Restores what is to be known before a round.</summary>
    /// <param name="reader">The reader that handed the round out.</param>
    /// <param name="round">Number of the round.</param>
    /// <param name="cancellation">Cancels between rounds restored.</param>
    /// <exception cref="StaleReaderException">Another process went on meanwhile.</exception>
    /// <exception cref="RequestFailedException">The store failed; repeat the round.</exception>
    public async Task CatchUpAsync(JournalReader reader, long round, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (_recent.Round >= round) _recent.Clear(); // the journal was deleted and begins anew
        await foreach (var (restored, note) in reader.RestoreAsync(_recent.Round, cancellation).ConfigureAwait(false))
        {
            if (RoundCount.Restore(_recent, restored.Number, Decode(restored), note.Span) is not { } count)
            {
                _corrupt.Add(1);
                continue;
            }

            var catalogues = new Dictionary<(string Site, DateTimeOffset Day), LabelCatalogue>();
            foreach (var (site, day) in count.Combinations().Keys)
                catalogues[(site, day)] = await _labels.ReadAsync(site, day, cancellation).ConfigureAwait(false);
            count.Resolve(catalogues);
            _recent.Remember(count);
        }
    }

    /// <summary>Counts a round into cells; safe to repeat.</summary>
    /// <returns>What was decided: to be remembered when all effects of the round are stored.</returns>
    /// <exception cref="StaleReaderException">Another process does the same work: stop.</exception>
    /// <exception cref="RequestFailedException">The store failed; repeat the round.</exception>
    public async Task<RoundCount> CountAsync(JournalRound round, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(round);
        var records = Decode(round);
        var corrupt = round.CorruptBatches + round.Records.Count - records.Count;
        if (corrupt > 0) _corrupt.Add(corrupt);
        var count = _recent.Decide(round.Number, records);
        var catalogues = new Dictionary<(string Site, DateTimeOffset Day), LabelCatalogue>();
        foreach (var (place, samples) in count.Combinations())
            catalogues[place] = await _labels.AdmitAsync(place.Site, LatestOf(place.Day, count.ReceivedUntil), round.Number, samples, cancellation).ConfigureAwait(false);
        count.Resolve(catalogues);
        var missing = await _cells.ApplyAsync(round.Number, count.Changes().Changes(), cancellation).ConfigureAwait(false);
        if (missing > 0) _missing.Add(missing);
        return count;
    }

    /// <summary>Remembers a round whose effects are stored.</summary>
    public void Remember(RoundCount count)
    {
        ArgumentNullException.ThrowIfNull(count);
        var evicted = _recent.Evicted;
        _recent.Remember(count);
        _samples.Add(count.Samples);
        if (count.Replaced > 0) _replaced.Add(count.Replaced);
        if (count.Repeated > 0) _repeated.Add(count.Repeated);
        if (_recent.Evicted > evicted) _evicted.Add(_recent.Evicted - evicted);
    }

    // Samples may be of yesterday, which is over then, and by a clock that was set back even of tomorrow.
    private static DateTimeOffset LatestOf(DateTimeOffset day, DateTimeOffset time) =>
        time < day ? day : time < day.AddDays(1) ? time : day.AddHours(23);

    private static List<RumRecord> Decode(JournalRound round)
    {
        var records = new List<RumRecord>(round.Records.Count);
        foreach (var bytes in round.Records)
        {
            if (RumRecord.TryRead(bytes.Span, out var record)) records.Add(record);
        }

        return records;
    }
}
