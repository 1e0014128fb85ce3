namespace Azure.Monitor.Query.Models;

public partial class LogsTableRow
{
    /// <summary>Gets a cell as the type of its column.</summary>
    /// <param name="name">The name of the column, in its case. Of columns of the same name, the last.</param>
    /// <value>The cell; null when it is empty.</value>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public object? this[string name] => this[_indexes[name]];

    /// <summary>Gets a cell as a truth value.</summary>
    /// <param name="name">The name of the column, in its case. Of columns of the same name, the last.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public bool? GetBoolean(string name) => GetBoolean(_indexes[name]);

    /// <summary>Gets a cell as an instant.</summary>
    /// <param name="name">The name of the column, in its case. Of columns of the same name, the last.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public DateTimeOffset? GetDateTimeOffset(string name) => GetDateTimeOffset(_indexes[name]);

    /// <summary>Gets a cell as a decimal.</summary>
    /// <param name="name">The name of the column, in its case. Of columns of the same name, the last.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public decimal? GetDecimal(string name) => GetDecimal(_indexes[name]);

    /// <summary>Gets a cell as a double, which may be NaN or infinite.</summary>
    /// <param name="name">The name of the column, in its case. Of columns of the same name, the last.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public double? GetDouble(string name) => GetDouble(_indexes[name]);

    /// <summary>Gets a cell as JSON.</summary>
    /// <param name="name">The name of the column, in its case. Of columns of the same name, the last.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public BinaryData? GetDynamic(string name) => GetDynamic(_indexes[name]);

    /// <summary>Gets a cell as a GUID.</summary>
    /// <param name="name">The name of the column, in its case. Of columns of the same name, the last.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public Guid? GetGuid(string name) => GetGuid(_indexes[name]);

    /// <summary>Gets a cell as a 32-bit integer.</summary>
    /// <param name="name">The name of the column, in its case. Of columns of the same name, the last.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public int? GetInt32(string name) => GetInt32(_indexes[name]);

    /// <summary>Gets a cell as a 64-bit integer.</summary>
    /// <param name="name">The name of the column, in its case. Of columns of the same name, the last.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public long? GetInt64(string name) => GetInt64(_indexes[name]);

    /// <summary>Gets a cell as text.</summary>
    /// <param name="name">The name of the column, in its case. Of columns of the same name, the last.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public string? GetString(string name) => GetString(_indexes[name]);

    /// <summary>Gets a cell as a duration.</summary>
    /// <param name="name">The name of the column, in its case. Of columns of the same name, the last.</param>
    /// <returns>The cell; null when it is empty.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public TimeSpan? GetTimeSpan(string name) => GetTimeSpan(_indexes[name]);
}
