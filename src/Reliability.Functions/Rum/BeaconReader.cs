using Microsoft.Extensions.ObjectPool;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Functions.Rum;

/// <summary>A parser with its buffers, for one request at a time.</summary>
internal sealed class BeaconReader
{
    private readonly WebVitalsParser _parser = new();
    private readonly RecordWriter _record = new();

    public BeaconReading Reading { get; } = new();

    /// <summary>Makes a pool of readers.</summary>
    public static ObjectPool<BeaconReader> Pool() => new DefaultObjectPool<BeaconReader>(new DefaultPooledObjectPolicy<BeaconReader>(), Environment.ProcessorCount * 2);

    /// <summary>Reads a body and, when anything in it was accepted, appends that to the journal.</summary>
    /// <returns>Completes when it is stored; null when nothing was accepted.</returns>
    /// <exception cref="JournalUnavailableException">The journal's queue is full.</exception>
    public Task? Append(ReadOnlySpan<byte> body, VisitDefaults visit, string site, DateTimeOffset now, Journal journal)
    {
        _parser.Parse(body, visit, Reading);
        if (Reading.Samples.Count == 0) return null;
        _record.Clear();
        new RumRecord(site, now, Reading.Samples).WriteTo(_record);
        return journal.AppendAsync(_record.Written);
    }
}
