using System.Text.Json.Nodes;
using Reliability.Core.Slo;
using Reliability.Integrations.AzureMonitor;
using Reliability.Simulators.AzureMonitor;

namespace Reliability.Integrations.Tests.AzureMonitor;

public sealed class LogsSliSourceTests : AzureMonitorTest
{
    private static readonly (string, string)[] GoodAndTotal = [("bin", "datetime"), ("good", "long"), ("total", "long")];
    private static readonly (string, string)[] Value = [("bin", "datetime"), ("value", "real")];

    [Fact]
    public async Task One_query_gives_good_and_total_at_once()
    {
        Finds(GoodAndTotal, [At(0), 9L, 10L], [At(1), 0L, 0L]);

        Assert.Equal([Point(0, 9, 10), Point(1, 0, 0)], await ReadAsync(Logs(), Ratio("q", "q")));

        var call = Assert.Single(Simulator.LogsCalls);
        Assert.Equal((WorkspaceId, "q"), (call.Target, call.Query));
        Assert.Equal(["wait=25"], call.Preferences);
        Assert.Equal((Eleven, Noon.AddTicks(-1)), (call.Time!.Start, call.Time.End));
    }

    [Fact]
    public async Task Two_queries_give_good_and_total_the_part_first()
    {
        Simulator.Logs = call => call.Query == "total"
            ? Reply([("bin", "datetime"), ("total", "int")], [At(0), 10], [At(1), 5])
            : Reply([("bin", "datetime"), ("value", "real")], [At(0), 2.5]);

        Assert.Equal([Point(0, 7.5m, 10), Point(1, 5, 5)], await ReadAsync(Logs(), Ratio("total", "bad", countsBad: true)));
        Assert.Equal(["bad", "total"], Simulator.LogsCalls.Select(call => call.Query));
    }

    [Fact]
    public async Task Bin_without_a_row_beside_total_has_no_part_and_without_total_no_point()
    {
        Simulator.Logs = call => call.Query == "total" ? Reply(Value, [At(0), 10d]) : Reply(Value);

        Assert.Equal([Point(0, 0, 10)], await ReadAsync(Logs(), Ratio("total", "good")));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("PT15M", 15)]
    [InlineData("P1D", 1_440)]
    public void Readings_start_at_whole_bins_so_that_no_more_is_read_again_than_the_overlap(string? granularity, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Logs().GrainOf(Ratio("q", "q", granularity: granularity)));

    [Fact]
    public async Task Rows_in_any_order_give_points_in_order()
    {
        Finds(GoodAndTotal, [At(2), 1L, 1L], [At(0), 1L, 2L], [At(1), 3L, 3L]);

        Assert.Equal([Point(0, 1, 2), Point(1, 3, 3), Point(2, 1, 1)], await ReadAsync(Logs(), Ratio("q", "q")));
    }

    [Fact]
    public async Task Threshold_counts_one_event_for_each_value_and_none_for_empty_and_nan()
    {
        Finds(Value, [At(0), 0.2], [At(1), 0.3], [At(2), null], [At(3), double.NaN]);

        Assert.Equal([Point(0, 1, 1), Point(1, 0, 1)], await ReadAsync(Logs(), new ThresholdIndicator(Source("q"), ThresholdOperator.AtMost, 0.2m)));
    }

    [Theory]
    [InlineData(false, 0.25)]
    [InlineData(true, 0.75)]
    public async Task Raw_ratio_counts_one_unit_for_each_value(bool isFailure, double good)
    {
        Finds(Value, [At(0), 0.25]);

        Assert.Equal([Point(0, (decimal)good, 1)], await ReadAsync(Logs(), new RawRatioIndicator(Source("q"), isFailure)));
    }

    [Fact]
    public async Task Bins_written_in_another_time_zone_are_the_same_bins()
    {
        Finds(GoodAndTotal, [JsonValue.Create("2026-05-01T13:00:00+02:00"), 1L, 1L]);

        Assert.Equal([Point(0, 1, 1)], await ReadAsync(Logs(), Ratio("q", "q")));
    }

    [Fact]
    public async Task Longer_bins_are_points_of_their_length()
    {
        Finds(GoodAndTotal, [At(15), 1L, 2L]);

        var point = Assert.Single(await ReadAsync(Logs(), Ratio("q", "q", granularity: "PT15M"), from: At(1)));

        Assert.Equal((At(15), TimeSpan.FromMinutes(15)), (point.Start, point.Duration));
        Assert.Equal(At(15), Assert.Single(Simulator.LogsCalls).Time!.Start);
    }

    [Fact]
    public async Task Bins_that_have_not_ended_are_not_asked_for()
    {
        Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Empty(await ReadAsync(Logs(), Ratio("q", "q"), until: Noon.AddSeconds(30)));

        Assert.Equal(Noon.AddTicks(-1), Assert.Single(Simulator.LogsCalls).Time!.End);
        Assert.Empty(await ReadAsync(Logs(), Ratio("q", "q"), Noon, Noon.AddSeconds(30)));
        Assert.Single(Simulator.LogsCalls);
    }

    [Fact]
    public async Task Long_time_is_asked_in_parts_without_gap_or_overlap()
    {
        Limits = Limits with { LogsPart = TimeSpan.FromMinutes(25) };
        Simulator.Logs = call => Reply(GoodAndTotal, [call.Time!.Start, 1L, 1L]);

        Assert.Equal([Point(0, 1, 1), Point(25, 1, 1), Point(50, 1, 1)], await ReadAsync(Logs(), Ratio("q", "q")));

        Assert.Equal([At(25), At(50), Noon], Simulator.LogsCalls.Select(call => call.Time!.End!.Value.AddTicks(1)));
    }

    [Fact]
    public async Task Workspace_that_never_had_data_has_no_data()
    {
        Simulator.Plan = _ => SimulatorFault.NoContent;

        Assert.Empty(await ReadAsync(Logs(), Ratio("q", "q")));
        Assert.Empty(await ReadAsync(Logs(), Ratio("q", "p")));
    }

    [Fact]
    public async Task Good_more_than_total_is_refused()
    {
        Finds(GoodAndTotal, [At(0), 3L, 2L]);

        Assert.Equal("2026-05-01T11:00Z: good is 3, more than total, 2: it must count a part of total.", await RejectionOf(Ratio("q", "q")));
    }

    [Fact]
    public async Task Raw_ratio_beyond_one_is_refused()
    {
        Finds(Value, [At(0), 99.5]);

        Assert.Equal("2026-05-01T11:00Z: a ratio must be 0 to 1, is 99.5.", await RejectionOf(new RawRatioIndicator(Source("q"), false)));
    }

    [Fact]
    public async Task Several_tables_are_refused()
    {
        var table = new SimulatedTable(GoodAndTotal, []);
        Simulator.Logs = _ => new LogsReply(table, table with { Name = "Second" });

        Assert.Equal("The query returns 2 tables; it must return one.", await RejectionOf(Ratio("q", "q")));
    }

    private static MetricSource SourceOf(string query, string? granularity, SourceConnection connection) => new(
        "azure-monitor-logs",
        granularity is null ? new Dictionary<string, string> { ["query"] = query } : new() { ["query"] = query, ["granularity"] = granularity })
    {
        Connection = connection,
    };

    private static LogsReply Reply((string, string)[] columns, params object?[][] rows) => new(new SimulatedTable(columns, rows));

    private MetricSource Source(string query, string? granularity = null) => SourceOf(query, granularity, Connection);

    private RatioIndicator Ratio(string total, string part, bool countsBad = false, string? granularity = null) =>
        new(Source(total, granularity), Source(part, granularity), countsBad);

    private void Finds((string, string)[] columns, params object?[][] rows) => Simulator.Logs = _ => Reply(columns, rows);

    private async Task<string> RejectionOf(SloIndicator indicator) =>
        (await Assert.ThrowsAsync<AzureMonitorRejectedException>(() => ReadAsync(Logs(), indicator))).Message;
}
