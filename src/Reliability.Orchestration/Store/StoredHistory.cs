using Azure.Data.Tables;
using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Store;

/// <summary>The rows of one generation of an instance, put together to turns.</summary>
/// <param name="first">The number of the first row that is added.</param>
internal sealed class StoredHistory(int first)
{
    private readonly List<(int Row, Turn Turn)> _turns = [];
    private readonly List<byte[]> _parts = [];
    private int _firstOfTurn = first;

    /// <summary>Gets the turns, oldest first, each with the number of its first row.</summary>
    public IReadOnlyList<(int Row, Turn Turn)> Turns => _turns;

    /// <summary>Gets the number of the row after the last whole turn.</summary>
    public int NextRow { get; private set; } = first;

    /// <summary>Gets how many bytes the turns have, packed.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds the next row.</summary>
    /// <exception cref="InvalidDataException">The row cannot be read, or one is missing before it.</exception>
    public void Add(TableEntity row)
    {
        var number = _firstOfTurn + _parts.Count;
        if (!row.RowKey.EndsWith(Number(number), StringComparison.Ordinal))
            throw new InvalidDataException($"The history has {row.RowKey} where row {number} should be.");
        _parts.Add(Packing.Take(row, "D") ?? throw new InvalidDataException($"The history row {row.RowKey} is empty."));
        if (row.GetBoolean("More") ?? false) return;

        var bytes = _parts.Count == 1 ? _parts[0] : [.. _parts.SelectMany(part => part)];
        _turns.Add((_firstOfTurn, Packing.Unpack(bytes, HistoryJson.Default.Turn)));
        Bytes += bytes.Length;
        _firstOfTurn = NextRow = number + 1;
        _parts.Clear();
    }

    /// <summary>Makes the rows of a turn.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="key">The instance.</param>
    /// <param name="generation">The generation.</param>
    /// <param name="first">Number of the first row.</param>
    /// <param name="turn">The turn.</param>
    public static IReadOnlyList<TableEntity> ToRows(string partition, string key, int generation, int first, Turn turn)
    {
        var parts = Packing.ToRows(Packing.Pack(turn, HistoryJson.Default.Turn));
        return [.. parts.Select((part, index) =>
        {
            var row = new TableEntity(partition, RowKeys.History(key, generation, first + index));
            Packing.Put(row, "D", part);
            if (index < parts.Count - 1) row["More"] = true;
            return row;
        })];
    }

    private static string Number(int row) => row.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);
}
