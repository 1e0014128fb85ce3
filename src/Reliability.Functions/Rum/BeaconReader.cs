using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Functions.Rum;

/// <summary>A parser with its buffers, for one request at a time.</summary>
/// <param name="queryAllowList">Query parameters that stay in page addresses.</param>
internal sealed class BeaconReader(IReadOnlyList<string> queryAllowList)
{
    // What every journal takes: its smallest batch, less the head of a record.
    private const int MaxRecordBytes = 131_072 - 9;

    private readonly BeaconParser _parser = new(queryAllowList);
    private readonly RecordWriter _record = new();

    public BeaconReading Reading { get; } = new();

    /// <summary>Makes a pool of readers.</summary>
    public static ObjectPool<BeaconReader> Pool(IReadOnlyList<string> queryAllowList) =>
        new DefaultObjectPool<BeaconReader>(new Policy(queryAllowList), Environment.ProcessorCount * 2);

    /// <summary>Reads a body.</summary>
    public void Read(ReadOnlySpan<byte> body, VisitDefaults visit) => _parser.Parse(body, visit, Reading);

    /// <summary>Reads the query string of a request that has no body.</summary>
    public void ReadQuery(QueryString query, VisitDefaults visit) =>
        _parser.ParseQuery(Encoding.UTF8.GetBytes(query.HasValue ? query.Value![1..] : ""), visit, Reading);

    /// <summary>Encodes what was accepted, to be appended to the journal.</summary>
    /// <returns><see langword="false"/> when it is larger than a journal takes.</returns>
    public bool TryEncode(string site, DateTimeOffset receivedAt, ulong idempotencyHash, int weight)
    {
        _record.Clear();
        new RumRecord(site, receivedAt, Reading.Samples) { Events = Reading.Events, IdempotencyHash = idempotencyHash, Weight = weight }.WriteTo(_record);
        return _record.Written.Length <= MaxRecordBytes;
    }

    /// <summary>Appends what was encoded.</summary>
    /// <returns>Completes when it is stored.</returns>
    /// <exception cref="JournalUnavailableException">The journal's queue is full.</exception>
    public Task AppendAsync(Journal journal) => journal.AppendAsync(_record.Written);

    private sealed class Policy(IReadOnlyList<string> queryAllowList) : PooledObjectPolicy<BeaconReader>
    {
        public override BeaconReader Create() => new(queryAllowList);

        public override bool Return(BeaconReader obj) => true;
    }
}
