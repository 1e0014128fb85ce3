using System.Diagnostics.Metrics;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>What a journal counts about itself.</summary>
internal sealed class JournalMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Reliability.Journal";

    // The defaults are milliseconds.
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly Counter<long> _records;
    private readonly Counter<long> _batches;
    private readonly Histogram<double> _duration;

    public JournalMetrics(IMeterFactory meters, Func<int> queuedBytes)
    {
        var meter = meters.Create(MeterName);
        _records = meter.CreateCounter<long>("journal.records", "{record}", "Records by outcome: stored, failed or refused.");
        _batches = meter.CreateCounter<long>("journal.batches", "{batch}", "Batches by outcome.");
        _duration = meter.CreateHistogram("journal.write.duration", "s", "Time to store a batch.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        meter.CreateObservableGauge("journal.queued", queuedBytes, "By", "Bytes that wait for storage.");
    }

    public void Stored(JournalBatch batch, TimeSpan duration)
    {
        Count(batch.Records, 1, "stored");
        _duration.Record(duration.TotalSeconds);
    }

    public void Failed(JournalBatch batch) => Count(batch.Records, 1, "failed");

    public void Refused() => Count(1, 0, "refused");

    private void Count(int records, int batches, string outcome)
    {
        var tag = new KeyValuePair<string, object?>("outcome", outcome);
        _records.Add(records, tag);
        if (batches > 0) _batches.Add(batches, tag);
    }
}
