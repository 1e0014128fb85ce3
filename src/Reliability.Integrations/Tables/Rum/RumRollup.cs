using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>Counts what the journal holds into cells, each sample exactly once.</summary>
public sealed class RumRollup
{
    // Under load there is always something new. A run that never ended would run into the time limit of functions and hold up a shutdown.
    private const int MaxRounds = 10;

    private readonly JournalReader _reader;
    private readonly RumCells _cells;
    private readonly RumLabels _labels;
    private readonly Counter<long> _samples;
    private readonly Counter<long> _corrupt;

    /// <summary>Makes a rollup.</summary>
    public RumRollup(JournalReader reader, RumCells cells, RumLabels labels, IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        (_reader, _cells, _labels) = (reader, cells, labels);
        var meter = meters.Create("Reliability.Rum.Rollup");
        _samples = meter.CreateCounter<long>("rum.rollup.samples", "{sample}", "Samples counted into cells.");
        _corrupt = meter.CreateCounter<long>("rum.rollup.corrupt", "{item}", "Journal batches and records that could not be read.");
    }

    /// <summary>Works off what is new in the journal, at most ten rounds of it.</summary>
    /// <param name="cancellation">Stops before the next write; what is unfinished is finished by the next run.</param>
    /// <returns>The number of samples counted.</returns>
    /// <exception cref="StaleReaderException">Another process does the same work: nothing is wrong, and nothing was counted twice.</exception>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var counted = 0L;
        for (var rounds = 0; rounds < MaxRounds && await _reader.NextAsync(cancellation).ConfigureAwait(false) is { } round; rounds++)
        {
            counted += await CountAsync(round, cancellation).ConfigureAwait(false);
            await _reader.CompleteAsync(cancellation).ConfigureAwait(false);
        }

        return counted;
    }

    private async Task<long> CountAsync(JournalRound round, CancellationToken cancellation)
    {
        var records = Decode(round);
        var places = new Dictionary<(string Site, DateTimeOffset Day), Dictionary<VitalDimensions, VitalDimensions>>();
        foreach (var (key, samples) in Combinations(records))
        {
            var catalogue = await _labels.AdmitAsync(key.Site, key.Day, round.Number, samples, cancellation).ConfigureAwait(false);
            places[key] = samples.Keys.ToDictionary(sent => sent, catalogue.Resolve);
        }

        var cells = new VitalCellSet();
        foreach (var record in records)
        {
            var hour = HourOf(record.ReceivedAt);
            var counted = places[(record.Site, DayOf(hour))];
            foreach (var sample in record.Samples) cells.Add(record.Site, hour, sample with { Dimensions = counted[sample.Dimensions] }, record.Weight);
        }

        await _cells.ApplyAsync(round.Number, cells.Changes(), cancellation).ConfigureAwait(false);
        var total = records.Sum(record => (long)record.Samples.Count);
        _samples.Add(total);
        return total;
    }

    private List<RumRecord> Decode(JournalRound round)
    {
        var records = new List<RumRecord>(round.Records.Count);
        var corrupt = round.CorruptBatches;
        foreach (var bytes in round.Records)
        {
            if (RumRecord.TryRead(bytes.Span, out var record)) records.Add(record);
            else corrupt++;
        }

        if (corrupt > 0) _corrupt.Add(corrupt);
        return records;
    }

    private static Dictionary<(string Site, DateTimeOffset Day), Dictionary<VitalDimensions, long>> Combinations(List<RumRecord> records)
    {
        var combinations = new Dictionary<(string Site, DateTimeOffset Day), Dictionary<VitalDimensions, long>>();
        foreach (var record in records)
        {
            var key = (record.Site, DayOf(record.ReceivedAt));
            if (!combinations.TryGetValue(key, out var samples)) combinations.Add(key, samples = []);
            foreach (var sample in record.Samples) CollectionsMarshal.GetValueRefOrAddDefault(samples, sample.Dimensions, out _)++;
        }

        return combinations;
    }

    private static DateTimeOffset HourOf(DateTimeOffset time) => new(time.Year, time.Month, time.Day, time.Hour, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset DayOf(DateTimeOffset time) => new(time.Year, time.Month, time.Day, 0, 0, 0, TimeSpan.Zero);
}
