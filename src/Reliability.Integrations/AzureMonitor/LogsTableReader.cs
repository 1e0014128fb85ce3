using System.Globalization;
using Azure.Monitor.Query.Models;

namespace Reliability.Integrations.AzureMonitor;

/// <summary>Reads columns of a table, bin by bin; wrong cells are named by row, counted from 1, and column.</summary>
internal sealed class LogsTableReader
{
    /// <summary>The column of the start of a bin.</summary>
    public const string Bin = "bin";

    /// <summary>The column of a value.</summary>
    public const string Value = "value";

    // Whole numbers up to here are exact as doubles, and sums of billions of them fit a decimal.
    private const decimal Most = 9_007_199_254_740_992m;

    private readonly LogsTable _table;
    private readonly BinRange _range;
    private readonly DateTimeOffset[] _bins;

    /// <summary>Reads the bins.</summary>
    /// <exception cref="AzureMonitorRejectedException">A bin is missing, occurs twice, does not start at a bin, or was not asked for.</exception>
    public LogsTableReader(LogsTable table, BinRange range)
    {
        (_table, _range) = (table, range);
        if (ColumnOf(Bin).Type != LogsColumnType.Datetime)
            throw new AzureMonitorRejectedException($"The column '{Bin}' has type {ColumnOf(Bin).Type}; it must be datetime.");
        var seen = new HashSet<DateTimeOffset>();
        _bins = [.. table.Rows.Select((row, index) => BinOf(row, index, seen))];
    }

    /// <summary>Finds the one of some columns that the table has.</summary>
    /// <param name="names">Their names, the preferred one first.</param>
    /// <exception cref="AzureMonitorRejectedException">It has none.</exception>
    public string FirstOf(params string[] names) => Array.Find(names, Has) ?? throw Missing(names);

    /// <summary>Reads counts.</summary>
    /// <param name="column">The column.</param>
    /// <exception cref="AzureMonitorRejectedException">There is no such column, or a cell is empty, NaN, infinite, negative or huge.</exception>
    public IReadOnlyDictionary<DateTimeOffset, decimal> Counts(string column) => Read(column, (cell, index) => cell switch
    {
        null => throw Wrong(index, column, "is empty; a count must be a number"),
        double.NaN => throw Wrong(index, column, "is NaN; a count must be a number"),
        _ when NumberOf(cell, index, column) is var count and >= 0m => count,
        _ => throw Wrong(index, column, $"is {Text(cell)}; a count must not be negative"),
    });

    /// <summary>Reads values; empty and NaN cells are no values.</summary>
    /// <param name="column">The column.</param>
    /// <exception cref="AzureMonitorRejectedException">There is no such column, or a cell is infinite or huge.</exception>
    public IReadOnlyDictionary<DateTimeOffset, decimal> Values(string column) =>
        Read(column, (cell, index) => cell is null or double.NaN ? null : NumberOf(cell, index, column));

    private Dictionary<DateTimeOffset, decimal> Read(string column, Func<object?, int, decimal?> number)
    {
        CheckType(ColumnOf(column));
        var values = new Dictionary<DateTimeOffset, decimal>(_bins.Length);
        for (var index = 0; index < _bins.Length; index++)
        {
            if (number(_table.Rows[index][column], index) is { } value)
                values.Add(_bins[index], value);
        }

        return values;
    }

    private DateTimeOffset BinOf(LogsTableRow row, int index, HashSet<DateTimeOffset> seen)
    {
        if (row.GetDateTimeOffset(Bin)?.ToUniversalTime() is not { } bin)
            throw Wrong(index, Bin, "is empty");
        if (!_range.IsAligned(bin))
            throw Wrong(index, Bin, $"is {Text(bin)}, which is no start of {_range.Length.TotalMinutes:0} minutes; write e.g. bin=bin(TimeGenerated, {_range.Length.TotalMinutes:0}m)");
        if (!_range.Contains(bin))
            throw Wrong(index, Bin, $"is {Text(bin)}, which was not asked for: a bin is as long as the granularity, and its time that of TimeGenerated");
        return seen.Add(bin) ? bin : throw Wrong(index, Bin, $"is {Text(bin)}, as in another row: summarize by bin only");
    }

    private bool Has(string column) => _table.Columns.Any(each => each.Name == column);

    private LogsTableColumn ColumnOf(string column) => _table.Columns.LastOrDefault(each => each.Name == column) ?? throw Missing(column);

    private AzureMonitorRejectedException Missing(params string[] columns) => new(
        $"The query has no column '{string.Join("' or '", columns)}'; it has {string.Join(", ", _table.Columns.Select(column => column.Name))}.");

    private static void CheckType(LogsTableColumn column)
    {
        if (column.Type != LogsColumnType.Long && column.Type != LogsColumnType.Int && column.Type != LogsColumnType.Real && column.Type != LogsColumnType.Decimal)
            throw new AzureMonitorRejectedException($"The column '{column.Name}' has type {column.Type}; it must be long, int, real or decimal.");
    }

    private static decimal NumberOf(object cell, int index, string column) => cell switch
    {
        double real when double.IsFinite(real) && Math.Abs(real) <= (double)Most => (decimal)real,
        int or long or decimal when Convert.ToDecimal(cell, CultureInfo.InvariantCulture) is var exact && Math.Abs(exact) <= Most => exact,
        _ => throw Wrong(index, column, $"is {Text(cell)}, beyond what is counted"),
    };

    private static AzureMonitorRejectedException Wrong(int index, string column, string what) => new($"Row {index + 1}, column '{column}': {what}.");

    private static string Text(object? cell) => cell is DateTimeOffset time
        ? time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
        : Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "";
}
