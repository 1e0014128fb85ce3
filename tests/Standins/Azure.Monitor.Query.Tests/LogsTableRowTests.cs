using System.Text.Json.Nodes;
using Azure.Monitor.Query.Models;
using Reliability.Simulators.AzureMonitor;

namespace Azure.Monitor.Query.Tests;

public sealed class LogsTableRowTests : SimulatorTest
{
    private static readonly (string, string)[] Columns =
    [
        ("b", "bool"), ("t", "datetime"), ("m", "decimal"), ("y", "dynamic"), ("g", "guid"), ("i", "int"), ("l", "long"), ("r", "real"),
        ("s", "string"), ("d", "timespan"),
    ];

    private static readonly Guid Id = new("5a4b3c2d-1e0f-4a9b-8c7d-6e5f4a3b2c1d");

    [Fact]
    public async Task Getters_read_each_type_by_index_and_by_name()
    {
        var row = await RowOf(
            Columns, true, Noon.AddTicks(1_234_567), 12.345678901234567890m, new JsonObject { ["k"] = 1 }, Id, 7, long.MaxValue, 0.25, "text", new TimeSpan(1, 2, 3, 4, 500));

        Assert.Equal((true, true), (row.GetBoolean(0), row.GetBoolean("b")));
        Assert.Equal((Noon.AddTicks(1_234_567), Noon.AddTicks(1_234_567)), (row.GetDateTimeOffset(1), row.GetDateTimeOffset("t")));
        Assert.Equal((12.345678901234567890m, 12.345678901234567890m), (row.GetDecimal(2), row.GetDecimal("m")));
        Assert.Equal(("{\"k\":1}", "{\"k\":1}"), (row.GetDynamic(3)!.ToString(), row.GetDynamic("y")!.ToString()));
        Assert.Equal((Id, Id), (row.GetGuid(4), row.GetGuid("g")));
        Assert.Equal((7, 7), (row.GetInt32(5), row.GetInt32("i")));
        Assert.Equal((long.MaxValue, long.MaxValue), (row.GetInt64(6), row.GetInt64("l")));
        Assert.Equal((0.25, 0.25), (row.GetDouble(7), row.GetDouble("r")));
        Assert.Equal(("text", "text"), (row.GetString(8), row.GetString("s")));
        Assert.Equal((new TimeSpan(1, 2, 3, 4, 500), new TimeSpan(1, 2, 3, 4, 500)), (row.GetTimeSpan(9), row.GetTimeSpan("d")));
    }

    [Fact]
    public async Task Indexers_and_enumeration_give_each_cell_as_the_type_of_its_column()
    {
        object?[] cells = [true, Noon, 1.5m, null, Id, 7, 8L, 0.25, "text", TimeSpan.FromSeconds(1.25)];

        var row = await RowOf(Columns, cells);

        Assert.Equal(cells.Length, row.Count);
        Assert.Equal(cells, row);
        Assert.Equal(cells, Columns.Select(column => row[column.Item1]));
    }

    [Fact]
    public async Task Empty_cells_are_null_whatever_their_type()
    {
        var row = await RowOf(Columns, new object?[Columns.Length]);

        Assert.All(row, Assert.Null);
        Assert.Null(row.GetBoolean(0));
        Assert.Null(row.GetDecimal("m"));
        Assert.Null(row.GetDouble("r"));
        Assert.Null(row.GetDynamic("y"));
        Assert.Null(row.GetString("s"));
        Assert.Null(row.GetTimeSpan("d"));
    }

    [Fact]
    public async Task Doubles_may_be_no_number_or_infinite_and_decimals_not()
    {
        var row = await RowOf([("n", "real"), ("p", "real"), ("m", "real")], double.NaN, double.PositiveInfinity, double.NegativeInfinity);

        Assert.Equal(double.NaN, row.GetDouble("n"));
        Assert.Equal(double.PositiveInfinity, row.GetDouble("p"));
        Assert.Equal(double.NegativeInfinity, row.GetDouble("m"));
        Assert.Throws<OverflowException>(() => row.GetDecimal("n"));
    }

    [Fact]
    public async Task Decimal_is_read_from_text_numbers_and_truth_values()
    {
        var row = await RowOf([("text", "string"), ("n", "long"), ("yes", "bool"), ("word", "string")], "1.10", 3L, true, "one");

        Assert.Equal((1.10m, 3m, 1m), (row.GetDecimal(0), row.GetDecimal(1), row.GetDecimal(2)));
        Assert.Throws<FormatException>(() => row.GetDecimal("word"));
    }

    [Fact]
    public async Task Getters_refuse_what_is_another_type()
    {
        var row = await RowOf([("s", "string"), ("big", "long"), ("raw", "dynamic")], "1h", long.MaxValue, null);

        Assert.Throws<InvalidOperationException>(() => row.GetInt64("s"));
        Assert.Throws<FormatException>(() => row.GetInt32("big"));
        Assert.Throws<InvalidOperationException>(() => row.GetString("big"));
        Assert.Throws<FormatException>(() => row.GetTimeSpan("s"));
    }

    [Fact]
    public async Task Instants_keep_the_offset_they_were_written_with()
    {
        var row = await RowOf([("t", "datetime")], JsonValue.Create("2026-05-01T14:30:00+02:30"));

        Assert.Equal(Noon, row.GetDateTimeOffset("t"));
        Assert.Equal(TimeSpan.FromHours(2.5), row.GetDateTimeOffset("t")!.Value.Offset);
    }

    [Fact]
    public async Task Columns_are_found_in_their_case_only_and_those_of_unknown_types_by_their_values()
    {
        var row = await RowOf([("N", "quaternion"), ("S", "quaternion"), ("B", "quaternion"), ("L", "quaternion"), ("X", "quaternion")], 1, "s", false, 3_000_000_000L, null);

        Assert.Throws<KeyNotFoundException>(() => row["n"]);
        Assert.Equal([1, "s", false, 3_000_000_000L, null], row);
    }

    [Fact]
    public async Task Tables_without_rows_have_their_columns()
    {
        Simulator.Logs = _ => new LogsReply(new SimulatedTable(Columns, []));

        var table = (await Logs().QueryWorkspaceAsync(WorkspaceId, "T", TimeSpan.FromHours(1))).Value.Table;

        Assert.Empty(table.Rows);
        Assert.Equal(Columns, table.Columns.Select(column => (column.Name, column.Type.ToString()!)));
        Assert.Equal(LogsColumnType.Bool, table.Columns[0].Type);
        Assert.Equal("PrimaryResult (10 columns, 0 rows)", table.ToString());
    }

    private async Task<LogsTableRow> RowOf((string, string)[] columns, params object?[] cells)
    {
        Simulator.Logs = _ => new LogsReply(new SimulatedTable(columns, [cells]));
        return (await Logs().QueryWorkspaceAsync(WorkspaceId, "T", TimeSpan.FromHours(1))).Value.Table.Rows.Single();
    }
}
