using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Azure.Monitor.Query.Models;

/// <summary>A row of a result: its cells, each as the type of its column.</summary>
public partial class LogsTableRow : IReadOnlyList<object?>
{
    private readonly IReadOnlyDictionary<string, int> _indexes;
    private readonly IReadOnlyList<LogsTableColumn> _columns;
    private readonly JsonElement _row;

    internal LogsTableRow(IReadOnlyDictionary<string, int> indexes, IReadOnlyList<LogsTableColumn> columns, JsonElement row)
    {
        (_indexes, _columns, _row) = (indexes, columns, row);
        Count = row.GetArrayLength();
    }

    /// <summary>Gets the number of cells.</summary>
    public int Count { get; }

    /// <summary>Gets a cell as the type of its column.</summary>
    /// <param name="index">The column, from 0.</param>
    /// <value>The cell; null when it is empty.</value>
    /// <exception cref="NotSupportedException">The column is of a type that the service did not have, and the cell is no text, number or truth value.</exception>
    public object? this[int index] => _columns[index].Type.ToString() switch
    {
        "bool" => GetBoolean(index),
        "datetime" => GetDateTimeOffset(index),
        "decimal" => GetDecimal(index),
        "dynamic" => GetDynamic(index),
        "guid" => GetGuid(index),
        "int" => GetInt32(index),
        "long" => GetInt64(index),
        "real" => GetDouble(index),
        "string" => GetString(index),
        "timespan" => GetTimeSpan(index),
        _ => ByValue(_row[index]),
    };

    /// <summary>Gets a cell as a truth value.</summary>
    /// <param name="index">The column, from 0.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="InvalidOperationException">The cell is something else.</exception>
    public bool? GetBoolean(int index) => IsNull(index) ? null : _row[index].GetBoolean();

    /// <summary>Gets a cell as an instant.</summary>
    /// <param name="index">The column, from 0.</param>
    /// <returns>The cell, with the offset it was written with; null when it is empty.</returns>
    /// <exception cref="InvalidOperationException">The cell is no text.</exception>
    /// <exception cref="FormatException">The text is no instant.</exception>
    public DateTimeOffset? GetDateTimeOffset(int index) => IsNull(index) ? null : _row[index].GetDateTimeOffset();

    /// <summary>Gets a cell as a decimal: of a number, of text with a number, or of a truth value 1 or 0.</summary>
    /// <param name="index">The column, from 0.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="FormatException">The text is no number.</exception>
    /// <exception cref="OverflowException">It is NaN, infinite, or too large.</exception>
    public decimal? GetDecimal(int index) => _row[index].ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => 1m,
        JsonValueKind.False => 0m,
        JsonValueKind.String => DecimalOf(_row[index].GetString()!, _columns[index]),
        _ => _row[index].GetDecimal(),
    };

    /// <summary>Gets a cell as a double.</summary>
    /// <param name="index">The column, from 0.</param>
    /// <returns>The cell, which may be NaN or infinite; null when it is empty.</returns>
    /// <exception cref="InvalidOperationException">The cell is something else.</exception>
    public double? GetDouble(int index) => _row[index].ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String when _row[index].ValueEquals("NaN") => double.NaN,
        JsonValueKind.String when _row[index].ValueEquals("Infinity") => double.PositiveInfinity,
        JsonValueKind.String when _row[index].ValueEquals("-Infinity") => double.NegativeInfinity,
        _ => _row[index].GetDouble(),
    };

    /// <summary>Gets a cell as JSON, which the service sends as text.</summary>
    /// <param name="index">The column, from 0.</param>
    /// <returns>The JSON; null when it is empty.</returns>
    /// <exception cref="InvalidOperationException">The cell is no text.</exception>
    public BinaryData? GetDynamic(int index) => IsNull(index) ? null : new BinaryData(_row[index].GetString()!);

    /// <summary>Gets a cell as a GUID.</summary>
    /// <param name="index">The column, from 0.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="InvalidOperationException">The cell is no text.</exception>
    /// <exception cref="FormatException">The text is no GUID.</exception>
    public Guid? GetGuid(int index) => IsNull(index) ? null : _row[index].GetGuid();

    /// <summary>Gets a cell as a 32-bit integer.</summary>
    /// <param name="index">The column, from 0.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="InvalidOperationException">The cell is no number.</exception>
    /// <exception cref="FormatException">It is no 32-bit integer.</exception>
    public int? GetInt32(int index) => IsNull(index) ? null : _row[index].GetInt32();

    /// <summary>Gets a cell as a 64-bit integer.</summary>
    /// <param name="index">The column, from 0.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="InvalidOperationException">The cell is no number.</exception>
    /// <exception cref="FormatException">It is no 64-bit integer.</exception>
    public long? GetInt64(int index) => IsNull(index) ? null : _row[index].GetInt64();

    /// <summary>Gets a cell as text.</summary>
    /// <param name="index">The column, from 0.</param>
    /// <returns>The cell; null when it is empty, which columns of type string never are.</returns>
    /// <exception cref="InvalidOperationException">The cell is no text.</exception>
    public string? GetString(int index) => _row[index].GetString();

    /// <summary>Gets a cell as a duration.</summary>
    /// <param name="index">The column, from 0.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="InvalidOperationException">The cell is no text.</exception>
    /// <exception cref="FormatException">The text is no duration such as <c>1.02:03:04.5000000</c>.</exception>
    public TimeSpan? GetTimeSpan(int index) =>
        IsNull(index) ? null : TimeSpan.ParseExact(_row[index].GetString()!, "c", CultureInfo.InvariantCulture);

    /// <summary>Returns the cells as the service sent them.</summary>
    /// <returns>A JSON array.</returns>
    public override string ToString() => _row.ToString();

    IEnumerator<object?> IEnumerable<object?>.GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<object?>)this).GetEnumerator();

    private bool IsNull(int index) => _row[index].ValueKind == JsonValueKind.Null;

    private static decimal DecimalOf(string text, LogsTableColumn column) => text switch
    {
        "NaN" or "Infinity" or "-Infinity" => throw new OverflowException($"{column}: {text} is no decimal."),
        _ => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"{column}: '{text}' is no decimal."),
    };

    private static object? ByValue(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => cell.GetString(),
        JsonValueKind.Number when cell.TryGetInt32(out var small) => small,
        JsonValueKind.Number when cell.TryGetInt64(out var large) => large,
        JsonValueKind.Number => cell.GetDouble(),
        _ => throw new NotSupportedException($"A cell cannot be {cell.ValueKind}."),
    };
}
