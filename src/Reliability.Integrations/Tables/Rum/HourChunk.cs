using Azure;
using Azure.Data.Tables;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>The cells of one hour whose pages fall into one chunk: changed, stored and guarded as one. Not thread-safe.</summary>
internal sealed class HourChunk(string partition, int hour, int chunk)
{
    /// <summary>The most bytes of a chunk: its rows must fit one transaction of 4 MiB, written in base64.</summary>
    public const int MaxBytes = 2_400_000;

    private const string Round = "Round";

    private readonly List<(string RowKey, ETag ETag)> _rows = [];
    private readonly Dictionary<VitalDimensions, PackEntry> _entries = [];
    private long _round;

    public int Hour => hour;

    /// <summary>Gets how much the chunk weighs in a transaction; known after <see cref="ToActions"/>.</summary>
    public int Bytes { get; private set; }

    /// <summary>Gets how many samples were not there to be taken away.</summary>
    public long Missing { get; private set; }

    /// <summary>Takes over a stored row.</summary>
    /// <exception cref="InvalidDataException">The row is not a pack.</exception>
    public void Load(TableEntity row)
    {
        _rows.Add((row.RowKey, row.ETag));
        _round = Math.Max(_round, row.GetInt64(Round) ?? 0);
        foreach (var entry in PackColumns.Read(row, withSketches: true)) _entries[entry.Dimensions] = entry;
    }

    /// <summary>Tells whether a round must still be applied.</summary>
    /// <exception cref="StaleReaderException">A later round was applied.</exception>
    public bool Awaits(long round) => _round <= round
        ? _round < round
        : throw new StaleReaderException($"Cells {partition} {hour} are at round {_round}, past {round}.");

    /// <summary>Adds and takes away samples of a cell.</summary>
    public void Apply(VitalDimensions dimensions, VitalCellChange change)
    {
        var sum = _entries.TryGetValue(dimensions, out var stored) ? stored.ToCell() : new VitalCell();
        sum.Merge(change.Added);
        // What is to be taken away may have been deleted with its site, or gone under "other". That must not stop the rollup of all sites.
        if (sum.Holds(change.Removed)) sum.Subtract(change.Removed);
        else Missing += change.Removed.Count;
        _entries[dimensions] = PackEntry.Of(dimensions, sum);
    }

    /// <summary>Gets the writes that store the chunk under a round.</summary>
    public IReadOnlyList<TableTransactionAction> ToActions(long round)
    {
        var parts = Fit();
        Bytes = parts.Sum(part => part.Counts.Length + part.Sketches.Length);
        var actions = new List<TableTransactionAction>();
        for (var i = 0; i < parts.Count; i++)
        {
            var row = new TableEntity(partition, RumCellKeys.HourRow(hour, chunk, i)) { [Round] = round };
            PackColumns.Write(row, parts[i]);
            actions.Add(i < _rows.Count
                ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, _rows[i].ETag)
                : new TableTransactionAction(TableTransactionActionType.Add, row));
        }

        foreach (var (rowKey, tag) in _rows.Skip(parts.Count))
            actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, rowKey), tag));
        return actions;
    }

    // Only strangers who make thousands of full cells on pages of one chunk get here: first bins are joined, which costs accuracy,
    // then the smallest cells go under "other". Counts stay exact.
    private List<PackPart> Fit()
    {
        var bytes = _entries.Values.Sum(PackCodec.MostBytesOf);
        for (var level = 1; bytes > MaxBytes && level <= LogBins.MaxLevel; level++)
        {
            foreach (var entry in _entries.Values.ToList()) _entries[entry.Dimensions] = PackEntry.Of(entry.Dimensions, entry.ToCell(), level);
            bytes = _entries.Values.Sum(PackCodec.MostBytesOf);
        }

        if (bytes > MaxBytes) FoldSmallest(bytes);
        return PackCodec.Encode(_entries.Values);
    }

    private void FoldSmallest(long bytes)
    {
        foreach (var entry in _entries.Values.OrderBy(entry => entry.Total).ThenBy(entry => entry.Dimensions.Page, StringComparer.Ordinal).ToList())
        {
            var other = entry.Dimensions with { Page = LabelCatalogue.Other, Release = LabelCatalogue.Other };
            if (bytes <= MaxBytes) return;
            if (other == entry.Dimensions) continue;
            var sum = _entries.TryGetValue(other, out var stored) ? stored.ToCell() : new VitalCell();
            entry.AddTo(sum);
            _entries.Remove(entry.Dimensions);
            _entries[other] = PackEntry.Of(other, sum);
            bytes += PackCodec.MostBytesOf(_entries[other]) - PackCodec.MostBytesOf(entry) - (stored is null ? 0 : PackCodec.MostBytesOf(stored));
        }
    }
}
