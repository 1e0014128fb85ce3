using Microsoft.Extensions.ObjectPool;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;
using Reliability.Core.Rum.Intake;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Functions.Rum;

/// <summary>A parser with its buffers, for one request at a time.</summary>
/// <param name="queryAllowList">Query parameters that stay in page addresses.</param>
internal sealed class BeaconReader(IReadOnlyList<string> queryAllowList)
{
    private readonly WebVitalsParser _parser = new(queryAllowList);
    private readonly RecordWriter _record = new();

    public BeaconReading Reading { get; } = new();

    /// <summary>Makes a pool of readers.</summary>
    public static ObjectPool<BeaconReader> Pool(IReadOnlyList<string> queryAllowList) =>
        new DefaultObjectPool<BeaconReader>(new Policy(queryAllowList), Environment.ProcessorCount * 2);

    /// <summary>Reads a body and, when anything in it was accepted and is kept, appends that to the journal.</summary>
    /// <returns>Completes when it is stored, at once when all that was accepted is sampled out; null when nothing was accepted.</returns>
    /// <exception cref="JournalUnavailableException">The journal's queue is full.</exception>
    public Task? Append(ReadOnlySpan<byte> body, BeaconVisit visit, string site, DateTimeOffset now, Journal journal)
    {
        _parser.Parse(body, visit.Defaults, Reading);
        if (Reading.Accepted == 0) return null;
        Reading.Sample(visit.Sampling, visit.Sender);
        if (Reading.Samples.Count == 0) return Task.CompletedTask;
        _record.Clear();
        new RumRecord(site, now, Reading.Samples) { Weight = visit.Sampling.Weight }.WriteTo(_record);
        return journal.AppendAsync(_record.Written);
    }

    private sealed class Policy(IReadOnlyList<string> queryAllowList) : PooledObjectPolicy<BeaconReader>
    {
        public override BeaconReader Create() => new(queryAllowList);

        public override bool Return(BeaconReader obj) => true;
    }
}

/// <summary>Who sent a request.</summary>
/// <param name="Defaults">What its events do not say.</param>
/// <param name="Sampling">Which visits of its site are kept.</param>
/// <param name="Sender">Hash of who sent it; 0 when all visits are kept, so that nobody asks.</param>
internal readonly record struct BeaconVisit(VisitDefaults Defaults, RumSampling Sampling, ulong Sender);
