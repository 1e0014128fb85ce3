using System.Runtime.InteropServices;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Counting;

/// <summary>What a round counts: decided first, then given its places, then applied to the cells, and in the end remembered.</summary>
/// <remarks>The same memory and records always give the same, so a round can be repeated after a crash.</remarks>
public sealed class RoundCount
{
    private readonly RecentReports _memory;
    private readonly List<RumRecord> _records = [];
    private readonly List<Report> _added = [];
    private readonly List<RecentReport> _removed = [];
    private readonly Dictionary<ulong, int> _touched = [];
    private readonly RoundNote _note;
    private readonly bool _isDecided;
    private int _samples;

    internal RoundCount(RecentReports memory, long round, IEnumerable<RumRecord> records, RoundNote? note)
    {
        (_memory, Round, _isDecided) = (memory, round, note is not null);
        // Those that came in first are decided on first: a round may hold hours of them.
        var sorted = records.OrderBy(record => record.ReceivedAt).ToList();
        var last = sorted.Count == 0 ? 0 : sorted[^1].ReceivedAt.ToUnixTimeMilliseconds();
        _note = note ?? new RoundNote(Math.Max(memory.Latest, last), sorted.Count, new BitSet(), new BitSet());
        for (var i = 0; i < sorted.Count; i++) Take(sorted[i], i);
    }

    /// <summary>Gets the number of the round.</summary>
    public long Round { get; }

    /// <summary>Gets what came in, in that order, without the copies of requests that were counted before.</summary>
    public IReadOnlyList<RumRecord> Records => _records;

    /// <summary>Gets when the latest record of this and all earlier rounds came in.</summary>
    public DateTimeOffset ReceivedUntil => DateTimeOffset.FromUnixTimeMilliseconds(Latest);

    /// <summary>Gets the number of samples of <see cref="Records"/>.</summary>
    public long Samples => _samples;

    /// <summary>Gets how many reports of earlier rounds are replaced.</summary>
    public long Replaced => _removed.Count;

    /// <summary>Gets how many records are copies of requests that were counted before.</summary>
    public long Repeated => _note.Records - _records.Count;

    /// <summary>Gets the first round that must be restored to remember what is to be known after this one.</summary>
    public long FirstNeeded => _memory.FirstNeeded(Round, Latest);

    internal long Latest => _note.Latest;

    /// <summary>Restores a round that was stored, from its records and the note of it.</summary>
    /// <returns><see langword="null"/> when the note is not about these records.</returns>
    public static RoundCount? Restore(RecentReports memory, long round, IReadOnlyCollection<RumRecord> records, ReadOnlySpan<byte> note)
    {
        ArgumentNullException.ThrowIfNull(records);
        return RoundNote.TryRead(note, out var read) && read.Records == records.Count ? new RoundCount(memory, round, records, read) : null;
    }

    /// <summary>Gets the note that <see cref="Restore"/> takes.</summary>
    public byte[] EncodeNote() => _note.Encode();

    /// <summary>Gets the number of samples to be added per site, day and combination of dimensions.</summary>
    public Dictionary<(string Site, DateTimeOffset Day), Dictionary<VitalDimensions, long>> Combinations()
    {
        var combinations = new Dictionary<(string Site, DateTimeOffset Day), Dictionary<VitalDimensions, long>>();
        foreach (var added in _added)
        {
            if (added.IsGone || added.Counted.Place is not { } place) continue;
            var key = (place.Site, DayOf(added.Counted));
            if (!combinations.TryGetValue(key, out var samples)) combinations.Add(key, samples = []);
            CollectionsMarshal.GetValueRefOrAddDefault(samples, place.Dimensions, out _)++;
        }

        return combinations;
    }

    /// <summary>Gives every sample to be added the dimensions it is counted under.</summary>
    /// <param name="catalogues">The catalogue of each site and day of <see cref="Combinations"/>.</param>
    public void Resolve(IReadOnlyDictionary<(string Site, DateTimeOffset Day), LabelCatalogue> catalogues)
    {
        ArgumentNullException.ThrowIfNull(catalogues);
        var places = new Dictionary<(ReportPlace, DateTimeOffset), ReportPlace>();
        foreach (ref var added in CollectionsMarshal.AsSpan(_added))
        {
            if (added.IsGone || added.Counted.Place is not { } sent) continue;
            var day = DayOf(added.Counted);
            if (!places.TryGetValue((sent, day), out var place))
                places.Add((sent, day), place = sent with { Dimensions = catalogues[(sent.Site, day)].Resolve(sent.Dimensions, Round) });
            added.Counted = added.Counted with { Place = place };
        }
    }

    /// <summary>Gets what changes in the cells.</summary>
    public VitalCellSet Changes()
    {
        var cells = new VitalCellSet();
        foreach (var added in _added)
        {
            if (!added.IsGone && added.Counted is { Place: { } place } counted) cells.Add(place.Site, counted.Hour, counted.Sample, counted.Weight);
        }

        foreach (var removed in _removed) cells.Remove(removed.Place!.Site, removed.Hour, removed.Sample, removed.Weight);
        return cells;
    }

    /// <summary>Gets what is to be remembered, in the order decided.</summary>
    internal IEnumerable<(ulong Key, RecentReport Report)> Remaining()
    {
        for (var i = 0; i < _added.Count; i++)
        {
            if (_added[i].Key is { } key && _touched[key] == i) yield return (key, _added[i].Counted);
        }
    }

    private static DateTimeOffset DayOf(in RecentReport report) => new(report.Hour.UtcDateTime.Date, TimeSpan.Zero);

    private void Take(RumRecord record, int number)
    {
        var site = Hash64.Of(record.Site.AsSpan());
        if (!TakeRequest(record, number, site)) return;
        _records.Add(record);
        var received = record.ReceivedAt.ToUnixTimeMilliseconds();
        ReportPlace? place = null;
        for (var i = 0; i < record.Samples.Count; i++)
        {
            var sample = record.Samples[i];
            if (!ReferenceEquals(place?.Dimensions, sample.Dimensions)) place = new ReportPlace(record.Site, sample.Dimensions);
            var report = new RecentReport(received - (sample.AgeSeconds * 1_000L), sample.AgeSeconds, i, sample.Metric, sample.Value, record.Weight, place);
            if (sample.IdHash == 0) _added.Add(new Report(null, report));
            else if (sample.IsDelta) TakeDelta(RecentReport.KeyOf(site, sample.Metric, sample.IdHash), report.AsSum());
            else TakeReport(RecentReport.KeyOf(site, sample.Metric, sample.IdHash), report);
            _samples++;
        }
    }

    private bool TakeRequest(RumRecord record, int number, ulong site)
    {
        if (record.IdempotencyHash == 0) return true;
        var key = RecentReport.KeyOfRequest(site, record.IdempotencyHash);
        var request = new RecentReport(record.ReceivedAt.ToUnixTimeMilliseconds(), 0, 0, default, 0, 0, null);
        var isRepeated = _isDecided ? _note.Repeated.Contains(number) : TryFind(key, out var earlier, out _) && request.IsNear(earlier);
        if (isRepeated)
        {
            _note.Repeated.Add(number);
            return false;
        }

        Add(key, request);
        return true;
    }

    private void TakeReport(ulong key, in RecentReport report)
    {
        if (_isDecided)
        {
            if (!_note.Passed.Contains(_samples)) Add(key, report);
            return;
        }

        if (TryFind(key, out var earlier, out var index) && report.IsNear(earlier))
        {
            if (!report.Replaces(earlier))
            {
                _note.Passed.Add(_samples);
                return;
            }

            TakeBack(earlier, index);
        }

        Add(key, report);
    }

    private void TakeDelta(ulong key, in RecentReport delta)
    {
        if (_isDecided && _note.Passed.Contains(_samples)) return;
        if (!TryFind(key, out var sum, out var index) || !sum.IsSum)
        {
            Add(key, delta);
        }
        else if (_isDecided || sum.Takes(delta))
        {
            if (!_isDecided) TakeBack(sum, index);
            Add(key, sum.Plus(delta));
        }
        else
        {
            _note.Passed.Add(_samples);
        }
    }

    private void TakeBack(in RecentReport earlier, int index)
    {
        if (index < 0) _removed.Add(earlier);
        else CollectionsMarshal.AsSpan(_added)[index].IsGone = true;
    }

    private void Add(ulong key, in RecentReport report)
    {
        _touched[key] = _added.Count;
        _added.Add(new Report(key, report));
    }

    // The index is -1 for a report of an earlier round.
    private bool TryFind(ulong key, out RecentReport report, out int index)
    {
        if (!_touched.TryGetValue(key, out index))
        {
            index = -1;
            return _memory.TryFind(key, out report);
        }

        report = _added[index].Counted;
        return true;
    }

    private struct Report(ulong? key, RecentReport counted)
    {
        public readonly ulong? Key = key;
        public RecentReport Counted = counted;
        public bool IsGone;
    }
}
