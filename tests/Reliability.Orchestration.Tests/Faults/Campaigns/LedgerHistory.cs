using Azure.Data.Tables;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>One generation of the history of an instance, as it was written so far.</summary>
internal sealed class LedgerHistory
{
    private readonly SortedDictionary<int, TableEntity> _rows = [];
    private readonly List<Turn> _turns = [];

    /// <summary>Gets the number of the row after the last that counts.</summary>
    public int Committed { get; private set; }

    /// <summary>Gets the turns that count.</summary>
    public IReadOnlyList<Turn> Turns => _turns;

    public void Write(int number, TableEntity row) => _rows[number] = row;

    public void Delete(int number) => _rows.Remove(number);

    /// <summary>Counts all turns that are there whole, now that their generation counts.</summary>
    /// <returns>Those that did not count before.</returns>
    public IReadOnlyList<Turn> Commit()
    {
        var (before, parts) = (_turns.Count, new List<byte[]>());
        for (var number = Committed; _rows.TryGetValue(number, out var row); number++)
        {
            parts.Add(Packing.Take(row, "D")!);
            if (row.GetBoolean("More") ?? false) continue;
            _turns.Add(Packing.Unpack(parts.SelectMany(part => part).ToArray(), HistoryJson.Default.Turn));
            Committed = number + 1;
            parts.Clear();
        }

        return [.. _turns.Skip(before)];
    }
}
