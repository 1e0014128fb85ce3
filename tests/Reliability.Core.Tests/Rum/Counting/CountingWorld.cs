using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Counting;

namespace Reliability.Core.Tests.Rum.Counting;

/// <summary>Cells, catalogues and a log of rounds in memory, and a process that works on them and may be replaced by another.</summary>
internal sealed class CountingWorld(int capacity = 1_000_000)
{
    private readonly Dictionary<(string Site, DateTimeOffset Day), LabelCatalogue> _catalogues = [];
    private readonly Dictionary<VitalCellKey, VitalCell> _cells = [];
    private readonly List<(RumRecord[] Records, byte[] Note, long FirstNeeded)> _log = [];

    public RecentReports Memory { get; private set; } = new(capacity);

    /// <summary>Gets the notes of all rounds: what was decided.</summary>
    public IEnumerable<byte[]> Notes => _log.Select(round => round.Note);

    /// <summary>Works off a round.</summary>
    public RoundCount Round(params RumRecord[] records)
    {
        var count = Memory.Decide(_log.Count + 1, records);
        Resolve(count);
        foreach (var (key, change) in count.Changes().Changes())
        {
            if (!_cells.TryGetValue(key, out var cell)) _cells.Add(key, cell = new VitalCell());
            cell.Merge(change.Added);
            cell.Subtract(change.Removed);
        }

        _log.Add((records, count.EncodeNote(), count.FirstNeeded));
        Memory.Remember(count);
        return count;
    }

    /// <summary>Replaces the process by one that knows only what is stored.</summary>
    public void Restart()
    {
        Memory = new RecentReports(capacity);
        if (_log.Count == 0) return;
        for (var round = _log[^1].FirstNeeded; round <= _log.Count; round++)
        {
            var (records, note, _) = _log[(int)round - 1];
            var count = RoundCount.Restore(Memory, round, records, note);
            Assert.NotNull(count);
            Resolve(count);
            Memory.Remember(count);
        }
    }

    /// <summary>Shows the cells that hold anything, to the byte.</summary>
    public string[] Cells() =>
    [
        .. _cells.Where(pair => pair.Value.Count > 0)
            .Select(pair => $"{pair.Key.Site} {pair.Key.Hour:yyyyMMddHH} {pair.Key.Metric} {pair.Key.Dimensions} {pair.Value.Good}/{pair.Value.NeedsImprovement}/{pair.Value.Poor} {pair.Value.WeightThousandths} {Convert.ToHexString(QuantileSketchCodec.Encode(pair.Value.Sketch))}")
            .Order(StringComparer.Ordinal),
    ];

    private void Resolve(RoundCount count)
    {
        foreach (var (place, samples) in count.Combinations())
        {
            if (!_catalogues.TryGetValue(place, out var catalogue)) _catalogues.Add(place, catalogue = new LabelCatalogue());
            catalogue.Admit(count.Round, samples, hour: 23);
        }

        count.Resolve(_catalogues);
    }
}
