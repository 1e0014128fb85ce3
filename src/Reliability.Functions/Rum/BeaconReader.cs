using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Functions.Rum;

/// <summary>A parser with its buffers, for one request at a time.</summary>
internal sealed class BeaconReader
{
    // What every journal takes: its smallest batch, less the head of a record.
    private const int MaxRecordBytes = 131_072 - 9;

    private readonly BeaconParser _parser = new();
    private readonly RecordWriter _record = new();

    public BeaconReading Reading { get; } = new();

    /// <summary>Makes a pool of readers.</summary>
    public static ObjectPool<BeaconReader> Pool() => new DefaultObjectPool<BeaconReader>(new DefaultPooledObjectPolicy<BeaconReader>(), Environment.ProcessorCount * 2);

    /// <summary>Reads a body.</summary>
    public void Read(ReadOnlySpan<byte> body, VisitDefaults visit) => _parser.Parse(body, visit, Reading);

    /// <summary>Reads the query string of a request that has no body.</summary>
    public void ReadQuery(QueryString query, VisitDefaults visit) =>
        _parser.ParseQuery(Encoding.UTF8.GetBytes(query.HasValue ? query.Value![1..] : ""), visit, Reading);

    /// <summary>Encodes what was accepted, to be appended to the journal.</summary>
    /// <returns><see langword="false"/> when it is larger than a journal takes.</returns>
    public bool TryEncode(string site, DateTimeOffset receivedAt, ulong idempotencyHash)
    {
        _record.Clear();
        new RumRecord(site, receivedAt, Reading.Samples) { Events = Reading.Events, IdempotencyHash = idempotencyHash }.WriteTo(_record);
        return _record.Written.Length <= MaxRecordBytes;
    }

    /// <summary>Appends what was encoded.</summary>
    /// <returns>Completes when it is stored.</returns>
    /// <exception cref="JournalUnavailableException">The journal's queue is full.</exception>
    public Task AppendAsync(Journal journal) => journal.AppendAsync(_record.Written);
}
